/** Whom anybody asks about the published figures of an area: its links programme's office. */
import { button, type Filled, formTo, hidden, textField } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted, Visit } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import type { Changed, OneArea } from './area-pages.ts';

export const contactPart = ({ contact }: OneArea, filled: Filled, to: string, { words, who }: Visit): Html => {
  const { office: say } = words.setUp;
  const own: Filled = filled.form?.has('contactMail') ? filled : { form: formOf({ contactMail: contact?.mail, contactPhone: contact?.phone }) };
  const fields = html`${hidden('do', 'contact')}${textField({ name: 'contactMail', label: say.mail, type: 'email' }, own)}${textField({ name: 'contactPhone', label: say.phone, type: 'tel', width: 20, most: 21 }, own)}${button(say.save, 'secondary')}`;
  return html`<section id="office"><h2>${say.title}</h2><p>${say.lead}</p>${formTo(to, who.csrf, fields)}</section>`;
};
/** Both left empty takes it out. The form of a number is checked with the record. */
export const contactChanged = ({ form, words }: Submitted): Changed => {
  const read = fieldReader(form, words);
  const [mail, phone] = [read.text('contactMail'), read.text('contactPhone', 21)];
  if (mail !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail)) read.wrong('contactMail', words.setUp.office.mailWrong);
  if (phone !== '' && !/^\+?\d[\d ]{1,19}$/.test(phone)) read.wrong('contactPhone', words.setUp.settings.phoneWrong);
  if (!read.isRight()) return { faults: read.faults() };
  return { set: { contact: { ...(mail ? { mail } : {}), ...(phone ? { phone } : {}) } } };
};
