/** Lives of referrals through the real rules: whatever is tried and refused leaves no commit. */

import fc from 'fast-check';
import type { Actor, AreaId, ClientId, OrganisationId, PracticeId, PractitionerId } from '#identity/types';
import type { Instant } from '#platform/types';
import type { Act, Command } from '#referral/commands';
import { begin, decide } from '#referral/decide';
import { applyEvents } from '#referral/evolve';
import type { Commit, Event, OnwardId, PersonId, Referral, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { facts } from '#test/referrals';

const client = 'test-client' as ClientId;
/** Two practices in two council areas; the practitioner works in both. */
export const practices = [
  { practice: 'birchtree' as PracticeId, area: 'S12000049' as AreaId },
  { practice: 'rowanbank' as PracticeId, area: 'S12000038' as AreaId },
];
const organisations = ['drumgarth-pantry', 'kelvinbank-welfare', 'lomond-walkers'] as OrganisationId[];
const practitioner: Actor = {
  kind: 'practitioner',
  practitioner: 'catriona-weir' as PractitionerId,
  practices: practices.map(({ practice }) => practice),
  client,
};

/** The first of `acts` that the rules allow is done; `pick` chooses among the onward referrals there are. */
type Step = { acts: string[]; pick: number; minutes: number };
type Trial = { by: Actor; act: Exclude<Act, { type: 'submit' }> };
const reason = (code: string) => ({ code, text: 'Said so.' });

const own = (referral: Referral, pick: number): Record<string, Trial> => {
  const gp: Actor = { kind: 'practice', practice: referral.practice, client };
  const onward = `${referral.id}-${String(referral.onward.length).padStart(8, '0')}` as OnwardId;
  const organisation = organisations[pick % organisations.length]!;
  return {
    activate: { by: gp, act: { type: 'activate' } },
    accept: { by: practitioner, act: { type: 'accept' } },
    reject: { by: practitioner, act: { type: 'reject', reason: reason('not-eligible') } },
    hold: { by: practitioner, act: { type: 'hold', reason: reason('other') } },
    resume: { by: practitioner, act: { type: 'resume' } },
    ask: { by: practitioner, act: { type: 'ask', text: 'Which day suits?' } },
    complete: { by: practitioner, act: { type: 'complete', outcomes: [{ activity: 'Support given' }] } },
    fail: { by: practitioner, act: { type: 'fail', reason: reason('unable-to-contact') } },
    cancel: { by: pick % 2 ? gp : practitioner, act: { type: 'cancel', reason: reason('other') } },
    'mark-as-error': { by: gp, act: { type: 'mark-as-error' } },
    'refer-on': { by: practitioner, act: { type: 'refer-on', onward, organisation } },
  };
};

const ofOnward = (referral: Referral, pick: number): Record<string, Trial> => {
  const sent = referral.onward[pick % Math.max(1, referral.onward.length)];
  if (!sent) return {};
  const [organisation, onward]: [Actor, OnwardId] = [{ kind: 'organisation', organisation: sent.organisation, client }, sent.id];
  return {
    'accept-onward': { by: organisation, act: { type: 'accept-onward', onward, acceptance: {} } },
    'decline-onward': { by: organisation, act: { type: 'decline-onward', onward, reason: reason('no-capacity') } },
    'support-already': { by: organisation, act: { type: 'decline-onward', onward, reason: reason('already-supporting') } },
    'start-onward': { by: organisation, act: { type: 'start-onward', onward } },
    'complete-onward': { by: organisation, act: { type: 'complete-onward', onward, outcome: { activity: 'Food parcel collected' } } },
    'fail-onward': { by: organisation, act: { type: 'fail-onward', onward, reason: reason('unable-to-contact') } },
    'stop-onward': { by: organisation, act: { type: 'cancel-onward', onward, reason: reason('service-closed') } },
    'cancel-onward': { by: practitioner, act: { type: 'cancel-onward', onward, reason: reason('other') } },
    'force-cancellation': { by: { kind: 'clock' }, act: { type: 'force-cancellation', onward } },
    'remind-onward': { by: { kind: 'clock' }, act: { type: 'remind-onward', onward } },
    'mark-onward-as-error': { by: practitioner, act: { type: 'mark-onward-as-error', onward } },
  };
};

/** How likely each is tried; what ends a referral is rare, so that lives are long. */
const weights = {
  ...{ accept: 12, activate: 12, 'refer-on': 16, hold: 1, resume: 3, ask: 1, complete: 1, reject: 1, fail: 1, cancel: 1, 'mark-as-error': 1 },
  ...{ 'accept-onward': 16, 'start-onward': 2, 'complete-onward': 6, 'decline-onward': 3, 'support-already': 2, 'fail-onward': 2 },
  ...{ 'stop-onward': 3, 'cancel-onward': 4, 'force-cancellation': 6, 'remind-onward': 2, 'mark-onward-as-error': 1 },
};
const act = fc.oneof(...Object.entries(weights).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name) })));

