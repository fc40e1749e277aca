/** The team rates the seven capacities for a quarter: together, by role, and only what it can agree on. */
import { type Capacity, capacities } from '#improvement/capacities';
import type { Shown as Evidence } from '#improvement/evidence';
import { ratingOf } from '#improvement/plan';
import { quartersUntil, quarterWith } from '#improvement/quarters';
import { type Rating, scores, teamRoles } from '#improvement/types';
import type { LocalDate } from '#platform/types';
import { button, checkboxes, type Filled, formTo, hidden, radios } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Shown } from '#web/frame/layout';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { evidenceFor, evidenceView } from './evidence-view.ts';
import { type Owned, planPage, planPath } from './owned.ts';
import { given, longest, noPerson, stamped, textArea, textWithoutPerson, went } from './parts.ts';
import { capitalised } from './said.ts';
import { saving } from './saving.ts';

/** This quarter and the one before, which is often talked about when it is over. */
const quarterIn = ({ params, today }: Visit): LocalDate | undefined => quartersUntil(quarterWith(today), 2).find((one) => one === params.quarter);
const addressOf = ({ practice }: Owned, quarter: string) => planPath(practice, `/rate/${quarter}`);
const formFor = (rating: Rating | undefined): Form =>
  formOf({ ...rating?.scores, roles: rating?.roles, note: rating?.note, seen: String(rating?.versionId ?? 0) });
const capacityPart = (capacity: Capacity, shown: readonly Evidence[], filled: Filled, visit: Visit): Html => {
  const { capacities: names, rate: say, page } = visit.words.improvement;
  const { name, meaning } = names[capacity];
  const choices = [...wordsOf(scores, say.scores), { value: 'none', label: say.clear }];
  return html`<section><h2>${name}</h2><p>${meaning}</p><h3>${page.evidence}</h3>${evidenceView(capacity, shown, visit)}${radios({ name: capacity, label: say.score(name), choices, inline: true }, filled)}</section>`;
};
/** `shown`: what the hub shows of the quarter, to rate by. */
const view = (one: Owned, quarter: LocalDate, shown: readonly Evidence[], filled: Filled, visit: Visit): Shown => {
  const { rate: say, quarter: named, roles } = visit.words.improvement;
  const who = teamRoles.map((value) => ({ value, label: capitalised(roles[value]) }));
  const fields = html`${hidden('seen', text(filled.form, 'seen'))}${capacities.map((capacity) => capacityPart(capacity, shown, filled, visit))}
<h2>${say.talk}</h2>${checkboxes({ name: 'roles', label: say.roles, hint: say.rolesHint, choices: who }, filled)}${textArea('note', say.note, filled)}${noPerson(visit)}${button(visit.words.frame.save)}`;
  return {
    title: say.title(named(quarter)),
    back: planPath(one.practice),
    faults: filled.faults,
    body: html`<p>${say.lead}</p>${formTo(addressOf(one, quarter), visit.who.csrf, fields)}`,
  };
};
type Typed = Pick<Rating, 'scores' | 'roles' | 'note'>;
const typedIn = (visit: Submitted): { typed: Typed } | { faults: NonNullable<Filled['faults']> } => {
  const { rate: say } = visit.words.improvement;
  const read = fieldReader(visit.form, visit.words);
  const chosen = capacities.flatMap((capacity) => {
    const score = read.choice(capacity, scores);
    return score ? [[capacity, score] as const] : [];
  });
  if (chosen.length === 0) read.wrong(capacities[0], say.fewest);
  const roles = read.some('roles', teamRoles);
  if (roles.length === 0) read.wrong('roles', say.who);
  const note = textWithoutPerson(read, 'note', longest.text, 'optional', visit);
  return read.isRight() ? { typed: { scores: Object.fromEntries(chosen), roles, ...given('note', note) } } : { faults: read.faults() };
};
const post = async (one: Owned, visit: Submitted): Promise<Result> => {
  const quarter = quarterIn(visit);
  if (!quarter) return { trouble: 'missing' };
  const shown = await evidenceFor(one, quarter, visit);
  const read = typedIn(visit);
  if ('faults' in read) return view(one, quarter, shown, { form: visit.form, faults: read.faults }, visit);
  return saving(one, visit, {
    now: (plan) => ratingOf(plan, quarter),
    changes: (plan) => {
      const before = ratingOf(plan, quarter);
      return [{ before, after: { kind: 'rating', ...stamped(before, quarter, visit), ...read.typed } }];
    },
    again: (form) => view(one, quarter, shown, { form }, visit),
    to: went(planPath(one.practice), 'rated'),
  });
};
export const ratePage: Page = planPage('/rate/{quarter}', {
  get: async (one, visit) => {
    const quarter = quarterIn(visit);
    if (!quarter) return { trouble: 'missing' };
    const shown = await evidenceFor(one, quarter, visit);
    return view(one, quarter, shown, { form: visit.kept ?? formFor(ratingOf(one.plan, quarter)) }, visit);
  },
  post,
});
