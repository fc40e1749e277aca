/** One practice: what it is, how it takes part in the evaluation, how many are on its list. */
import { armNames, quarterOf } from '#directory/over-time';
import type { Practice, Versioned } from '#directory/types';
import type { LocalDate } from '#platform/types';
import { button, dayField, type Filled, formTo, hidden, select, textField } from '#web/frame/fields';
import { type Form, formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { after, didNotice, entries, fullDay } from './parts.ts';
import { practiceFields, practiceForm, practiceTyped } from './practices-page.ts';
import { save } from './save.ts';
import { practiceIn, territoryOf, unversioned } from './territory.ts';

type One = Versioned<Practice>;
const addressOf = ({ id }: One) => `/app/manage/practices/${id}`;
/** Newest first. */
const newest = <Entry>(list: readonly Entry[] | undefined, of: (entry: Entry) => string): Entry[] =>
  (list ?? []).toSorted((one, other) => (of(one) < of(other) ? 1 : -1));

const arms = (one: One, filled: Filled, visit: Visit): Html => {
  const { arms: say } = visit.words.setUp;
  const list = newest(one.arms, ({ from }) => from).map(({ from, arm }) => {
    const label = `${say.names[arm]}, ${visit.words.setUp.agreements.from(fullDay(from, visit))}`;
    return { text: label, label, value: from };
  });
  const fields = html`${hidden('do', 'add-arm')}${select({ name: 'arm', label: say.arm, choices: [{ value: '', label: visit.words.setUp.choose }, ...wordsOf(armNames, say.names)] }, filled)}${dayField({ name: 'arm-from', label: say.from }, filled, visit.words)}${button(say.add, 'secondary')}`;
  return html`<section><h2>${say.title}</h2>${entries(list, addressOf(one), 'remove-arm', visit)}${formTo(addressOf(one), visit.who.csrf, fields)}</section>`;
};
/** The last eight quarters, newest first. */
const quarters = (today: LocalDate): LocalDate[] => {
  const newestQuarter = quarterOf(today);
  const month = Number(newestQuarter.slice(0, 4)) * 12 + Number(newestQuarter.slice(5, 7)) - 1;
  return Array.from({ length: 8 }, (_, n) => month - 3 * n).map((at) => `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01` as LocalDate);
};
const sizes = (one: One, filled: Filled, visit: Visit): Html => {
  const { sizes: say } = visit.words.setUp;
  const list = newest(one.listSizes, ({ day }) => day).map(({ day, patients }) => {
    const label = `${say.quarterOf(fullDay(day, visit))}: ${patients}`;
    return { text: label, label, value: day };
  });
  const choices = quarters(visit.today).map((day) => ({ value: day, label: say.quarterOf(fullDay(day, visit)) }));
  const fields = html`${hidden('do', 'add-size')}${select({ name: 'quarter', label: say.quarter, choices }, filled)}${textField({ name: 'patients', label: say.patients, width: 10, most: 6, numeric: true }, filled)}${button(say.add, 'secondary')}`;
  return html`<section><h2>${say.title}</h2><p>${say.lead}</p>${entries(list, addressOf(one), 'remove-size', visit)}${formTo(addressOf(one), visit.who.csrf, fields)}</section>`;
};
const view = async (one: One, filled: Filled, visit: Visit): Promise<Result> => {
  const territory = await territoryOf(visit);
  const isOwn = filled.form === undefined || filled.form.has('name');
  const own: Filled = isOwn && filled.form ? filled : { form: practiceForm(one), faults: undefined };
  const fields = html`${hidden('do', 'save')}${practiceFields(territory, own, visit)}${button(visit.words.frame.save)}`;
  return {
    title: one.name,
    back: '/app/manage/practices',
    notice: didNotice(visit),
    faults: filled.faults,
    body: html`${formTo(addressOf(one), visit.who.csrf, fields)}${arms(one, filled, visit)}${sizes(one, filled, visit)}`,
  };
};

type Changed = { practice: object } | { faults: NonNullable<Filled['faults']> };
const armAdded = (one: One, { form, words }: Submitted): Changed => {
  const read = fieldReader(form, words);
  const [arm, from] = [read.chosen('arm', armNames), read.neededDay('arm-from')];
  if (one.arms?.some((held) => held.from === from)) read.wrong('arm-from', words.setUp.arms.twice);
  return arm && from && read.isRight() ? { practice: { ...one, arms: [...(one.arms ?? []), { from, arm }] } } : { faults: read.faults() };
};
/** A quarter's number that was there is put right. */
const sizeAdded = (one: One, { form, words, today }: Submitted): Changed => {
  const read = fieldReader(form, words);
  const { mostPatients } = words.setUp.sizes;
  const day = read.chosen('quarter', quarters(today));
  read.needed('patients', 6);
  const patients = read.whole('patients', 1, mostPatients);
  const others = (one.listSizes ?? []).filter((held) => held.day !== day);
  return day && patients && read.isRight() ? { practice: { ...one, listSizes: [...others, { day, patients }] } } : { faults: read.faults() };
};
const without = (form: Form, one: One): Changed => {
  const entry = text(form, 'entry');
  return text(form, 'do') === 'remove-arm'
    ? { practice: { ...one, arms: (one.arms ?? []).filter(({ from }) => from !== entry) } }
    : { practice: { ...one, listSizes: (one.listSizes ?? []).filter(({ day }) => day !== entry) } };
};
const changedBy = async (one: One, visit: Submitted): Promise<Changed> => {
  const { form, words } = visit;
  switch (text(form, 'do')) {
    case 'add-arm':
      return armAdded(one, visit);
    case 'add-size':
      return sizeAdded(one, visit);
    case 'remove-arm':
    case 'remove-size':
      return without(form, one);
    default: {
      const read = fieldReader(form, words);
      read.needed('name', 120);
      const { mail: _, codes: __, ...kept } = one;
      return read.isRight() ? { practice: { ...kept, ...practiceTyped(form, await territoryOf(visit)) } } : { faults: read.faults() };
    }
  }
};
const post = async (visit: Submitted): Promise<Result> => {
  const one = await practiceIn(visit);
  if (!one) return { trouble: 'missing' };
  const changed = await changedBy(one, visit);
  if ('faults' in changed) return view(one, { form: visit.form, faults: changed.faults }, visit);
  const saved = await save(visit, { practices: [unversioned(changed.practice)] }, { arms: 'arm-from', listSizes: 'patients', otherwise: 'name' });
  const did = text(visit.form, 'do').startsWith('remove') ? 'removed' : 'saved';
  return after(saved, addressOf(one), did, (filled) => view(one, filled, visit), visit.form);
};
export const practicePage: Page = {
  path: '/app/manage/practices/{practice}',
  for: ['manager'],
  get: async (visit) => {
    const one = await practiceIn(visit);
    return one ? view(one, { form: visit.kept ?? formOf({}) }, visit) : { trouble: 'missing' };
  },
  post,
};
