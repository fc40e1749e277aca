/** What consent does to a referral: it opens referring on, and a no ends in the same commit what it is about. */
import { describe, expect, test } from 'vitest';
import { maySee, maySeeOnward, maySeePerson, maySeeReplies } from '#identity/access-policy';
import type { PractitionerId } from '#identity/types';
import type { ConsentStatement } from '#people/types';
import type { Instant } from '#platform/types';
import type { Act } from '#referral/commands';
import { decide } from '#referral/decide';
import { applyCommit, applyEvents } from '#referral/evolve';
import { taskFacet } from '#referral/facets';
import type { Event, Onward, Referral, TaskStatus } from '#referral/types';
import { calendar } from '#referral/working-days';
import { type ActorName, actors, command, facts, monday, onwardId, onwardIn, pantry, referralId, referralIn, welfare } from '#test/referrals';

const tuesday = '2026-11-03T09:00:00.000Z' as Instant;
const friday = '2026-11-06T09:00:00.000Z' as Instant;
const ask = (referral: Referral, by: ActorName, act: Act, at: Instant = tuesday) => decide(referral, command(by, act, at) as never, { calendar: calendar() });
const after = (referral: Referral, by: ActorName, act: Act, at: Instant = tuesday): Referral => {
  const decision = ask(referral, by, act, at);
  if (!decision.ok) throw new Error(decision.because);
  return applyEvents(referral, decision.events, at).referral;
};
const yes: ConsentStatement & { gives: true } = { gives: true, permissions: ['refer', 'share'], at: tuesday };
const no: ConsentStatement = { ...yes, gives: false };
const saying = (statement: ConsentStatement) => ({ type: 'record-consent', statement }) as const;
const referOn = (over: object = {}) => ({ type: 'refer-on', onward: onwardId, organisation: pantry, ...over }) as Act;
const accepted = (over: Partial<Referral> = {}) => referralIn('accepted', over);
const atWelfare = (status: TaskStatus) => onwardIn(status, { id: `${referralId}-00000002` as never, organisation: welfare });
const with2 = (...onward: Onward[]) => referralIn('in-progress', { onward });

describe('referring on', () => {
  test('waits for consent, which may come with it and then is about this organisation alone', () => {
    expect(ask(accepted({ consent: false }), 'practitioner', referOn())).toMatchObject({ because: 'consent-missing' });
    const referred = after(accepted({ consent: false }), 'practitioner', referOn({ consents: [yes] }));
    expect(referred.onward).toHaveLength(1);
    expect(referred.consents).toEqual([{ ...yes, with: [pantry] }]);
    expect(ask(referred, 'practitioner', referOn({ onward: `${onwardId}2`, organisation: welfare }))).toMatchObject({ because: 'consent-missing' });
  });
  test.each([
    ['nobody said yes', { consent: false }, 'consent-missing'],
    ['only sharing was agreed', { consent: false, consents: [{ ...yes, permissions: ['share'] as const }] }, 'consent-missing'],
    ['the yes was to another', { consent: false, consents: [{ ...yes, with: [welfare] }] }, 'consent-missing'],
    ['the yes begins later', { consent: false, consents: [{ ...yes, from: friday }] }, 'consent-missing'],
    ['the newest word is no', { consents: [no] }, 'consent-withdrawn'],
    ['the no is about this one', { consents: [{ ...no, with: [pantry] }] }, 'consent-withdrawn'],
    ['the yes is over', { consent: false, consents: [{ ...yes, until: tuesday }] }, 'consent-expired'],
  ])('is refused where %s', (_, over, because) => {
    expect(ask(accepted(over as Partial<Referral>), 'practitioner', referOn())).toMatchObject({ ok: false, because });
  });
  test.each([
    ['another was refused', { consents: [{ ...no, with: [welfare] }] }],
    ['the yes runs until later', { consent: false, consents: [{ ...yes, until: friday }] }],
    ['the yes names it among others', { consent: false, consents: [{ ...yes, with: [welfare, pantry] }] }],
  ])('goes where %s', (_, over) => {
    expect(ask(accepted(over), 'practitioner', referOn()).ok).toBe(true);
  });
  test('of before there were statements loads as it was: its yes was to all', () => {
    const [submitted, taken]: Event[] = [
      { type: 'submitted', id: referralId, draft: false, facts: facts({ consent: false }) },
      { type: 'accepted', practitioner: 'catriona-weir' as PractitionerId },
    ];
    const decision = ask(accepted(), 'practitioner', referOn());
    if (!decision.ok || decision.events[0]?.type !== 'referred-on') throw new Error('not referred on');
    const old = { ...decision.events[0], consentRecorded: true };
    const commits = [submitted, taken, old].map((event) => ({ events: [event as Event], at: monday }));
    const referral = commits.reduce<Referral | undefined>(applyCommit, undefined);
    expect([referral?.consent, referral?.consents, referral?.onward.length]).toEqual([true, undefined, 1]);
  });
});

