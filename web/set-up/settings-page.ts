/** What a programme sets for its area, as others read it: measures, under-16s, whom to tell of a concern. */
import { instrumentNames, mostInstruments, settingsOf, under16Routes } from '#directory/settings';
import type { Area, ConcernContact, Versioned } from '#directory/types';
import { button, checkboxes, type Filled, formTo, hidden, radios, textField } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { after, didNotice, entries } from './parts.ts';
import { save } from './save.ts';
import { areaName, areasOf, territoryOf, unversioned } from './territory.ts';

type One = Versioned<Area>;
const addressOf = ({ id }: Pick<One, 'id'>) => `/app/manage/settings/${id}`;
const listPage: Page = {
  path: '/app/manage/settings',
  for: ['manager'],
  get: async (visit) => {
    const { areas } = await territoryOf(visit);
    const [only, ...others] = areas;
    if (only && others.length === 0) return { go: addressOf(only) };
    const link = (one: One) => html`<li><a href="${addressOf(one)}">${areaName(one)}</a></li>`;
    return { title: visit.words.setUp.settings.title, back: '/app/manage', body: html`<ul>${areas.map(link)}</ul>` };
  },
};

const choices = (one: One, filled: Filled, { words, who }: Visit): Html => {
  const { settings: say } = words.setUp;
  const { measures, under16 } = settingsOf(one);
  const own: Filled = filled.form?.has('under16') || filled.form?.has('measures') ? filled : { form: formOf({ measures, under16 }) };
  const fields = html`${hidden('do', 'save')}${checkboxes({ name: 'measures', label: say.measures, hint: say.measuresHint, choices: wordsOf(instrumentNames, words.measures.instruments) }, own)}
${radios({ name: 'under16', label: say.under16, choices: wordsOf(under16Routes, say.routes) }, own)}${button(words.frame.save)}`;
  return formTo(addressOf(one), who.csrf, fields);
};
const contacts = (one: One, filled: Filled, visit: Visit): Html => {
  const { settings: say } = visit.words.setUp;
  const list = (one.concernContacts ?? []).map(({ label, phone, hours }) => ({
    text: [label, phone, ...(hours ? [hours] : [])].join(', '),
    label,
    value: label,
  }));
  const fields = html`${hidden('do', 'add')}${textField({ name: 'label', label: say.label, most: 120 }, filled)}${textField({ name: 'phone', label: say.phone, type: 'tel', width: 20, most: 21 }, filled)}${textField({ name: 'hours', label: say.hours, hint: say.hoursHint, most: 120 }, filled)}${button(say.add, 'secondary')}`;
  return html`<section><h2>${say.contacts}</h2><p>${say.contactsLead}</p>${entries(list, addressOf(one), 'remove', visit)}${formTo(addressOf(one), visit.who.csrf, fields)}</section>`;
};
const view = (one: One, filled: Filled, visit: Visit): Result => ({
  title: visit.words.setUp.settings.of(areaName(one)),
  back: areasOf(visit).length > 1 ? '/app/manage/settings' : '/app/manage',
  notice: didNotice(visit),
  faults: filled.faults,
  body: html`${choices(one, filled, visit)}${contacts(one, filled, visit)}`,
});

type Changed = { set: Partial<Area> } | { faults: NonNullable<Filled['faults']> };
const chosen = ({ form, words }: Submitted): Changed => {
  const read = fieldReader(form, words);
  const [measures, under16] = [read.some('measures', instrumentNames), read.chosen('under16', under16Routes)];
  if (measures.length > mostInstruments) read.wrong('measures', words.setUp.settings.tooMany(mostInstruments));
  return under16 && read.isRight() ? { set: { measures, under16 } } : { faults: read.faults() };
};
const contactAdded = (held: readonly ConcernContact[], { form, words }: Submitted): Changed => {
  const { settings: say } = words.setUp;
  const read = fieldReader(form, words);
  const [label, phone, hours] = [read.needed('label', 120), read.needed('phone', 21), read.text('hours', 120)];
  if (!/^\+?\d[\d ]{1,19}$/.test(phone)) read.wrong('phone', say.phoneWrong);
  if (held.some((contact) => contact.label === label)) read.wrong('label', say.twice);
  return read.isRight() ? { set: { concernContacts: [...held, { label, phone, ...(hours ? { hours } : {}) }] } } : { faults: read.faults() };
};
const changedBy = (one: One, visit: Submitted): Changed => {
  const held = one.concernContacts ?? [];
  switch (text(visit.form, 'do')) {
    case 'add':
      return contactAdded(held, visit);
    case 'remove':
      return { set: { concernContacts: held.filter(({ label }) => label !== text(visit.form, 'entry')) } };
    default:
      return chosen(visit);
  }
};
const areaIn = async (visit: Visit): Promise<One | undefined> => (await territoryOf(visit)).areas.find(({ id }) => id === visit.params.area);
const post = async (visit: Submitted): Promise<Result> => {
  const one = await areaIn(visit);
  if (!one) return { trouble: 'missing' };
  const changed = changedBy(one, visit);
  if ('faults' in changed) return view(one, { form: visit.form, faults: changed.faults }, visit);
  const saved = await save(visit, { areas: [{ ...unversioned(one), ...changed.set }] }, { otherwise: 'label', measures: 'measures' });
  const did = text(visit.form, 'do') === 'remove' ? 'removed' : 'saved';
  return after(saved, addressOf(one), did, (filled) => view(one, filled, visit), visit.form);
};
const areaPage: Page = {
  path: '/app/manage/settings/{area}',
  for: ['manager'],
  get: async (visit) => {
    const one = await areaIn(visit);
    return one ? view(one, { form: visit.kept }, visit) : { trouble: 'missing' };
  },
  post,
};
export const settingsPages: readonly Page[] = [listPage, areaPage];
