/** When the table takes no more, nothing is done, and the caller is told to come again. */
import { expect, test } from 'vitest';
import type { Written } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import type { ReferralId } from '#referral/types';
import { callers, fhirHub } from '#test/fhir-hub';
import { issueOf, put, referral, sent } from '#test/fhir-steps';

test.each<Written>([{ outcome: 'throttled' }, { outcome: 'conflict' }])(
  'a write that stays $outcome is waited for two seconds, then 503 with Retry-After',
  async (written) => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const waited: number[] = [];
    const { carryOut: rules } = hub.ports;
    const commit = rules.store.commit;
    rules.store.commit = async () => written;
    rules.pause = async (milliseconds) => {
      waited.push(milliseconds);
    };
    for (const answer of [
      await put(hub, id, { status: 'accepted' }, { as: 'practitioner' }),
      await hub.call('POST', '/ServiceRequest', { body: referral() }),
    ]) {
      expect(issueOf(answer)).toMatchObject({ status: 503, code: 'transient' });
      expect(answer.headers?.['retry-after']).toBe('1');
    }
    const sum = waited.reduce((all, one) => all + one, 0);
    expect(waited.length).toBeGreaterThan(20);
    expect(waited.every((one) => one >= 20 && one <= 200)).toBe(true);
    expect(sum / 2).toBeGreaterThan(1_700);
    expect(sum / 2).toBeLessThanOrEqual(2_000);
    rules.store.commit = commit;
    expect((await put(hub, id, { status: 'accepted' }, { as: 'practitioner' })).status).toBe(200);
  },
);

test('a race that is lost four times is given up at once, without waiting', async () => {
  const hub = await fhirHub();
  const id = (await sent(hub)) as ReferralId;
  const rules = hub.ports.carryOut;
  let tries = 0;
  rules.store.commit = async () => {
    tries += 1;
    return { outcome: 'condition-failed', failed: [0] };
  };
  rules.pause = async () => expect.fail('nothing is waited for');
  const done = await carryOut(rules, id, { type: 'accept', by: callers.practitioner, at: hub.now() });
  expect(done).toEqual({ ok: false, because: 'busy' });
  expect(tries).toBe(4);
});
