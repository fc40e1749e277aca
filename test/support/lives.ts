/** Plausible lives of a referral: random commands by everybody concerned, through the real rules. */
import fc from 'fast-check';
import type { Instant } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import type { Act, Command } from '#referral/commands';
import { decide } from '#referral/decide';
import { applyEvents } from '#referral/evolve';
import type { Commit, OnwardId, Referral } from '#referral/types';
import { calendar } from '#referral/working-days';
import { caseworkActs, caseworkAt } from './casework.ts';
import { type ActorName, command, facts, monday, referralId } from './referrals.ts';

type Step = { by: ActorName; act: Act; hours: number };
const reason = fc.constantFrom({ code: 'no-capacity', text: 'Full.' }, { code: 'already-supporting', text: 'Known to us.' }, { code: 'other', text: 'Other.' });
const onward = fc.constantFrom(1, 2, 3).map((n) => `${referralId}-0000000${n}` as OnwardId);
const outcome = fc.constantFrom({ activity: 'Support given' }, { activity: 'Benefit check', amounts: { yearly: 3900, debt: 0 } });
const typed = <T extends string>(type: T | T[], rest: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc.record({ type: fc.constantFrom(...[type].flat()), ...rest }) as unknown as fc.Arbitrary<Act>;
const organisation = fc.constantFrom('drumgarth-pantry', 'kelvinbank-welfare');
const text = fc.constant('Any allergies?');
/** More often a yes to anybody, so that lives go on. Its time is that of the step. */
const statement = fc.record(
  {
    gives: fc.constantFrom(true, true, false),
    permissions: fc.constantFrom(['refer', 'share'], ['refer', 'share'], ['share'], ['refer']),
    with: fc.constantFrom(['drumgarth-pantry'], ['kelvinbank-welfare']),
    from: fc.constant('2026-11-05T09:00:00.000Z'),
    until: fc.constant('2026-11-12T09:00:00.000Z'),
    at: fc.constant(monday),
  },
  { requiredKeys: ['gives', 'permissions', 'at'] },
);
const ticked = {
  fields: fc.constantFrom(['name'], ['name', 'safe-contact'], []),
  answers: fc.constantFrom([], [{ question: 'How many are you at home?', text: 'Three' }]),
  neededBy: fc.constantFrom('2026-11-02', '2026-11-06', '2026-12-01'),
};
/** What each party usually does; endings are rarer, so that lives go far. */
const usual: [ActorName, fc.Arbitrary<Act>, number][] = [
  ['practitioner', typed(['accept', 'start', 'resume', 'activate']), 4],
  [
    'practitioner',
    typed('refer-on', {
      onward,
      organisation,
      ...ticked,
      consents: fc.array(statement, { maxLength: 1 }).map((said) => said.map((one) => ({ ...one, gives: true }))),
    }),
    6,
  ],
  ['organisation', typed('accept-onward', { onward, acceptance: fc.constantFrom({}, { waitingWeeks: 3 }, { reference: 'A-1' }) }), 5],
  ['organisation', typed(['start-onward', 'resume-onward'], { onward }), 4],
  ['organisation', typed('note-reference', { onward, reference: fc.constantFrom('A-2', 'A-3') }), 2],
  ['organisation', typed('decline-onward', { onward, reason, fullUntil: fc.constant('2027-06-01') }), 1],
  ['organisation', typed(['hold-onward', 'decline-onward', 'fail-onward', 'cancel-onward'], { onward, reason }), 3],
  ['organisation', typed('attend-onward', { onward, came: fc.boolean() }), 3],
  ['organisation', typed('complete-onward', { onward, outcome }), 3],
  ['organisation', typed('ask-onward', { onward, text }), 2],
  ['practitioner', typed(['reply-onward', 'ask'], { onward, text }), 2],
  ['practitioner', typed('hold', { reason }), 2],
  ['practitioner', typed('cancel-onward', { onward, reason }), 2],
  ['practitioner', typed('record-consent', { statement }), 8],
  ['practice', typed('record-death', { died: fc.boolean() }), 1],
  ['clock', typed(['remind-onward', 'escalate-onward', 'force-cancellation'], { onward }), 6],
  ['clock', typed('report-overdue-visit'), 1],
  ['delivery', typed('report-not-delivered', { onward }), 1],
  ['practice', typed(['hold-request', 'resume-request', 'activate', 'reply'], { text }), 2],
  ['practitioner', typed(['reject', 'fail', 'cancel'], { reason }), 1],
  ['practitioner', typed('complete', { outcomes: fc.array(outcome, { maxLength: 1 }) }), 1],
  ['practice', typed('cancel', { reason }), 1],
  ['practice', typed('mark-as-error'), 1],
];
const clean = (act: Act): Act => {
  if (act.type !== 'ask' && act.type !== 'reply') return act;
  const { onward: _, ...rest } = act as typeof act & { onward?: unknown };
  return rest as Act;
};
const caseworkStep = fc.record({ by: fc.constant<ActorName>('practitioner'), act: caseworkActs, hours: fc.constantFrom(0, 0, 1) });
const step = fc.oneof(
  ...usual.map(([by, act, weight]) => ({
    weight,
    arbitrary: fc.record({ by: fc.constant(by), act: act.map(clean), hours: fc.integer({ min: 0, max: 100 }) }),
  })),
  { weight: 10, arbitrary: caseworkStep },
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.constantFrom<ActorName>('otherOrganisation', 'otherPractice', 'manager', 'practice', 'organisation'),
      act: fc.oneof(caseworkActs, ...usual.map(([, act]) => act)).map(clean),
      hours: fc.constant(1),
    }),
  },
);
const begun: Step[] = [{ by: 'practitioner', act: { type: 'accept' }, hours: 5 }];
/** Most lives get past triage. */
export const steps: fc.Arbitrary<Step[]> = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }))
  .map(([early, rest]) => (early > 0 ? [...begun, ...rest] : rest));
