/** What an organisation answers by its signed webhook, as it is written on the wire, and the command it becomes. */
import * as z from 'zod/mini';
import { reasonSystems } from '#fhir/codes';
import { alreadySupportingCode } from '#insight/counted/sent-on';
import { parseInstant } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import type { LaterAct } from '#referral/commands';
import { onwardLimits } from '#referral/onward-limits';
import type { OnwardId, Outcome } from '#referral/types';

/** No control characters. Said by their numbers, for readers of the schema whose regular expressions know no classes of Unicode. */
const line = (max: number) =>
  z.string().check(z.regex(new RegExp(`^[^\\u0000-\\u001f\\u007f-\\u009f]{1,${max}}$`, 'u'), `write 1 to ${max} characters on one line`));
const longest = 2_000;
const text = z.string().check(
  z.refine((value) => value !== '' && [...value].length <= longest, `write 1 to ${longest} characters`),
  z.meta({ minLength: 1, maxLength: longest }),
);
const reasonCodes = Object.keys(reasonSystems);
const reason = z
  .strictObject({ code: z.enum(reasonCodes, `use one of ${reasonCodes.join(', ')}`), text: text.check(z.describe('In your own words')) })
  .check(z.describe('Why, for the practitioner who asked'));
const weeks = z.int().check(z.minimum(0), z.maximum(260), z.describe('About how many weeks the person will wait'));
const slot = z.pipe(
  z.iso
    .datetime({ offset: true, error: 'write an instant with its offset, as 2026-11-30T14:00:00Z' })
    .check(z.describe('When the person is expected, with an offset from UTC')),
  z.transform((value) => parseInstant(value) as Instant),
);
const day = z.pipe(
  z.iso.date('write a day as 2027-03-01'),
  z.transform((value) => value as LocalDate),
);
const pounds = (what: string) => z.optional(z.int().check(z.minimum(0), z.maximum(onwardLimits.pounds), z.describe(what)));
const amounts = z
  .strictObject({ yearly: pounds('Gained a year'), oneOff: pounds('Gained once'), debt: pounds('Debt dealt with') })
  .check(z.describe('Of a money service: what the person gained by it, in whole pounds'));
const reference = line(onwardLimits.reference).check(z.describe('Your own number for it'));
const fieldsOf = {
  accept: {
    slot: z.optional(slot),
    worker: z.optional(line(120).check(z.describe('Who will see the person'))),
    reference: z.optional(reference),
    waitingWeeks: z.optional(weeks),
  },
  decline: {
    reason,
    fullUntil: z.optional(day.check(z.describe('With no-capacity: the last day on which you have no room; the directory says so then'))),
  },
  'already-supporting': { text: z.optional(text.check(z.describe('What you do for the person already'))), reference: z.optional(reference) },
  question: { text: text.check(z.describe('What you need to know')) },
  reference: { reference },
  start: {},
  hold: { reason },
  resume: {},
  attended: {},
  'did-not-attend': {},
  complete: {
    activity: line(500).check(z.describe('What was done')),
    outcome: z.optional(line(500).check(z.describe('What came of it'))),
    amounts: z.optional(amounts),
  },
  fail: { reason },
  cancel: { reason: z.optional(reason) },
} as const;

export const answers = Object.keys(fieldsOf);

/** What is answered: a signature covers the body and not the address, so the body names it too, and no answer can be sent on to another referral. */
const referral = z.string().check(z.describe('The id in the address'));
/** The body of an answer: `answer` says which, `referral` to what (the id in the address), the other fields are its own; unknown fields are refused. */
export const answerBody = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('accept'), referral, ...fieldsOf.accept }),
  z.strictObject({ answer: z.literal('decline'), referral, ...fieldsOf.decline }),
  z.strictObject({ answer: z.literal('already-supporting'), referral, ...fieldsOf['already-supporting'] }),
  z.strictObject({ answer: z.literal('question'), referral, ...fieldsOf.question }),
  z.strictObject({ answer: z.literal('reference'), referral, ...fieldsOf.reference }),
  z.strictObject({ answer: z.literal('start'), referral }),
  z.strictObject({ answer: z.literal('hold'), referral, ...fieldsOf.hold }),
  z.strictObject({ answer: z.literal('resume'), referral }),
  z.strictObject({ answer: z.literal('attended'), referral }),
  z.strictObject({ answer: z.literal('did-not-attend'), referral }),
  z.strictObject({ answer: z.literal('complete'), referral, ...fieldsOf.complete }),
  z.strictObject({ answer: z.literal('fail'), referral, ...fieldsOf.fail }),
  z.strictObject({ answer: z.literal('cancel'), referral, ...fieldsOf.cancel }),
]);
type OrganisationAnswer = z.infer<typeof answerBody>;

const known = { code: alreadySupportingCode, text: 'The organisation supports this person already.' };

const outcomeOf = ({ activity, outcome, amounts: reached }: Extract<OrganisationAnswer, { answer: 'complete' }>): Outcome => ({
  activity,
  ...(outcome ? { outcome } : {}),
  ...(reached && Object.keys(reached).length > 0 ? { amounts: reached } : {}),
});

export const actOf = (body: OrganisationAnswer, onward: OnwardId): LaterAct => {
  switch (body.answer) {
    case 'accept': {
      const { answer: _, referral: __, ...acceptance } = body;
      return { type: 'accept-onward', onward, acceptance };
    }
    case 'decline':
      return { type: 'decline-onward', onward, reason: body.reason, ...(body.fullUntil ? { fullUntil: body.fullUntil } : {}) };
    case 'already-supporting':
      return {
        ...{ type: 'decline-onward', onward, reason: { ...known, ...(body.text ? { text: body.text } : {}) } },
        ...(body.reference ? { reference: body.reference } : {}),
      };
    case 'question':
      return { type: 'ask-onward', onward, text: body.text };
    case 'reference':
      return { type: 'note-reference', onward, reference: body.reference };
    case 'start':
      return { type: 'start-onward', onward };
    case 'hold':
      return { type: 'hold-onward', onward, reason: body.reason };
    case 'resume':
      return { type: 'resume-onward', onward };
    case 'attended':
    case 'did-not-attend':
      return { type: 'attend-onward', onward, came: body.answer === 'attended' };
    case 'complete':
      return { type: 'complete-onward', onward, outcome: outcomeOf(body) };
    case 'fail':
      return { type: 'fail-onward', onward, reason: body.reason };
    case 'cancel':
      return { type: 'cancel-onward', onward, ...(body.reason ? { reason: body.reason } : {}) };
  }
};
