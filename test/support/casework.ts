/** Builders and random steps of casework. All people and places are invented. */
import fc from 'fast-check';
import type { PractitionerId } from '#identity/types';
import { later } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import type { Act } from '#referral/commands';
import type { Commit, Contact, NextStep } from '#referral/types';
import { monday, referralId } from './referrals.ts';

export const catriona = 'catriona-weir' as PractitionerId;
export const ailsa = 'ailsa-reid' as PractitionerId;

export const contact = (over: Partial<Contact> = {}): Contact => ({
  id: 'c0000001',
  at: monday,
  mode: 'telephone',
  outcome: 'answered',
  twoWay: true,
  help: [],
  ...over,
});
export const noAnswer = (id: string, at: Instant): Contact => contact({ id, at, outcome: 'no-answer', twoWay: false });
export const step = (over: Partial<NextStep> = {}): NextStep => ({ kind: 'first-call', day: '2026-11-04' as LocalDate, mode: 'telephone', ...over });
export const visit: NextStep = step({
  kind: 'visit',
  mode: 'home',
  time: '14:00',
  alone: { knows: 'Moira at the desk', backBy: '2026-11-04T15:30:00.000Z' as Instant },
});

/** A commit in which a contact was logged, at that time by that practitioner. */
export const loggedIn = (one: Contact, { rev = 2, at = monday, by = catriona } = {}): Commit => ({
  referral: referralId,
  rev,
  at,
  events: [{ type: 'contact-logged', contact: one, by }],
  touched: [],
  audit: { by: `practitioner/${by}`, command: 'log-contact' },
  previous: '',
});

const some = <T>(value: T): fc.Arbitrary<T | undefined> => fc.option(fc.constant(value), { nil: undefined });
const randomContact: fc.Arbitrary<Contact> = fc
  .record({
    id: fc.constantFrom('c0000001', 'c0000002', 'c0000003', 'c0000004', 'c0000005', 'c0000006', 'c0000007', 'c0000008'),
    mode: fc.constantFrom('telephone' as const, 'home' as const),
    outcome: fc.constantFrom('answered' as const, 'attended' as const, 'no-answer' as const, 'no-answer' as const, 'did-not-attend' as const, 'sent' as const),
    help: fc.constantFrom<Contact['help'][]>([], ['voucher']),
    note: some('Likes to be called in the morning.'),
    /** Logged so many hours after it was: see `caseworkAt`. */
    at: fc.constantFrom(0, 0, 1, 30).map((hours) => String(hours) as Instant),
  })
  .map((one) => ({ ...one, twoWay: one.outcome === 'answered' || one.outcome === 'attended' }));
const next = fc.constantFrom(undefined, undefined, null, step(), visit);
/** Of a practitioner, often within minutes of each other. */
export const caseworkActs: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('log-contact' as const), contact: randomContact, next }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('strike-contact' as const),
      contact: randomContact.map(({ id }) => id),
      reason: fc.constantFrom(undefined, undefined, 'It was somebody else'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('plan-step' as const), step: fc.constantFrom(step(), visit) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('hand-over' as const), to: fc.constantFrom(catriona, ailsa), note: some('Knows her well.') }) },
  { weight: 1, arbitrary: fc.constant({ type: 'confirm-safe' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('record-needs' as const),
      needs: fc.subarray(['money', 'debt', 'domestic-abuse'] as const),
      primary: fc.constantFrom('money' as const, 'loneliness' as const),
    }),
  },
);
/** A random contact says how many hours ago it was. */
export const caseworkAt = (act: Act, at: Instant): Act =>
  act.type === 'log-contact' && !act.contact.at.includes('T')
    ? { ...act, contact: { ...act.contact, at: later(at, -Number(act.contact.at) * 3_600_000) } }
    : act;
