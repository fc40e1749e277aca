/** The four questions of the public form, and what was answered. */
import type { Practice } from '#directory/types';
import type { LocalDate } from '#platform/types';
import { button, dayField, type Filled, formTo, hidden, longText, radios, textField } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { fieldReader } from '#web/frame/read-fields';
import { emailOf, isPhone } from '#web/intake/person-fields';
import type { Words } from '#web/words/words';
import { wordsOf } from '#web/work/choices';
import { formAt, type Public } from './around.ts';

export const ways = ['text', 'call', 'letter', 'email', 'bsl', 'trusted', 'desk'] as const;
export type Way = (typeof ways)[number];
export type Asked = { help: string; name: string; way: Way; where: string; born?: LocalDate };
/** A field that nobody sees; what fills in forms by itself fills it in. */
export const trap = 'website';
const longest = { help: 2000, name: 100, where: 300 } as const;

export const crisisView = ({ selfReferral }: Words): Html => {
  const { form } = selfReferral;
  const line = ({ phone, what }: (typeof form.lines)[number]) => html`<li><a href="tel:${phone.replaceAll(' ', '')}">${phone}</a> ${what}</li>`;
  return html`<section class="hub_crisis" aria-labelledby="crisis"><h2 id="crisis">${form.crisis}</h2><ul>${form.lines.map(line)}</ul></section>`;
};
const trapView = ({ selfReferral }: Words): Html =>
  html`<div class="hub_away"><label for="${trap}">${selfReferral.form.trap}</label><input id="${trap}" name="${trap}" type="text" value="" autocomplete="off" tabindex="-1"></div>`;
const fieldsOf = (filled: Filled, words: Words): Html => {
  const { form } = words.selfReferral;
  const { optional } = words.frame;
  return html`${longText({ name: 'help', label: form.help, hint: form.helpHint, most: longest.help, rows: 5 }, filled)}
${textField({ name: 'name', label: form.name, hint: form.nameHint, most: longest.name, complete: 'name' }, filled)}
${radios({ name: 'way', label: form.way, hint: form.wayHint, choices: wordsOf(ways, form.ways) }, filled)}
${longText({ name: 'where', label: form.where, hint: form.whereHint, most: longest.where, rows: 3 }, filled)}
${dayField({ name: 'born', label: `${form.born} (${optional})`, hint: form.bornHint, own: true }, filled, words)}${trapView(words)}`;
};
/** `stamp`: when the form was opened. `day`: by when whoever sends it is answered. */
type Opened = { stamp: string; day: string; practice: Practice };
export const formView = ({ stamp, day, practice }: Opened, filled: Filled, { words, language }: Public): Html => {
  const { form, hideNote } = words.selfReferral;
  const content = html`${hidden('stamp', stamp)}${fieldsOf(filled, words)}<p>${form.reads(practice.name, day)}</p>${button(form.button)}`;
  return html`${crisisView(words)}<p>${form.lead(practice.name)}</p><p class="hub_quiet">${hideNote}</p>${formTo(formAt(practice, language), '', content)}<p>${practice.phone ? form.phone(practice.phone) : form.desk}</p>`;
};

type Read = ReturnType<typeof fieldReader>;
type Faults = Words['selfReferral']['faults'];
const wrongWhere = (way: Way, where: string, faults: Faults): string | undefined => {
  switch (way) {
    case 'text':
    case 'call':
      return isPhone(where) ? undefined : faults.number;
    case 'email':
      return emailOf(where) ? undefined : faults.email;
    case 'letter':
      return where.length >= 8 ? undefined : faults.letter;
    case 'trusted':
      return where.length >= 3 ? undefined : faults.trusted;
    case 'bsl':
    case 'desk':
      return undefined;
  }
};
const limited = (read: Read, form: Form, name: keyof typeof longest, faults: Faults): string => {
  const given = text(form, name);
  if ([...given].length > longest[name]) read.wrong(name, faults.tooLong(longest[name]));
  return given;
};
/** Undefined: something is wrong, and noted in `read`. */
export const askedIn = (read: Read, form: Form, today: LocalDate, words: Words): Asked | undefined => {
  const { faults } = words.selfReferral;
  const [help, name, where] = [limited(read, form, 'help', faults), limited(read, form, 'name', faults), limited(read, form, 'where', faults)];
  if (help === '') read.wrong('help', faults.help);
  if (name === '') read.wrong('name', faults.name);
  const way = read.choice('way', ways);
  const whereFault = way && wrongWhere(way, where, faults);
  if (!way) read.wrong('way', faults.way);
  if (whereFault) read.wrong('where', whereFault);
  const born = read.day('born');
  if (born && born > today) read.wrong('born', faults.born);
  return way && read.isRight() ? { help, name, way, where: way === 'desk' ? '' : where, ...(born ? { born } : {}) } : undefined;
};