describe('taking it back', () => {
  test('ends at once what nobody accepted, asks the others to stop, and says why', () => {
    const ended = after(with2(onwardIn('requested'), atWelfare('accepted')), 'practice', saying(no));
    const reason = { code: 'consent-withdrawn' };
    expect(ended.onward[0]).toMatchObject({ status: 'cancelled', reason, serviceRequest: { status: 'revoked' } });
    expect(ended.onward[1]).toMatchObject({ status: 'accepted', cancellation: { reason, forceAt: '2026-11-05T09:00:00.000Z' } });
  });
  test('from one organisation leaves the others at work', () => {
    const ended = after(with2(onwardIn('requested'), atWelfare('requested')), 'practitioner', saying({ ...no, with: [pantry] }));
    expect(ended.onward.map(({ status }) => status)).toEqual(['cancelled', 'requested']);
  });
  test.each(['refer', 'share'] as const)('of one permission, to %s, ends it too', (permission) => {
    const ended = after(with2(onwardIn('requested')), 'practice', saying({ ...no, permissions: [permission] }));
    expect(ended.onward[0]?.status).toBe('cancelled');
  });
  test('asks nobody to stop twice, and touches nothing that has ended', () => {
    const stopping = onwardIn('accepted', { cancellation: { requestedAt: monday, forceAt: friday, reason: { code: 'other', text: 'Moved.' } } });
    const decision = ask(with2(stopping, atWelfare('completed')), 'practice', saying(no));
    expect(decision).toMatchObject({ ok: true, events: [{ type: 'consent-recorded', statement: no }] });
    expect(decision.ok && decision.events).toHaveLength(1);
  });
  test('puts on hold what is left on hold with every organisation that remains', () => {
    const ended = after(with2(onwardIn('requested'), atWelfare('on-hold')), 'practice', saying({ ...no, with: [pantry] }));
    expect(ended.status).toBe('on-hold');
  });
  test('shows on the referral until the person agrees again, and each moves its Task once', () => {
    const refused = after(accepted(), 'practice', saying(no));
    expect([taskFacet(refused).businessStatus, refused.task.versionId]).toEqual(['consent-withdrawn', 2]);
    const agreed = after(refused, 'practice', saying({ ...yes, at: friday }), friday);
    expect([taskFacet(agreed).businessStatus, agreed.task.versionId]).toEqual(['in-triage', 3]);
    expect(after(agreed, 'practice', saying({ ...no, with: [welfare], at: friday }), friday).task.versionId).toBe(3);
  });
  test('that was said before the newest yes ends nothing', () => {
    const referral = referralIn('in-progress', { consents: [{ ...yes, at: friday }], onward: [onwardIn('requested')] });
    expect(after(referral, 'practice', saying(no), friday).onward[0]?.status).toBe('requested');
  });
});

