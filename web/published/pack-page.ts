/** A report for funders: one page to print, of a quarter that was published, in the numbers that funders may have. */
import { enough, share } from '#insight/disclosure/figure';
import type { Cell } from '#insight/disclosure/types';
import { numberText } from '#insight/number-text';
import { costs, spentIn } from '#insight/pack-store';
import { publishedAt } from '#insight/published-store';
import type { Released, ReleasedFigure } from '#insight/release-types';
import { returnsOf } from '#insight/return-store';
import { shareSentence } from '#insight/sentence';
import { numberOf } from '#insight/value';
import { periodText } from '#web/figures/periods';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { choosingRelease, quarterAsked, type ReleaseAsked, releaseAsked } from './asked.ts';
import { type Choices, choicesOf, packInputsPath, packPath } from './pack-choices.ts';
import { publishPath } from './publish-page.ts';
import { aboutView, marksView, periodOf } from './released-view.ts';
import { figureOf, figureText } from './say.ts';
import { marginBars, marginOf, marginTable, totalOf } from './tables-view.ts';

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

const moneyView = (of: Of): Html => {
  const gained = of.released.figures.filter(({ kind }) => kind === 'money');
  return gained.length === 0 ? html`<p>${of.visit.words.pack.noMoney}</p>` : said(gained, of.visit);
};
const perPersonText = (spent: number, { released, visit: { words } }: Of): string => {
  const engaged = figureOf(released, 'engagement');
  const people = engaged?.kind === 'share' ? (numberOf(engaged.part) ?? 0) : 0;
  return enough(people, { tier: 'programme' }) ? words.pack.perPerson(numberText(Math.round(spent / people)), numberText(people)) : words.pack.perPersonHidden;
};
const costView = ({ pack }: Choices, of: Of): Html | undefined => {
  const { pack: say } = of.visit.words;
  const spent = pack ? spentIn(pack) : 0;
  if (!pack || spent === 0) return undefined;
  const parts = costs.flatMap((cost) => (pack.spent[cost] ? [say.part(numberText(pack.spent[cost]), say.costParts[cost])] : []));
  return html`<p>${say.spent(numberText(spent), parts.join(', '))} ${perPersonText(spent, of)}</p>`;
};
const storiesView = ({ offered }: Choices, { visit: { words } }: Of): Html | undefined => {
  const chosen = offered.filter(({ isChosen }) => isChosen);
  return chosen.length === 0
    ? undefined
    : html`${chosen.map(({ story }) => html`<blockquote class="hub_prewrap">${story.text}</blockquote>`)}<p class="hub_quiet">${words.pack.told}</p>`;
};
const added = (choices: Choices, of: Of): Html => {
  const { pack: say } = of.visit.words;
  return html`${section(say.stories, storiesView(choices, of))}${section(say.cost, costView(choices, of))}`;
};

const packView = async (of: Of, asked: ReleaseAsked): Promise<Html> => {
  const { released, visit } = of;
  const { words, ports } = visit;
  const { pack: say } = words.publication;
  const commentary = (await returnsOf(ports.access, released.area, released.period)).at(-1)?.commentary;
  const choices = await choicesOf(asked, visit);
  const own = commentary ? html`<p class="hub_prewrap">${commentary}</p>` : html`<p class="hub_no-print hub_quiet">${say.noCommentary}</p>`;
  const fifths = marginBars({ id: 'fifths', title: say.share, name: 'practice-simd', down: 'simd' }, released, words);
  return html`${commentary ? section(say.commentary, own) : own}
${section(say.people, html`<ul><li>${figureText({ kind: 'count', metric: 'received', n: totalOf(released) }, words)}</li></ul>${named(of, 'people', 'contacts')}`)}
${section(say.engaged, named(of, 'engagement', 'sustained'))}${section(say.waits, named(of, 'firstContact'))}
${section(say.onward, named(of, 'sent', 'acceptance', 'uptake'))}${section(words.pack.money, moneyView(of))}${section(say.outcomes, outcomes(of))}
${added(choices, of)}
${section(say.share, html`<p>${deprivedText(of)}</p>${fifths}`)}
${section(say.needs, marginTable({ title: say.needs, name: 'need-simd', down: 'need' }, released, words))}${marksView(released, words)}<p>${say.notSaid}</p>${aboutView(released, words)}`;
};

const inputsLink = (asked: ReleaseAsked, { words: { pack: say } }: Visit): Html | undefined =>
  quarterAsked(asked)
    ? html`<p class="hub_no-print"><a href="${packInputsPath}?area=${asked.area.id}&period=${asked.period.name}">${say.toInputs}</a></p>`
    : undefined;
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
    return {
      title,
      back: `/app/figures?period=${asked.period.name}`,
      wide: true,
      body: html`${choosingRelease(packPath, asked, visit)}${inputsLink(asked, visit)}${body}`,
    };
  },
};
