/** The rules of a referral, said one at a time. */
import { describe, expect, test } from 'vitest';
import type { Instant } from '#platform/types';
import type { Act } from '#referral/commands';
import { decide } from '#referral/decide';
import { applyEvents } from '#referral/evolve';
import { taskFacet } from '#referral/facets';
import type { Onward, Referral, TaskStatus } from '#referral/types';
import { calendar } from '#referral/working-days';
import { type ActorName, command, monday, onwardId, onwardIn, referralId, referralIn } from '#test/referrals';

const reason = { code: 'no-capacity', text: 'Full until January.' };
const circumstances = { calendar: calendar() };
const ask = (referral: Referral, by: ActorName, act: Act, at: Instant = monday) => decide(referral, command(by, act, at) as never, circumstances);
const after = (referral: Referral, by: ActorName, act: Act, at: Instant = monday): Referral => {
  const decision = ask(referral, by, act, at);
  if (!decision.ok) throw new Error(decision.because);
  return applyEvents(referral, decision.events, at).referral;
};
const withOnward = (status: TaskStatus, ...onward: Onward[]) => referralIn(status, { onward });
const second = (status: TaskStatus) => onwardIn(status, { id: `${referralId}-00000002` as never, organisation: 'kelvinbank-welfare' as never });

describe('an onward referral moves the referral with it', () => {
  test('the first acceptance puts an accepted referral in progress', () => {
    expect(after(withOnward('accepted', onwardIn('requested')), 'organisation', { type: 'accept-onward', onward: onwardId, acceptance: {} }).status).toBe(
      'in-progress',
    );
  });
  test('when every open one is on hold the referral is on hold, and resumes with the first', () => {
    const held = after(withOnward('in-progress', onwardIn('in-progress'), second('on-hold')), 'organisation', {
      type: 'hold-onward',
      onward: onwardId,
      reason,
    });
    expect(held.status).toBe('on-hold');
    expect(after(held, 'organisation', { type: 'resume-onward', onward: onwardId }).status).toBe('in-progress');
  });
  test('a decline with nothing else open asks the practitioner for a new offer and never rejects the referral', () => {
    const declined = after(withOnward('accepted', onwardIn('requested')), 'organisation', { type: 'decline-onward', onward: onwardId, reason });
    expect(declined.status).toBe('accepted');
    expect(taskFacet(declined).businessStatus).toBe('awaiting-info');
  });
  test('the last completion waits for the practitioner, who then completes without saying it all again', () => {
    const done = after(withOnward('in-progress', onwardIn('in-progress')), 'organisation', {
      type: 'complete-onward',
      onward: onwardId,
      outcome: { activity: 'Food parcel collected' },
    });
    expect([done.status, taskFacet(done).businessStatus]).toEqual(['in-progress', 'awaiting-confirmation']);
    const closed = after(done, 'practitioner', { type: 'complete', outcomes: [] });
    expect([closed.status, closed.serviceRequest.status]).toEqual(['completed', 'completed']);
    expect(taskFacet(closed).outcomes).toEqual([{ activity: 'Food parcel collected' }]);
  });
  test('other onward referrals keep their versions when one of them changes', () => {
    const before = withOnward('in-progress', onwardIn('accepted'), second('requested'));
    const changed = after(before, 'organisation', { type: 'start-onward', onward: onwardId });
    expect(changed.onward.map((one) => one.task.versionId)).toEqual([2, 1]);
    expect(changed.onward.map((one) => one.serviceRequest.versionId)).toEqual([1, 1]);
  });
});

describe('completing and failing', () => {
  test('nothing is completed or failed while an organisation is still at work', () => {
    expect(ask(withOnward('in-progress', onwardIn('accepted')), 'practitioner', { type: 'complete', outcomes: [{ activity: 'x' }] })).toMatchObject({
      because: 'onward-open',
    });
    expect(ask(withOnward('in-progress', onwardIn('accepted')), 'practitioner', { type: 'fail', reason })).toMatchObject({ because: 'onward-open' });
  });
  test('a referral that the practitioner served herself is completed with what was done', () => {
    expect(ask(referralIn('accepted'), 'practitioner', { type: 'complete', outcomes: [] })).toMatchObject({ because: 'outcome-missing' });
    expect(ask(referralIn('accepted'), 'practitioner', { type: 'complete', outcomes: [{ activity: 'Benefits check' }] }).ok).toBe(true);
  });
  test.each(['reject', 'hold', 'fail', 'cancel'] as const)('%s needs a reason', (type) => {
    expect(ask(referralIn(type === 'reject' ? 'requested' : 'accepted'), 'practitioner', { type })).toMatchObject({ because: 'reason-missing' });
  });
});