describe('the death of the person', () => {
  const death = (died: boolean) => ({ type: 'record-death', died }) as const;
  const stopping = onwardIn('accepted', { cancellation: { requestedAt: monday, forceAt: friday, reason: { code: 'other', text: 'Moved.' } } });
  test('ends at once what nobody accepted, asks the others to stop, and says why', () => {
    const ended = after(with2(onwardIn('requested'), atWelfare('on-hold')), 'practice', death(true));
    const reason = { code: 'person-died' };
    expect(ended.onward[0]).toMatchObject({ status: 'cancelled', reason, serviceRequest: { status: 'revoked' } });
    expect(ended.onward[1]).toMatchObject({ status: 'on-hold', cancellation: { reason, forceAt: '2026-11-05T09:00:00.000Z' } });
    expect(ended.status).toBe('on-hold');
  });
  test('asks nobody to stop twice, and touches nothing that has ended', () => {
    const decision = ask(with2(stopping, atWelfare('completed')), 'practice', death(true));
    expect(decision).toEqual({ ok: true, events: [{ type: 'person-died' }] });
  });
  test('shows on the referral before all else until it is set right, and refers nobody on meanwhile', () => {
    const died = after(accepted({ question: { at: monday, text: 'Which day?' } }), 'practice', death(true));
    expect([taskFacet(died).businessStatus, died.task.versionId, ask(died, 'practitioner', referOn())]).toMatchObject([
      'person-died',
      2,
      { because: 'person-died' },
    ]);
    const living = after(died, 'practitioner', death(false));
    expect([taskFacet(living).businessStatus, living.task.versionId, ask(living, 'practitioner', referOn()).ok]).toEqual(['awaiting-info', 3, true]);
    expect(taskFacet(after(referralIn('requested'), 'practice', death(true))).businessStatus).toBe('person-died');
  });
  test('hides the person and what was written to it from an organisation that has not stopped yet, and from nobody else', () => {
    const [before, died] = [with2(stopping), after(with2(stopping), 'practice', death(true))];
    const sees = (by: ActorName, referral: Referral) => [maySeePerson, maySeeReplies].map((may) => may(actors[by], referral, stopping, tuesday));
    expect([sees('organisation', before), sees('organisation', died), sees('practitioner', died)]).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
  });
});

describe('an organisation that has accepted', () => {
  const seesPerson = (over: Partial<Referral>, at: Instant = tuesday, onward = onwardIn('accepted')) =>
    maySeePerson(actors.organisation, referralIn('in-progress', { ...over, onward: [onward] }), onward, at);
  test('sees the person while they agree, and not a moment longer', () => {
    expect(seesPerson({})).toBe(true);
    expect(seesPerson({ consents: [no] })).toBe(false);
    expect(seesPerson({ consents: [{ ...no, with: [welfare] }] })).toBe(true);
    const until = { consent: false, consents: [{ ...yes, at: monday, until: friday }] };
    expect([seesPerson(until), seesPerson(until, friday)]).toEqual([true, false]);
  });
  test('does not before its yes, nor after the end', () => {
    for (const status of ['requested', 'rejected', 'completed', 'failed', 'cancelled'] as const) expect(seesPerson({}, tuesday, onwardIn(status))).toBe(false);
  });
});

describe('a restricted referral', () => {
  const catriona = actors.practitioner;
  const colleague = { ...catriona, practitioner: 'moira-bain' as PractitionerId };
  const restricted = (status: TaskStatus) => referralIn(status, { restricted: true, onward: [onwardIn('accepted')] });
  test('is for every practitioner of the practice until one accepts it, and then for that one and the practice', () => {
    expect([catriona, colleague].map((by) => maySee(by, restricted('requested')))).toEqual([true, true]);
    for (const status of ['accepted', 'in-progress', 'on-hold', 'completed', 'cancelled'] as const) {
      const referral = restricted(status);
      const seers = [catriona, colleague, actors.practice, actors.otherPractice];
      expect(seers.map((by) => maySee(by, referral))).toEqual([true, false, true, false]);
      expect([catriona, colleague, actors.organisation].map((by) => maySeeOnward(by, referral, onwardIn('accepted')))).toEqual([true, false, true]);
    }
  });
  test('is nothing there for a colleague’s command, on it or on what was sent on', () => {
    for (const act of [{ type: 'start' }, referOn(), { type: 'cancel-onward', onward: onwardId }] as Act[]) {
      const decision = decide(restricted('accepted'), { ...act, by: colleague, at: tuesday } as never, { calendar: calendar() });
      expect(decision).toMatchObject({ ok: false, because: 'not-found' });
    }
  });
  test('without the label a colleague goes on with it', () => {
    expect(maySee(colleague, referralIn('accepted'))).toBe(true);
  });
});
