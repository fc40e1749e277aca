/** How to reach somebody, as the forms of the hub ask it, and what was typed. */
import { checkbox, type Filled, longText, textField } from '#web/frame/fields';
import { ticked } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Submitted } from '#web/frame/page';
import type { fieldReader } from '#web/frame/read-fields';
import type { Words } from '#web/words/words';
import { postcodeIn, type TypedReach } from './patient.ts';
import { emailIn, phoneIn } from './person-fields.ts';

export const reachFields = (filled: Filled, { intake: { reach } }: Words): Html =>
  html`${textField({ name: 'phone', label: reach.phone, width: 20, most: 40, type: 'tel' }, filled)}${textField({ name: 'email', label: reach.email, type: 'email' }, filled)}
${longText({ name: 'address', label: reach.address, most: 400, rows: 3 }, filled)}${textField({ name: 'postcode', label: reach.postcode, width: 10, most: 10 }, filled)}${checkbox({ name: 'no-fixed-abode', label: reach.none }, filled)}`;

/** With its faults noted in `read`. */
export const reachIn = (read: ReturnType<typeof fieldReader>, { words, form }: Submitted): TypedReach => {
  const [phone, email, address] = [phoneIn(read, 'phone', words), emailIn(read, 'email', words), read.text('address', 400)];
  const typed = read.text('postcode', 10);
  const postcode = postcodeIn(typed);
  if (typed !== '' && !postcode) read.wrong('postcode', words.intake.reach.postcodeFault);
  const reach = { ...(phone ? { phone } : {}), ...(email ? { email } : {}), ...(address ? { address } : {}), ...(postcode ? { postcode } : {}) };
  return { ...reach, ...(ticked(form, 'no-fixed-abode') ? { noFixedAbode: true } : {}) };
};
