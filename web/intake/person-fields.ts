/** Who somebody is, as the forms of the hub ask it, and what was typed. */
import { type PersonNumber, readNumber } from '#people/identifiers';
import type { LocalDate } from '#platform/types';
import { dayField, type Filled, textField } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { fieldReader } from '#web/frame/read-fields';
import type { Words } from '#web/words/words';

type Read = ReturnType<typeof fieldReader>;
/** `bornHint`: what to do where it is not known. */
export const whoFields = (filled: Filled, words: Words, bornHint: string): Html => {
  const { who } = words.intake;
  return html`<h2>${who.legend}</h2>${textField({ name: 'given', label: who.given, most: 100 }, filled)}${textField({ name: 'family', label: who.family, most: 100 }, filled)}
${dayField({ name: 'born', label: who.born, hint: bornHint }, filled, words)}${textField({ name: 'number', label: `${who.number} (${words.frame.optional})`, hint: who.numberHint, width: 20, most: 20, numeric: true }, filled)}`;
};
const numberIn = (read: Read, { intake: { who } }: Words): PersonNumber | undefined => {
  const typed = read.text('number', 20).replaceAll(/\s/g, '');
  if (typed === '') return undefined;
  const reading = readNumber('chi', typed);
  return reading.ok ? reading.number : read.wrong('number', who.numberFaults[reading.because]);
};
type Who = { name: { given: string; family: string }; birthDate?: LocalDate; number?: PersonNumber };
/** With its faults noted in `read`. */
export const whoIn = (read: Read, today: LocalDate, words: Words): Who => {
  const [given, family] = [read.text('given', 100), read.needed('family', 100)];
  const birthDate = read.day('born');
  if (birthDate && birthDate > today) read.wrong('born', words.intake.who.bornFuture);
  const number = numberIn(read, words);
  return { name: { given, family }, ...(birthDate ? { birthDate } : {}), ...(number ? { number } : {}) };
};

/** At least six figures; people write numbers in many ways. */
export const isPhone = (typed: string): boolean => /^[+\d][\d\s()./-]*$/.test(typed) && typed.replaceAll(/\D/g, '').length >= 6;
export const phoneIn = (read: Read, name: string, { intake: { reach } }: Words): string => {
  const typed = read.text(name, 40);
  if (typed !== '' && !isPhone(typed)) read.wrong(name, reach.phoneFault);
  return typed;
};
export const emailOf = (typed: string): string | undefined => (/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(typed) ? typed : undefined);
export const emailIn = (read: Read, name: string, { intake: { reach } }: Words): string => {
  const typed = read.text(name, 200);
  if (typed !== '' && !emailOf(typed)) read.wrong(name, reach.emailFault);
  return typed;
};
