/** How each organisation answers: by name, never in the order of its figures, and by a funnel that says what may be chance. */
import type { Answer, Slice } from '#insight/answers';
import { answerOf } from '#insight/answers';
import { sections } from '#insight/counted/tally';
import { onwardMetrics } from '#insight/metrics/onward';
import { numberText } from '#insight/number-text';
import { funnelView } from '#web/charts/funnel-view';
import { html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { table } from '#web/set-up/parts';
import { namesOf } from './apart.ts';
import { type Asked, askedOf, queryOf } from './asked.ts';
import { choosing, leadOf } from './choosing.ts';
import { scaleOf } from './headline.ts';
import { inOrder, valueLabel } from './labels.ts';
import { figuresPath } from './questions-page.ts';
import { readSection, slicesApart } from './reading.ts';

const path = `${figuresPath}/organisations`;
const { sent, acceptance, responseDays, uptake } = onwardMetrics;
type One = { value: string; label: string; slice: Slice };

const organisationsOf = async (asked: Asked, visit: Visit): Promise<One[]> => {
  const [cells, names] = await Promise.all([readSection(sections.organisation, asked.period.months, asked, visit), namesOf('organisation', asked, visit)]);
  const found = [...slicesApart(cells, 'organisation')].map(([value, slice]) => ({
    value,
    slice,
    label: valueLabel('organisation', value, names, visit.words),
  }));
  return inOrder('organisation', found);
};
const shareText = (answer: Answer, { figuresPages: say }: Visit['words']): string =>
  answer.kind === 'share' && answer.whole > 0
    ? say.partOf(numberText(answer.part), numberText(answer.whole), numberText((answer.part / answer.whole) * 100))
    : say.noFigure;
const rowOf = ({ label, slice }: One, { period }: Asked, words: Visit['words']): string[] => {
  const of = (metric: typeof sent | typeof acceptance | typeof responseDays | typeof uptake) => answerOf(metric, { slice, needs: [], period });
  const [number, time] = [of(sent), of(responseDays)];
  const scale = scaleOf(responseDays, time, words);
  const answered =
    time.kind === 'time' && time.median !== undefined
      ? words.figuresPages.halfIn(`${numberText(scale.of(time.median))} ${scale.unit}`, numberText(time.n))
      : words.figuresPages.noFigure;
  return [label, number.kind === 'count' ? numberText(number.n) : '', shareText(of(acceptance), words), answered, shareText(of(uptake), words)];
};
const funnelOf = (all: readonly One[], { period }: Asked, { words }: Visit) => {
  const units = all.map(({ label, slice }) => {
    const answer = answerOf(acceptance, { slice, needs: [], period });
    return answer.kind === 'share' ? { name: label, part: answer.part, whole: answer.whole } : { name: label, part: undefined, whole: undefined };
  });
  return funnelView({ id: 'funnel', title: acceptance.name, unit: words.figuresPages.units.percent(acceptance.denominator), units }, words);
};

export const organisationsPage: Page = {
  path,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const asked = await askedOf(visit);
    if (!asked) return { trouble: 'missing' };
    const { figuresPages: say } = visit.words;
    const all = await organisationsOf(asked, visit);
    const { name, sent: number, accepted, answered, came } = say.organisations.columns;
    const rows = all.map((one) => rowOf(one, asked, visit.words));
    const shown = html`${table(say.pages.organisations, [name, number, accepted, answered, came], rows)}<p class="hub_quiet">${say.byHint} ${say.organisations.hint}</p>${funnelOf(all, asked, visit)}`;
    return {
      title: say.pages.organisations,
      back: `${figuresPath}?${queryOf(asked)}`,
      wide: true,
      body: html`<p>${leadOf(asked, visit)}</p>${choosing(path, asked, visit)}${rows.length === 0 ? html`<p>${say.organisations.none}</p>` : shown}`,
    };
  },
};
