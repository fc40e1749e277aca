/** A report for funders: one page to print, of a quarter that was published, in the numbers that funders may have. */
import { share } from '#insight/disclosure/figure';
import type { Cell } from '#insight/disclosure/types';
import { numberText } from '#insight/number-text';
import { publishedAt } from '#insight/published-store';
import type { Released, ReleasedFigure } from '#insight/release-types';
import { returnsOf } from '#insight/return-store';
import { shareSentence } from '#insight/sentence';
import { numberOf } from '#insight/value';
import { periodText } from '#web/figures/periods';
import { button, textField } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { choosingRelease, type ReleaseAsked, releaseAsked } from './asked.ts';
import { publishPath } from './publish-page.ts';
import { aboutView, marksView, periodOf } from './released-view.ts';
import { figureOf, figureText } from './say.ts';
import { marginBars, marginOf, marginTable, totalOf } from './tables-view.ts';

const packPath = '/app/figures/pack';
type Of = { released: Released; visit: Visit };
const section = (title: string, content: Html | undefined): Html | undefined => content && html`<section><h2>${title}</h2>${content}</section>`;
const said = (figures: readonly ReleasedFigure[], { words }: Visit): Html =>
  html`<ul>${figures.map((figure) => html`<li>${figureText(figure, words)}</li>`)}</ul>`;
const named = ({ released, visit }: Of, ...names: readonly string[]): Html =>
  said(
    names.flatMap((name) => figureOf(released, name) ?? []),
    visit,
  );

const deprivedText = ({ released, visit: { words } }: Of): string => {
  const part: Cell = marginOf(released, 'practice-simd', 'simd').find(({ value }) => value === '1')?.cell ?? { hidden: 'c' };
  const whole = totalOf(released);
  const rest: Cell = 'shown' in part && 'shown' in whole ? { shown: whole.shown - part.shown } : { hidden: 'c' };
  const percent = share({ part, rest, whole, tier: released.tier });
  return shareSentence({ part, whole, percent }, words.figures.referrals, words.publication.pack.deprivedMany, words.figures.say);
};
const outcomes = ({ released, visit }: Of): Html => {
  const { pack: say } = visit.words.publication;
  const pairs = released.figures.filter((one) => one.kind === 'paired');
  const [first] = pairs;
  if (!first) return html`<p>${say.noOutcomes}</p>`;
  return html`<p>${say.outcomesLead(periodText(first.of, visit.today, visit.words))}</p>${said(pairs, visit)}`;
};

/** In whole pounds; undefined: nothing was typed. */
const amountIn = ({ query }: Visit): number | undefined | 'wrong' => {
  const typed = (query.get('amount') ?? '').replaceAll(/[£,\s]/g, '');
  if (typed === '') return undefined;
  return /^[1-9]\d{0,8}$/.test(typed) ? Number(typed) : 'wrong';
};
const costText = (amount: number, { released, visit: { words } }: Of): string => {
  const { pack: say } = words.publication;
  const engaged = figureOf(released, 'engagement');
  const people = engaged?.kind === 'share' ? numberOf(engaged.part) : undefined;
  return people ? say.perPerson(numberText(Math.round(amount / people)), numberText(people), numberText(amount)) : say.perPersonHidden;
};
const costView = (of: Of, asked: ReleaseAsked): Html => {
  const { words, query } = of.visit;
  const { pack: say } = words.publication;
  const amount = amountIn(of.visit);
  const filled = { form: formOf({ amount: query.get('amount') ?? '' }), ...(amount === 'wrong' ? { faults: { amount: say.amountWrong } } : {}) };
  const field = textField({ name: 'amount', label: say.amount, hint: say.amountHint, most: 20, width: 10, numeric: true }, filled);
  const kept = html`<input type="hidden" name="area" value="${asked.area.id}"><input type="hidden" name="period" value="${asked.period.name}">`;
  const form = html`<form method="get" action="${packPath}" class="hub_no-print">${kept}${field}${button(say.work, 'secondary')}</form>`;
  return html`${typeof amount === 'number' && html`<p>${costText(amount, of)}</p>`}${form}`;
};

const packView = async (of: Of, asked: ReleaseAsked): Promise<Html> => {
  const { released, visit } = of;
  const { words, ports } = visit;
  const { pack: say } = words.publication;
  const commentary = (await returnsOf(ports.access, released.area, released.period)).at(-1)?.commentary;
  const amount = amountIn(visit);
  const own = commentary ? html`<p class="hub_prewrap">${commentary}</p>` : html`<p class="hub_no-print hub_quiet">${say.noCommentary}</p>`;
  const fifths = marginBars({ id: 'fifths', title: say.share, name: 'practice-simd', down: 'simd' }, released, words);
  return html`${commentary ? section(say.commentary, own) : own}
${section(say.people, html`<ul><li>${figureText({ kind: 'count', metric: 'received', n: totalOf(released) }, words)}</li></ul>${named(of, 'people', 'contacts')}`)}
${section(say.engaged, named(of, 'engagement', 'sustained'))}${section(say.waits, named(of, 'firstContact'))}
${section(say.onward, named(of, 'sent', 'acceptance', 'uptake'))}${section(say.outcomes, outcomes(of))}
${typeof amount === 'number' ? section(say.cost, costView(of, asked)) : html`<div class="hub_no-print">${section(say.cost, costView(of, asked))}</div>`}
${section(say.share, html`<p>${deprivedText(of)}</p>${fifths}`)}
${section(say.needs, marginTable({ title: say.needs, name: 'need-simd', down: 'need' }, released, words))}${marksView(released, words)}<p>${say.notSaid}</p>${aboutView(released, words)}`;
};
export const packPage: Page = {
  path: packPath,
  for: ['manager'],
  get: async (visit) => {
    const { query, words, ports } = visit;
    const asked = await releaseAsked(visit, { area: query.get('area') ?? '', period: query.get('period') ?? '' });
    if (!asked) return { trouble: 'missing' };
    const { pack: say, publish } = words.publication;
    const released = await publishedAt(ports.fhir.subscriptions.work, asked.area.id, asked.period.name, 'programme');
    const body = released
      ? html`<p class="hub_no-print">${say.lead}</p>${await packView({ released, visit }, asked)}`
      : html`<p>${say.notPublished} <a href="${publishPath}?area=${asked.area.id}&period=${asked.period.name}">${publish.link}</a></p>`;
    const title = released ? say.title(released.name, periodOf(released, visit.today, words)) : say.link;
    const faults = released && amountIn(visit) === 'wrong' ? { amount: say.amountWrong } : undefined;
    return { title, back: `/app/figures?period=${asked.period.name}`, wide: true, faults, body: html`${choosingRelease(packPath, asked, visit)}${body}` };
  },
};
