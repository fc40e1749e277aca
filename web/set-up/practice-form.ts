/** The form of a practice, without what changes over time. */
import type { Practice } from '#directory/types';
import { checkbox, type Filled, select, textField } from '#web/frame/fields';
import { type Form, formOf, text, ticked } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';
import { areaName, type Territory } from './territory.ts';

/** The area is asked for where there is a choice. */
export const practiceFields = ({ areas }: Territory, filled: Filled, { words }: Visit): Html => {
  const { practices: say } = words.setUp;
  const choices = areas.map((one) => ({ value: one.id, label: areaName(one) }));
  return html`${textField({ name: 'name', label: say.name, most: 120 }, filled)}
${textField({ name: 'codes', label: say.codes, hint: say.codesHint, most: 200 }, filled)}
${textField({ name: 'mail', label: say.mail, hint: say.mailHint, type: 'email' }, filled)}
${textField({ name: 'phone', label: say.phone, hint: say.phoneHint, type: 'tel', width: 20, most: 25 }, filled)}
${choices.length > 1 && select({ name: 'area', label: say.area, choices }, filled)}
${textField({ name: 'contact-within', label: say.within, hint: say.withinHint, width: 2, most: 2, numeric: true }, filled)}
${checkbox({ name: 'self-referral', label: say.selfReferral }, filled)}`;
};
/** A new practice has its public page, unless somebody says no. */
export const practiceForm = ({ name, codes, mail, phone, area, contactWithin, selfReferral }: Partial<Practice>): Form =>
  formOf({
    ...{ name, codes: codes?.join(' '), mail, phone, area },
    'contact-within': contactWithin === undefined ? undefined : String(contactWithin),
    'self-referral': selfReferral === false ? undefined : 'yes',
  });

type Read = ReturnType<typeof fieldReader>;
/** As a document says it, of what was typed. What was there and is empty now goes. */
export const practiceTyped = (form: Form, read: Read, { areas }: Territory): object => {
  const name = read.needed('name', 120);
  const contactWithin = read.whole('contact-within', 1, 60);
  const [mail, phone] = [text(form, 'mail'), text(form, 'phone')];
  const codes = text(form, 'codes')
    .split(/[\s,;|]+/)
    .filter((word) => word !== '');
  return {
    ...{ name, area: text(form, 'area') || areas[0]?.id, contactWithin },
    ...{ mail: mail || undefined, phone: phone || undefined, codes: codes.length > 0 ? codes : undefined },
    selfReferral: ticked(form, 'self-referral'),
  };
};
