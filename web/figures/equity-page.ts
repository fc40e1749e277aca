/** Whether the programme reaches everybody alike: waits, engagement and onward referral, told apart by who people are, each with its n. */
import { answerOf } from '#insight/answers';
import { sections } from '#insight/counted/tally';
import { metrics } from '#insight/metrics/all';
import { equity, type Metric } from '#insight/metrics/types';
import { numberText } from '#insight/number-text';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { namesOf, type Parted, placesApart, placesRead } from './apart.ts';
import { type Asked, askedOf, queryOf } from './asked.ts';
import { choosing, leadOf } from './choosing.ts';
import { gapSaid } from './gaps.ts';
import { headlineOf, type Row, scaleOf } from './headline.ts';
import { type By, inOrder, valueLabel } from './labels.ts';
import { figuresPath } from './questions-page.ts';
import { readSection, slicesApart } from './reading.ts';
import type { Named } from './sentences.ts';
import { apartBars } from './views.ts';

const path = `${figuresPath}/equity`;
const asking = ['firstContactWorking', 'engagement', 'sustained', 'onward'] as const;
const all: readonly Named[] = asking.flatMap((name) => {
  const metric: Metric | undefined = metrics[name];
  return metric ? [{ name, metric }] : [];
});

/** Of a wait: how many had it in time, for shares can be compared. */
const asShare = (one: Parted): Parted => {
  const { answer } = one;
  return answer.kind === 'time' && answer.within ? { ...one, answer: { kind: 'share', part: answer.within.n, whole: answer.n } } : one;
};
/** All of them are shares. */
const asShares = { answer: { kind: 'elsewhere' }, scale: { unit: '', of: (value: number) => value } } as const;
type Line = { value: string; label: string; parts: readonly Parted[] };
type Group = { by: By; lines: Line[] };
/** From one reading of each section, whatever it tells apart. */
const byWho = async (asked: Asked, visit: Visit): Promise<Group[]> => {
  const metricsOf = all.map(({ metric }) => metric);
  const names = [...new Set(equity.map((dimension) => sections[dimension]))];
  const read = new Map(
    await Promise.all(names.map(async (section) => [section, await readSection(section, asked.period.months, asked, visit, metricsOf)] as const)),
  );
  return equity.map((dimension) => {
    const lines = [...slicesApart(read.get(sections[dimension]) ?? [], dimension)].map(([value, slice]) => ({
      value,
      label: valueLabel(dimension, value, new Map(), visit.words),
      parts: all.map(({ metric }) => asShare({ value, answer: answerOf(metric, { slice, needs: [], period: asked.period }) })),
    }));
    return { by: dimension, lines: inOrder(dimension, lines) };
  });
};
const byPlace = async (by: 'practice' | 'board', asked: Asked, visit: Visit): Promise<Group> => {
  const metricsOf = all.map(({ metric }) => metric);
  const [names, parted] = await Promise.all([namesOf(by, asked, visit), placesRead(by, metricsOf, asked, visit)]);
  const columns = metricsOf.map((metric) => parted(metric));
  const lines = (columns[0] ?? []).map(({ value }, n) => ({
    value,
    label: valueLabel(by, value, names, visit.words),
    parts: columns.flatMap((column) => (column[n] ? [asShare(column[n])] : [])),
  }));
  return { by, lines: inOrder(by, lines) };
};
const numbersIn = ({ label, parts }: Line, n: number, words: Visit['words']): Row => {
  const [one, part] = [all[n], parts[n]];
  return { label, ...(one && part ? headlineOf(part.answer, scaleOf(one.metric, part.answer, words)) : { value: undefined }) };
};
const cellText = ({ value, n = 0 }: Row, { figuresPages: say }: Visit['words']): string =>
  value === undefined ? say.noFigure : say.percentOf(numberText(value), numberText(n));

const partOf = ({ by, lines }: Group, { words }: Visit): Html => {
  const { figuresPages: say } = words;
  const title = say.byWhat[by];
  if (lines.length === 0) return html`<section><h2>${title}</h2><p>${say.nothing}</p></section>`;
  const rows = lines.map((line) => [line.label, ...all.map((_, n) => cellText(numbersIn(line, n, words), words))]);
  const gaps = all.flatMap(
    (one, n) =>
      gapSaid(
        one,
        by,
        lines.flatMap(({ parts }) => parts[n] ?? []),
        asShares,
        words,
      ) ?? [],
  );
  const drawn =
    by === 'simd' &&
    all.map(({ name }, n) =>
      apartBars(
        {
          id: `bars-${name}`,
          caption: say.equity[asking[n] ?? 'engagement'],
          of: title,
          unit: say.equity.unit,
          rows: lines.map((line) => numbersIn(line, n, words)),
        },
        words,
      ),
    );
  return html`<section><h2>${title}</h2>${table(title, [title, ...asking.map((name) => say.equity[name])], rows)}${gaps.length > 0 && html`<ul>${gaps.map((gap) => html`<li>${gap}</li>`)}</ul>`}${drawn}</section>`;
};

/** Each practice is read by itself: only for who asks. */
const placesLink = (asked: Asked, { words }: Visit): Html =>
  html`<p class="hub_no-print"><a href="${path}?${queryOf(asked, { places: 'yes' })}">${words.figuresPages.equity.places}</a></p>`;
export const equityPage: Page = {
  path,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const asked = await askedOf(visit);
    if (!asked) return { trouble: 'missing' };
    const { figuresPages: say } = visit.words;
    const isByPlace = visit.query.get('places') === 'yes';
    const ways = placesApart(asked);
    const [who, ...places] = await Promise.all([byWho(asked, visit), ...(isByPlace ? ways : []).map((by) => byPlace(by, asked, visit))]);
    return {
      title: say.pages.equity,
      back: `${figuresPath}?${queryOf(asked)}`,
      wide: true,
      body: html`<p>${leadOf(asked, visit)} ${say.equity.lead}</p>${choosing(path, asked, visit)}${[...who, ...places].map((group) => partOf(group, visit))}${places.length > 0 && html`<p class="hub_quiet">${say.byHint}</p>`}${ways.length > 0 && !isByPlace && placesLink(asked, visit)}`,
    };
  },
};
