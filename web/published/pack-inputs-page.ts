/** A manager says what the quarter cost, and which of the stories that may be told stand in its report for funders. */
import { type Cost, costs, type Pack, writePack } from '#insight/pack-store';
import { button, checkbox, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { type Faults, type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { quarterAsked, type ReleaseAsked, releaseAsked } from './asked.ts';
import { type Choices, choicesOf, type Offered, packInputsPath, packPath } from './pack-choices.ts';

const storyField = ({ person, versionId }: Offered['story']): string => `story-${person}-${versionId}`;

/** In whole pounds; nothing typed is nothing said. */
const poundsIn = (form: Form, cost: Cost): number | undefined | 'wrong' => {
  const typed = text(form, cost).replaceAll(/[£,\s]/g, '');
  if (typed === '') return undefined;
  return /^(0|[1-9]\d{0,8})$/.test(typed) ? Number(typed) : 'wrong';
};
const spentIn = (form: Form, visit: Visit): { spent: Partial<Record<Cost, number>>; faults: Faults } => {
  const read = costs.map((cost) => [cost, poundsIn(form, cost)] as const);
  return {
    spent: Object.fromEntries(read.filter(([, pounds]) => typeof pounds === 'number')),
    faults: Object.fromEntries(read.flatMap(([cost, pounds]) => (pounds === 'wrong' ? [[cost, visit.words.pack.amountWrong]] : []))),
  };
};
const formWith = ({ pack, offered }: Choices): Form =>
  formOf({
    ...Object.fromEntries(costs.map((cost) => [cost, pack?.spent[cost] === undefined ? '' : String(pack.spent[cost])])),
    ...Object.fromEntries(offered.filter(({ isChosen }) => isChosen).map(({ story }) => [storyField(story), 'yes'])),
    seen: String(pack?.versionId ?? 0),
  });

const storyView = ({ story, practice, wasChanged }: Offered, filled: Filled, { words: { pack: say } }: Visit): Html =>
  html`<section class="hub_card"><p class="hub_quiet">${say.from(practice)} ${story.quoting === 'named' && say.named} ${wasChanged && say.changed}</p><blockquote class="hub_prewrap">${story.text}</blockquote>${checkbox({ name: storyField(story), label: say.putIn }, filled)}</section>`;
const storiesView = ({ offered, telling }: Choices, filled: Filled, visit: Visit): Html => {
  const { pack: say } = visit.words;
  const list = offered.length === 0 ? html`<p>${say.noStories}</p>` : html`<p>${say.storiesLead}</p>${offered.map((one) => storyView(one, filled, visit))}`;
  return html`<h2>${say.stories}</h2>${list}${telling > 0 && html`<p>${say.telling(telling)}</p>`}`;
};
const view = (asked: ReleaseAsked, choices: Choices, filled: Filled, visit: Visit): Result => {
  const { pack: say, frame } = visit.words;
  const query = `area=${asked.area.id}&period=${asked.period.name}`;
  const fields = costs.map((cost) => textField({ name: cost, label: say.costs[cost], hint: say.costHints[cost], most: 20, width: 10, numeric: true }, filled));
  const kept = html`${hidden('area', asked.area.id)}${hidden('period', asked.period.name)}${hidden('seen', text(filled.form, 'seen'))}`;
  return {
    title: say.inputs,
    back: `${packPath}?${query}`,
    faults: filled.faults,
    body: html`<p>${say.inputsLead}</p>${formTo(packInputsPath, visit.who.csrf, html`${kept}<h2>${say.cost}</h2>${fields}${storiesView(choices, filled, visit)}${button(frame.save)}`)}`,
  };
};
const save = async (asked: ReleaseAsked, choices: Choices, visit: Submitted): Promise<Result> => {
  const { form, at, who, ports } = visit;
  const { spent, faults } = spentIn(form, visit);
  if (Object.keys(faults).length > 0) return view(asked, choices, { form, faults }, visit);
  const before = choices.pack;
  if (Number(text(form, 'seen')) !== (before?.versionId ?? 0)) return { trouble: 'changed' };
  const stories = choices.offered
    .filter(({ story }) => text(form, storyField(story)) === 'yes')
    .map(({ story: { person, versionId } }) => ({ person, versionId }));
  const version = { versionId: (before?.versionId ?? 0) + 1, lastUpdated: at, by: who.user.id };
  const after: Pack = { area: asked.area.id, quarter: asked.period.name, ...version, spent, stories };
  const { outcome } = await writePack(ports.fhir.subscriptions.work, after, before);
  if (outcome === 'condition-failed') return { trouble: 'changed' };
  return outcome === 'written' ? { go: `${packPath}?area=${after.area}&period=${after.quarter}` } : { trouble: 'busy' };
};
/** Undefined: not hers, or no quarter. */
const quarterOf = async (visit: Visit, form: Form | undefined): Promise<ReleaseAsked | undefined> => {
  const given = (name: 'area' | 'period') => text(form, name) || (visit.query.get(name) ?? '');
  const asked = await releaseAsked(visit, { area: given('area'), period: given('period') });
  return asked && quarterAsked(asked) ? asked : undefined;
};
export const packInputsPage: Page = {
  path: packInputsPath,
  for: ['manager'],
  get: async (visit) => {
    const asked = await quarterOf(visit, visit.kept);
    if (!asked) return { trouble: 'missing' };
    const choices = await choicesOf(asked, visit);
    return view(asked, choices, { form: visit.kept ?? formWith(choices) }, visit);
  },
  post: async (visit) => {
    const asked = await quarterOf(visit, visit.form);
    return asked ? save(asked, await choicesOf(asked, visit), visit) : { trouble: 'missing' };
  },
};
