/** A data collector is a party to nothing: no referral, no person, no record and no scope is theirs, in pages and in FHIR. */
import { describe, expect, test } from 'vitest';
import { mayKnow, maySee, maySeeOnward, maySeeRecord, practicesOf } from '#identity/access-policy';
import { scopesOfRole } from '#identity/scopes';
import type { ClientId, CollectorCaller, PracticeId } from '#identity/types';
import { userCaller } from '#identity/users';
import { decide } from '#referral/decide';
import type { TaskStatus } from '#referral/types';
import { calendar } from '#referral/working-days';
import { birchtree, command, onwardIn, referralIn } from '#test/referrals';
import { twoAreas } from '#test/set-up-hub';

const collector: CollectorCaller = { kind: 'collector', collects: [birchtree], client: 'user.morag' as ClientId };
const statuses: TaskStatus[] = ['draft', 'requested', 'accepted', 'in-progress', 'on-hold', 'rejected', 'completed', 'failed', 'cancelled', 'entered-in-error'];

test('sees no referral of the practice where they collect, whatever its status, and no person of it', () => {
  const onward = onwardIn('accepted');
  for (const status of statuses) {
    const referral = referralIn(status, { onward: [onward] });
    expect([maySee(collector, referral), maySeeOnward(collector, referral, onward)], status).toEqual([false, false]);
    expect(maySeeRecord(collector, { practice: birchtree, of: { person: referral.person } }, referral)).toBe(false);
  }
  expect([mayKnow(collector, birchtree), practicesOf(collector)]).toEqual([false, []]);
});
test('does nothing to a referral', () => {
  for (const type of ['accept', 'start', 'activate'] as const) {
    const asked = { ...command('practitioner', { type }), by: collector };
    expect(decide(referralIn('requested'), asked as never, { calendar: calendar() } as never).ok, type).toBe(false);
  }
});
test('has no scope at all', () => {
  expect([...scopesOfRole('collector')]).toEqual([]);
});

describe('letting one in', () => {
  const typed = { name: 'Morag Innes', mail: 'morag@evaluation.example', job: 'collector' };
  test('is for the manager of the practices: the person is listed there, and switched off again', async () => {
    const hub = await twoAreas();
    const { location } = await hub.post('elspeth', '/app/manage/people/add', { ...typed, practices: ['birchtree', 'thistledown'] });
    const id = /people\/([^?]+)/.exec(location)?.[1] ?? '';
    expect(await hub.users.find(id as never)).toMatchObject({ role: 'collector', collects: ['birchtree', 'thistledown'] });
    expect((await hub.get('elspeth', '/app/manage/people')).text).toContain('Data collector of a study');
    const [one] = await hub.users.collectorsOf('thistledown' as PracticeId);
    expect(one && (await userCaller(one, hub.directory))).toMatchObject({ kind: 'collector', collects: ['birchtree', 'thistledown'] });
    await hub.post('elspeth', `/app/manage/people/${id}`, { do: 'off' });
    expect(await hub.users.find(id as never)).toMatchObject({ disabled: true });
  });
  test('needs a practice, and is nobody’s who has none of them', async () => {
    const hub = await twoAreas();
    expect((await hub.post('elspeth', '/app/manage/people/add', typed)).status).toBe(422);
    const { location } = await hub.post('elspeth', '/app/manage/people/add', { ...typed, practices: ['birchtree'] });
    expect((await hub.get('fraser', location.replace(/\?.*/, ''))).status).toBe(404);
  });
  test('is refused in an onboarding file that names a practice the hub does not know, or another role besides', async () => {
    const hub = await twoAreas();
    const row = { id: 'morag', name: 'Morag Innes', mail: 'morag@evaluation.example', collects: ['birchtree'] };
    await expect(hub.onboard({ users: [{ ...row, practice: 'birchtree', staff: 'gp' }] })).rejects.toThrow('exactly one of');
    await hub.onboard({ users: [row] });
    expect(await hub.users.byMail('morag@evaluation.example')).toMatchObject({ role: 'collector' });
  });
});
