/** The form of a cycle: one page from the aim to what comes of it. */
import type { Capacity } from '#improvement/capacities';
import { aimsOf, measuresOf } from '#improvement/plan';
import { type Aim, type Cycle, decisions, type Measure, type Plan, teamRoles } from '#improvement/types';
import { dayField, type Filled, radios, select, textField } from '#web/frame/fields';
import { dayParts, type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { wordsOf } from '#web/work/choices';
import { given, lineField, longest, ownerField, type Read, textArea, textWithoutPerson } from './parts.ts';

type Asked = 'start' | 'change';
/** Of a cycle that is there an aim is chosen; a new one is begun with a cycle of its own. */
const aimFields = (aims: readonly Aim[], asked: Asked, filled: Filled, { words }: Visit): Html => {
  const { cycle: say } = words.improvement;
  const known = aims.map(({ id, text: what }) => ({ value: id, label: what }));
  if (asked === 'change') return select({ name: 'aim', label: say.aim, choices: known }, filled);
  const chosen = aims.length > 0 && select({ name: 'aim', label: say.aim, choices: [...known, { value: '', label: say.newAim }] }, filled);
  return html`${chosen}${lineField('new-aim', say.aimText, filled, chosen ? say.aimHint : say.aimOnly)}`;
};
const measureFields = (measures: readonly Measure[], asked: Asked, filled: Filled, { words }: Visit): Html => {
  const { cycle: say } = words.improvement;
  const choices = [...measures.map(({ id, name }) => ({ value: id, label: name })), { value: '', label: say.noMeasure }];
  const chosen = measures.length > 0 && select({ name: 'measure', label: say.measure, choices }, filled);
  if (chosen && asked === 'change') return chosen;
  return html`${chosen}${lineField('measure-name', say.measureName, filled, say.measureHint)}
${textField({ name: 'unit', label: say.unit, hint: say.unitHint, width: 20, most: 40 }, filled)}${lineField('how', say.how, filled, say.howHint)}`;
};
export const cycleFields = (plan: Plan, capacity: Capacity, asked: Asked, filled: Filled, visit: Visit): Html => {
  const { cycle: say } = visit.words.improvement;
  return html`${aimFields(aimsOf(plan, capacity), asked, filled, visit)}${measureFields(measuresOf(plan, capacity), asked, filled, visit)}
${lineField('idea', say.idea, filled)}${textArea('plan', say.plan, filled)}${textArea('predicted', say.predicted, filled)}
${dayField({ name: 'from', label: say.from }, filled, visit.words)}${dayField({ name: 'to', label: say.to }, filled, visit.words)}${ownerField(filled, say.owner, visit)}`;
};
/** What is known only once it runs. */
export const laterFields = ({ predicted }: Cycle, filled: Filled, { words }: Visit): Html => {
  const { cycle: say } = words.improvement;
  return html`<h2>${say.later}</h2><p>${say.laterLead}</p>${textArea('did', say.did, filled)}${textArea('study', say.study, filled, say.expected(predicted))}
${radios({ name: 'decision', label: say.decision, choices: wordsOf(decisions, say.decisions) }, filled)}${textArea('act', say.act, filled)}`;
};
export const formOfCycle = ({ aim, measure = '', idea, plan, predicted, from, to, owner, did, study, decision, act, versionId }: Cycle): Form =>
  formOf({ aim, measure, idea, plan, predicted, ...dayParts('from', from), ...dayParts('to', to), owner, did, study, decision, act, seen: String(versionId) });

export type TypedCycle = {
  /** One that is there, or what a new one says. */
  aim: { id: string } | { text: string };
  measure: { id: string } | Pick<Measure, 'name' | 'unit' | 'how'> | undefined;
  facts: Omit<Cycle, 'kind' | 'id' | 'versionId' | 'lastUpdated' | 'by' | 'byName' | 'aim' | 'measure'>;
};
const aimTyped = (read: Read, plan: Plan, capacity: Capacity, visit: Submitted): TypedCycle['aim'] => {
  const written = textWithoutPerson(read, 'new-aim', longest.line, 'optional', visit);
  if (written !== '') return { text: written };
  const id = aimsOf(plan, capacity).find((one) => one.id === text(visit.form, 'aim'))?.id;
  if (id === undefined) read.wrong('new-aim', visit.words.improvement.cycle.aimNeeded);
  return { id: id ?? '' };
};
const measureTyped = (read: Read, plan: Plan, capacity: Capacity, visit: Submitted): TypedCycle['measure'] => {
  const line = (name: string) => textWithoutPerson(read, name, longest.line, 'optional', visit);
  const [name, unit, how] = [line('measure-name'), line('unit'), line('how')];
  if (name !== '' && unit === '') read.wrong('unit', visit.words.improvement.cycle.unitNeeded);
  if (name !== '') return { name, unit, ...given('how', how) };
  const id = measuresOf(plan, capacity).find((one) => one.id === text(visit.form, 'measure'))?.id;
  return id === undefined ? undefined : { id };
};
/** Reads all of it; undefined where something is wrong, which `read` then says. */
export const cycleTyped = (read: Read, plan: Plan, capacity: Capacity, visit: Submitted): TypedCycle | undefined => {
  const { cycle: say } = visit.words.improvement;
  const long = (name: string) => textWithoutPerson(read, name, longest.text, 'optional', visit);
  const [aim, measure] = [aimTyped(read, plan, capacity, visit), measureTyped(read, plan, capacity, visit)];
  const idea = textWithoutPerson(read, 'idea', longest.line, 'needed', visit);
  const how = long('plan');
  const predicted = textWithoutPerson(read, 'predicted', longest.text, 'needed', visit);
  const [from, to, owner] = [read.neededDay('from'), read.neededDay('to'), read.chosen('owner', teamRoles)];
  if (from && to && to < from) read.wrong('to', say.backwards);
  const [did, study, act, decision] = [long('did'), long('study'), long('act'), read.choice('decision', decisions)];
  if (decision && study === '') read.wrong('study', say.studyFirst);
  if (!from || !to || !owner || !read.isRight()) return undefined;
  const later = { ...given('did', did), ...given('study', study), ...given('act', act), ...(decision ? { decision } : {}) };
  return { aim, measure, facts: { idea, predicted, from, to, owner, ...given('plan', how), ...later } };
};