/** A practitioner busy with one person, and now and then somebody else. */
export const busySteps: fc.Arbitrary<Step[]> = fc
  .array(fc.oneof({ weight: 9, arbitrary: caseworkStep }, { weight: 1, arbitrary: step }), { minLength: 10, maxLength: 40, size: 'max' })
  .map((rest) => [...begun, ...rest]);

const hoursLater = (at: Instant, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString() as Instant;

const saidAt = (act: Act, at: Instant): Act => {
  if (act.type === 'record-consent') return { ...act, statement: { ...act.statement, at } };
  if (act.type === 'log-contact') return caseworkAt(act, at);
  return act.type === 'refer-on' && act.consents ? { ...act, consents: act.consents.map((said) => ({ ...said, at })) } : act;
};

/** Lives the steps that the rules allow; what they refuse is passed over. */
export const live = (some: Step[], draft = false): { referral: Referral; commits: Commit[] } => {
  const submitted = { type: 'submitted', id: referralId, draft, facts: facts() } as const;
  const first = applyEvents(undefined, [submitted], monday);
  const commitOf = (rev: number, at: Instant, events: Commit['events'], touched: Commit['touched'], by: Command): Commit => ({
    referral: referralId,
    rev,
    at,
    events,
    touched,
    audit: { by: nameOf(by.by), command: by.type },
    previous: '',
  });
  let { referral } = first;
  let at = monday;
  const commits = [commitOf(1, at, [submitted], first.touched, command('practice', { type: 'accept' }))];
  for (const step of some) {
    at = hoursLater(at, step.hours);
    const asked = command(step.by, saidAt(step.act, at), at);
    const decision = decide(referral, asked as never, { calendar: calendar() }, commits);
    if (!decision.ok) continue;
    const next = applyEvents(referral, decision.events, at);
    commits.push(commitOf(next.referral.rev, at, decision.events, next.touched, asked));
    referral = next.referral;
  }
  return { referral, commits };
};
