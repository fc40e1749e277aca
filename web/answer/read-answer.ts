/** A form of a request as the answer that it gives, in the words of the webhook: both become the same act. */
import { answerBody } from '#fhir/organisation/answer';
import type { Instant } from '#platform/types';
import { atLondonTime } from '#referral/working-days';
import { type Faults, type Form, text } from '#web/frame/form';
import { fieldReader } from '#web/frame/read-fields';
import type { Words } from '#web/words/words';
import { type AnswerName, declineCodes, failureCodes, outcomeCodes } from './act-forms.ts';
import type { Member } from './around.ts';

type Read = ReturnType<typeof fieldReader>;
type Body = ReturnType<typeof answerBody.parse>;
type Fields = Readonly<Record<string, unknown>>;

/** What was left empty is not said. */
const said = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
const slotIn = (read: Read, words: Words): Instant | undefined => {
  const [day, time] = [read.day('slot'), read.time('time')];
  if (time !== undefined && day === undefined) read.wrong('slot', words.answer.acts.timeMissing);
  return day && atLondonTime(day, time ?? '12:00');
};
const declined = (read: Read, { words, today }: Member): Fields => {
  const code = read.chosen('reason', declineCodes);
  const [fullUntil, why] = [read.day('full'), read.text('why', 500)];
  if (fullUntil && fullUntil < today) read.wrong('full', words.answer.capacity.past);
  if (fullUntil && code && code !== 'no-capacity') read.wrong('full', words.answer.acts.fullOnly);
  return { reason: code && { code, text: why || words.answer.declines[code] }, fullUntil };
};
const pounds = (read: Read) => {
  const amounts = said({ yearly: read.whole('yearly', 0, 999_999), oneOff: read.whole('one-off', 0, 999_999), debt: read.whole('debt', 0, 999_999) });
  return Object.keys(amounts).length > 0 ? amounts : undefined;
};
const completed = (read: Read, { words }: Member): Fields => {
  const outcome = read.chosen('outcome', outcomeCodes);
  return { activity: outcome && words.answer.outcomes[outcome], outcome: read.text('note', 500), amounts: pounds(read) };
};
const failed = (read: Read, { words }: Member): Fields => {
  const code = read.chosen('failure', failureCodes);
  return { reason: code && { code, text: words.answer.failures[code] } };
};
const none = (): Fields => ({});
const fieldsOf: Readonly<Record<AnswerName, (read: Read, member: Member) => Fields>> = {
  accept: (read, { words }) => ({
    slot: slotIn(read, words),
    worker: read.text('worker', 120),
    reference: read.text('reference', 64),
    waitingWeeks: read.whole('weeks', 0, 260),
  }),
  decline: declined,
  'already-supporting': (read) => ({ text: read.text('known', 500) }),
  question: (read) => ({ text: read.needed('question', 2000) }),
  reference: (read) => ({ reference: read.needed('own', 64) }),
  start: none,
  hold: (read) => ({ reason: { code: 'other', text: read.needed('hold', 500) } }),
  resume: none,
  attended: none,
  'did-not-attend': none,
  complete: completed,
  fail: failed,
  cancel: none,
};
const isName = (name: string): name is AnswerName => Object.hasOwn(fieldsOf, name);

export type ReadAnswer = { ok: true; name: AnswerName; body: Body } | { ok: false; faults: Faults };
/** Undefined: no form of this page. */
export const answerIn = (form: Form, onward: string, member: Member): ReadAnswer | undefined => {
  const name = text(form, 'do');
  if (!isName(name)) return undefined;
  const read = fieldReader(form, member.words);
  const fields = said(fieldsOf[name](read, member));
  if (!read.isRight()) return { ok: false, faults: read.faults() };
  const body = answerBody.safeParse({ answer: name, referral: onward, ...fields });
  return body.success ? { ok: true, name, body: body.data } : undefined;
};
