/** Sent, received and answered are told apart by what delivery left, without a write of its own. */
import { expect, test } from 'vitest';
import { receivedOf } from '#delivery/received';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Commit, Onward } from '#referral/types';
import { onwardId, onwardIn, pantry, referralId, welfare } from '#test/referrals';

const other = `${referralId}-00000002` as Onward['id'];
const sent = (rev: number, id: string) => ({ rev, events: [{ type: 'referred-on', facts: { id } }] }) as unknown as Commit;
const commits = [sent(3, onwardId), sent(5, other)];
const stages = async (done: Partial<Record<string, number>>, onward: Onward[], by: 'webhook' | 'mail' = 'webhook') => {
  const work = memoryTable();
  for (const [party, n] of Object.entries(done))
    await work.write([{ put: { pk: keys.endpoint(party), sk: keys.lane(referralId), done: n ?? 0, state: 'idle' } }]);
  const before = JSON.stringify(work.all());
  const found = await receivedOf(work, { referral: referralId, commits, onward, by: () => by });
  expect(JSON.stringify(work.all())).toBe(before);
  return onward.map(({ id }) => found.get(id));
};

test.each<[string, Partial<Record<string, number>>, Onward, 'webhook' | 'mail', string]>([
  ['nothing was delivered yet', {}, onwardIn('requested'), 'webhook', 'sent'],
  ['something before it was', { [pantry]: 2 }, onwardIn('requested'), 'webhook', 'sent'],
  ['its system took it', { [pantry]: 3 }, onwardIn('requested'), 'webhook', 'received'],
  ['it is told by e-mail', { [pantry]: 3 }, onwardIn('requested'), 'mail', 'mailed'],
  [
    'it could not be told, though the lane went on',
    { [pantry]: 3 },
    onwardIn('requested', { undeliveredAt: '2026-11-03T09:00:00.000Z' as never }),
    'webhook',
    'not-delivered',
  ],
  ['it said yes', { [pantry]: 2 }, onwardIn('accepted'), 'webhook', 'answered'],
  ['it asks something', { [pantry]: 3 }, onwardIn('requested', { question: { at: '2026-11-03T09:00:00.000Z' as never, text: '?' } }), 'webhook', 'answered'],
  ['another organisation took something', { [welfare]: 9 }, onwardIn('requested'), 'webhook', 'sent'],
])('where %s', async (_, done, onward, by, stage) => expect(await stages(done, [onward], by)).toEqual([stage]));

test('each of several by itself, in one read for each organisation', async () => {
  const both = [onwardIn('requested'), onwardIn('requested', { id: other })];
  expect(await stages({ [pantry]: 4 }, both)).toEqual(['received', 'sent']);
});