describe('cancelling', () => {
  const cancelled = () => after(withOnward('in-progress', onwardIn('accepted'), second('requested')), 'practice', { type: 'cancel', reason });
  test('ends at once what nobody accepted and asks the others to stop', () => {
    const [accepted, requested] = cancelled().onward;
    expect([accepted?.status, accepted?.cancellation?.forceAt]).toEqual(['accepted', '2026-11-04T09:00:00.000Z']);
    expect([requested?.status, requested?.serviceRequest.status]).toEqual(['cancelled', 'revoked']);
  });
  test('revokes the request and says that an acknowledgement is awaited', () => {
    const referral = cancelled();
    expect([referral.status, referral.serviceRequest.status, taskFacet(referral).businessStatus]).toEqual(['cancelled', 'revoked', 'cancellation-requested']);
  });
  test('the organisation acknowledges, without a reason of its own', () => {
    const done = after(cancelled(), 'organisation', { type: 'cancel-onward', onward: onwardId });
    expect(done.onward[0]).toMatchObject({ status: 'cancelled', acknowledged: true, reason });
    expect(taskFacet(done).businessStatus).toBe('cancellation-acknowledged');
  });
  test('after two working days the hub waits no longer, and not before', () => {
    const act = { type: 'force-cancellation', onward: onwardId } as const;
    expect(ask(cancelled(), 'clock', act, '2026-11-04T08:59:59.999Z' as Instant)).toMatchObject({ because: 'not-due' });
    expect(after(cancelled(), 'clock', act, '2026-11-04T09:00:00.000Z' as Instant).onward[0]).toMatchObject({ status: 'cancelled', acknowledged: false });
  });
  test('while it is asked to stop, an organisation may still report what it did, and nothing else', () => {
    expect(ask(cancelled(), 'organisation', { type: 'start-onward', onward: onwardId })).toMatchObject({ because: 'cancellation-pending' });
    expect(ask(cancelled(), 'organisation', { type: 'complete-onward', onward: onwardId, outcome: { activity: 'Helped' } }).ok).toBe(true);
  });
  test('help that was given already is not cancelled by the practice', () => {
    expect(ask(withOnward('in-progress', onwardIn('completed')), 'practice', { type: 'cancel', reason })).toMatchObject({ because: 'already-helped' });
  });
  test('a second cancellation is refused', () => {
    expect(ask(referralIn('cancelled'), 'practice', { type: 'cancel', reason })).toMatchObject({ because: 'wrong-status' });
  });
});

describe('referring on', () => {
  const referOn = { type: 'refer-on', onward: onwardId, organisation: 'drumgarth-pantry' as never } as const;
  test('waits for consent', () => {
    expect(ask(referralIn('accepted', { consent: false }), 'practitioner', referOn)).toMatchObject({ because: 'consent-missing' });
  });
  test('asks one service once at a time', () => {
    expect(ask(withOnward('accepted', onwardIn('requested')), 'practitioner', { ...referOn, onward: `${referralId}-00000009` as never })).toMatchObject({
      because: 'already-referred',
    });
  });
  test('reminds after five working days and escalates after ten', () => {
    expect(after(referralIn('accepted'), 'practitioner', referOn).onward[0]).toMatchObject({
      remindAt: '2026-11-09T09:00:00.000Z',
      escalateAt: '2026-11-16T09:00:00.000Z',
      answerBy: '2026-11-16',
    });
  });
  test('a day by which help is needed shortens both', () => {
    const sent = after(referralIn('accepted', { neededBy: '2026-11-03' as never }), 'practitioner', referOn).onward[0];
    expect(sent?.remindAt).toBe('2026-11-03T04:29:59.999Z');
    expect(sent?.escalateAt && sent.escalateAt < '2026-11-03T23:59:59.999Z').toBe(true);
  });
  test('a council that closes another day waits another day', () => {
    const decision = decide(referralIn('accepted'), command('practitioner', referOn) as never, { calendar: calendar({ extra: ['2026-11-06'], without: [] }) });
    expect(decision).toMatchObject({ ok: true, events: [{ facts: { remindAt: '2026-11-10T09:00:00.000Z' } }] });
  });
});

describe('the clock', () => {
  const waiting = withOnward('accepted', onwardIn('requested'));
  test('reminds once, then tells the practitioner once', () => {
    const act = { type: 'remind-onward', onward: onwardId } as const;
    expect(ask(waiting, 'clock', act, '2026-11-09T08:59:59.999Z' as Instant)).toMatchObject({ because: 'not-due' });
    const reminded = after(waiting, 'clock', act, '2026-11-09T09:00:00.000Z' as Instant);
    expect(ask(reminded, 'clock', act, '2026-11-10T09:00:00.000Z' as Instant)).toMatchObject({ because: 'not-due' });
    const told = after(reminded, 'clock', { type: 'escalate-onward', onward: onwardId }, '2026-11-16T09:00:00.000Z' as Instant);
    expect(told.onward[0]).toMatchObject({ status: 'requested', escalatedAt: '2026-11-16T09:00:00.000Z' });
    expect(after(told, 'organisation', { type: 'accept-onward', onward: onwardId, acceptance: {} }).status).toBe('in-progress');
  });
});

describe('questions', () => {
  test('an organisation asks and the practitioner replies', () => {
    const asked = after(withOnward('accepted', onwardIn('requested')), 'organisation', { type: 'ask-onward', onward: onwardId, text: 'Any allergies?' });
    expect(ask(asked, 'organisation', { type: 'ask-onward', onward: onwardId, text: 'And?' })).toMatchObject({ because: 'question-open' });
    const replied = after(asked, 'practitioner', { type: 'reply-onward', onward: onwardId, text: 'None known.' });
    expect(replied.onward[0]?.question).toBeUndefined();
    expect(ask(replied, 'practitioner', { type: 'reply-onward', onward: onwardId, text: 'None.' })).toMatchObject({ because: 'no-question' });
  });
});

describe('an error', () => {
  test('marked by the practice takes every onward referral with it', () => {
    const marked = after(withOnward('completed', onwardIn('completed'), second('rejected')), 'practice', { type: 'mark-as-error' });
    expect([marked.status, ...marked.onward.map((one) => one.status)]).toEqual(Array(3).fill('entered-in-error'));
  });
});

test('who has seen an older version is told so', () => {
  expect(ask(referralIn('requested'), 'practitioner', { type: 'accept', seen: { type: 'Task', versionId: 7 } } as never)).toMatchObject({
    because: 'stale-version',
    versionId: 1,
  });
});