const step: fc.Arbitrary<Step> = fc.record({
  acts: fc.array(act, { minLength: 3, maxLength: 3 }),
  pick: fc.nat(7),
  minutes: fc.oneof({ weight: 3, arbitrary: fc.nat(90) }, { weight: 2, arbitrary: fc.integer({ min: 0, max: 6 * 24 * 60 }) }),
});

const commitOf = (before: Referral | undefined, events: Event[], at: Instant, id: ReferralId, command: string): { commit: Commit; referral: Referral } => {
  const { referral, touched } = applyEvents(before, events, at);
  return { referral, commit: { referral: id, rev: referral.rev, at, events, touched, audit: { by: 'test', command }, previous: '' } };
};

const firstAllowed = (referral: Referral, acts: string[], pick: number, at: Instant): { events: Event[]; act: string } | undefined => {
  const trials = { ...own(referral, pick), ...ofOnward(referral, pick) };
  for (const act of acts) {
    const trial = trials[act];
    const decision = trial && decide(referral, { by: trial.by, at, ...trial.act } as Exclude<Command, { type: 'submit' }>, { calendar: calendar() });
    if (decision?.ok) return { events: decision.events, act };
  }
  return undefined;
};

/** `person`: the even ones are of the first practice. */
type Beginning = { person: number; draft: boolean; startedAt: number; steps: Step[] };

const live = (id: ReferralId, { person, draft, startedAt, steps }: Beginning): Commit[] => {
  let now = startedAt;
  const stamp = () => new Date(now).toISOString() as Instant;
  const submitted = begin({
    type: 'submit',
    id,
    draft,
    facts: facts({ ...practices[person % practices.length], person: `p-person-${person}` as PersonId }),
    by: practitioner,
    at: stamp(),
  });
  let { referral, commit } = commitOf(undefined, submitted, stamp(), id, 'submit');
  const commits = [commit];
  for (const { acts, pick, minutes } of steps) {
    now += minutes * 60_000 + (pick * 1000 + 1);
    const done = firstAllowed(referral, acts, pick, stamp());
    if (!done) continue;
    ({ referral, commit } = commitOf(referral, done.events, stamp(), id, done.act));
    commits.push(commit);
  }
  return commits;
};

const beginning: fc.Arbitrary<Beginning> = fc.record({
  person: fc.nat(3),
  draft: fc.boolean(),
  /** Around the end of summer time and of the year. */
  startedAt: fc.integer({ min: Date.parse('2026-10-10T00:00:00Z'), max: Date.parse('2027-01-05T00:00:00Z') }),
  steps: fc.array(step, { maxLength: 40, size: 'max' }),
});

export const idOf = (n: number) => `r${String(n).padStart(25, '0')}` as ReferralId;
/** The commits of several referrals, each from its first on. */
export const lives = (range: { minLength?: number; maxLength: number }): fc.Arbitrary<Commit[][]> =>
  fc.array(beginning, { ...range, size: 'max' }).map((beginnings) => beginnings.map((one, n) => live(idOf(n), one)));

/** Sent, accepted, referred on, accepted after 45 minutes, completed, all on 2 November 2026. */
export const oneLife = (id: ReferralId): Commit[] => {
  const steps = (['accept', 'refer-on', 'accept-onward', 'complete-onward'] as const).map((name, n) => ({
    acts: [name],
    pick: 0,
    minutes: [5, 30, 45, 60][n]!,
  }));
  return live(id, { person: 0, draft: false, startedAt: Date.parse('2026-11-02T09:00:00Z'), steps });
};
