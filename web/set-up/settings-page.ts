/** What a programme sets for its area, as others read it: measures, under-16s, whom to tell of a concern, whom to ask about its figures. */
import { instrumentNames, mostInstruments, settingsOf, under16Routes } from '#directory/settings';
import type { ConcernContact } from '#directory/types';
import { button, checkboxes, type Filled, formTo, hidden, radios, textField } from '#web/frame/fields';
import { formOf, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Result, Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import { wordsOf } from '#web/work/choices';
import { areaPages, type Changed, type OneArea } from './area-pages.ts';
import { contactChanged, contactPart } from './contact-part.ts';
import { didNotice, entries } from './parts.ts';
import { areaName } from './territory.ts';

const choices = (one: OneArea, filled: Filled, to: string, { words, who }: Visit): Html => {
  const { settings: say } = words.setUp;
  const { measures, under16 } = settingsOf(one);
  const own: Filled = filled.form?.has('under16') || filled.form?.has('measures') ? filled : { form: formOf({ measures, under16 }) };
  const fields = html`${hidden('do', 'save')}${checkboxes({ name: 'measures', label: say.measures, hint: say.measuresHint, choices: wordsOf(instrumentNames, words.measures.instruments) }, own)}
${radios({ name: 'under16', label: say.under16, choices: wordsOf(under16Routes, say.routes) }, own)}${button(words.frame.save)}`;
  return formTo(to, who.csrf, fields);
};
const contacts = (one: OneArea, filled: Filled, to: string, visit: Visit): Html => {
  const { settings: say } = visit.words.setUp;
  const list = (one.concernContacts ?? []).map(({ label, phone, hours }) => ({
    text: [label, phone, ...(hours ? [hours] : [])].join(', '),
    label,
    value: label,
  }));
  const fields = html`${hidden('do', 'add')}${textField({ name: 'label', label: say.label, most: 120 }, filled)}${textField({ name: 'phone', label: say.phone, type: 'tel', width: 20, most: 21 }, filled)}${textField({ name: 'hours', label: say.hours, hint: say.hoursHint, most: 120 }, filled)}${button(say.add, 'secondary')}`;
  return html`<section><h2>${say.contacts}</h2><p>${say.contactsLead}</p>${entries(list, to, 'remove', visit)}${formTo(to, visit.who.csrf, fields)}</section>`;
};
const view = (one: OneArea, filled: Filled, visit: Visit, { to, back }: { to: string; back: string }): Result => ({
  title: visit.words.setUp.settings.of(areaName(one)),
  back,
  notice: didNotice(visit),
  faults: filled.faults,
  body: html`${choices(one, filled, to, visit)}${contacts(one, filled, to, visit)}${contactPart(one, filled, to, visit)}`,
});

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
const changedBy = (one: OneArea, visit: Submitted): Changed => {
  const held = one.concernContacts ?? [];
  switch (text(visit.form, 'do')) {
    case 'add':
      return contactAdded(held, visit);
    case 'remove':
      return { set: { concernContacts: held.filter(({ label }) => label !== text(visit.form, 'entry')) } };
    case 'contact':
      return contactChanged(visit);
    default:
      return chosen(visit);
  }
};
export const settingsPages = areaPages({
  path: '/app/manage/settings',
  list: ({ words }) => ({ title: words.setUp.settings.title }),
  ...{ view, changedBy, fields: { otherwise: 'label', measures: 'measures', contact: 'contactMail' } },
});
