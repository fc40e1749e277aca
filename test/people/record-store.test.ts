/** Health records in their table: found by id, person and referral, every version kept, none lost to another. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecordId, recordIdOf, recordStore } from '#people/record-store';
import type { HealthRecord } from '#people/types';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import type { Instant, Table } from '#platform/types';
import { referralStore } from '#referral/referral-store';
import type { PersonId, ReferralId } from '#referral/types';
import { engineTables } from '#test/engine-tables';

const engine = engineTables();
beforeAll(() => engine);
afterAll(async () => (await engine).stop());

const person = () => `p-.${randomIds.id()}xyz` as PersonId;
const record = (of: HealthRecord['of'], change: Partial<HealthRecord> = {}): HealthRecord => ({
  ...{
    type: 'Observation',
    id: recordIdOf(of, randomIds.short()),
    practice: 'birchtree' as HealthRecord['practice'],
    of,
    resource: '{}',
    by: 'practice/birchtree',
  },
  ...{ versionId: 1, lastUpdated: '2026-11-23T09:30:00.000Z' as Instant },
  ...change,
});
const next = (before: HealthRecord, resource: string): HealthRecord => ({ ...before, resource, versionId: before.versionId + 1 });
const key = (mac: string, body = 'body') => ({ kind: 'identifier' as const, requester: 'birchtree', mac, body });

const contract = (name: string, table: () => Promise<Table>) =>
  describe(name, () => {
    test('a record is read by its id, as what it is now', async () => {
      const store = recordStore(await table());
      const one = record({ person: person() });
      expect(await store.load('Observation', one.id)).toBeUndefined();
      expect((await store.write(one, undefined, [])).outcome).toBe('written');
      expect((await store.write(next(one, '{"a":1}'), one, [])).outcome).toBe('written');
      expect(await store.load('Observation', one.id)).toEqual(next(one, '{"a":1}'));
      expect(await store.load('Procedure', one.id)).toBeUndefined();
      expect(await store.versions('Observation', one.id)).toEqual([next(one, '{"a":1}'), one]);
    });

    test('of two that follow the same version one is kept', async () => {
      const store = recordStore(await table());
      const one = record({ person: person() });
      await store.write(one, undefined, []);
      await store.write(next(one, '{"a":1}'), one, []);
      expect((await store.write(next(one, '{"a":2}'), one, [])).outcome).toBe('condition-failed');
      expect((await store.write(one, undefined, [])).outcome).toBe('condition-failed');
      expect((await store.versions('Observation', one.id)).map(({ resource }) => resource)).toEqual(['{"a":1}', '{}']);
    });

    test('ten versions come newest first', async () => {
      const store = recordStore(await table());
      let last = record({ person: person() });
      await store.write(last, undefined, []);
      for (let n = 2; n <= 11; n += 1) {
        const after = next(last, `${n}`);
        await store.write(after, last, []);
        last = after;
      }
      expect((await store.versions('Observation', last.id)).map(({ versionId }) => versionId)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    });

    test('records are listed by person, and by referral with all that was referred on from it', async () => {
      const store = recordStore(await table());
      const [somebody, referral] = [person(), randomIds.id()];
      const onward = `${referral}-${randomIds.short()}`;
      const all = [record({ person: somebody }), record({ person: somebody }, { type: 'Goal' }), record({ referral }), record({ referral: onward })];
      for (const one of all) await store.write(one, undefined, []);
      expect(await store.ofPerson('Observation', somebody)).toEqual([all[0]]);
      expect(await store.ofPerson('Goal', somebody)).toEqual([all[1]]);
      const ids = (await store.ofReferral('Observation', referral)).map(({ id }) => id);
      expect(ids.sort()).toEqual([all[2]?.id, all[3]?.id].sort());
      expect(await store.ofReferral('Observation', randomIds.id())).toEqual([]);
    });

    test('a key is claimed once', async () => {
      const store = recordStore(await table());
      const [one, other, mac] = [record({ person: person() }), record({ person: person() }), randomIds.id()];
      await store.write(one, undefined, [key(mac)]);
      expect((await store.write(other, undefined, [key(mac)])).outcome).toBe('condition-failed');
      expect(await store.load('Observation', other.id)).toBeUndefined();
      const [taken, free] = await store.taken([key(mac), key(randomIds.id())]);
      expect([taken, free]).toEqual([{ record: one.id, body: 'body', at: one.lastUpdated }, undefined]);
      expect((await store.write(other, undefined, [{ ...key(mac), ...(taken ? { expired: taken } : {}) }])).outcome).toBe('written');
    });

    test('a referral is loaded as if no record were there', async () => {
      const at = await table();
      const referral = randomIds.id() as ReferralId;
      const one = record({ referral });
      await recordStore(at).write(one, undefined, []);
      await recordStore(at).write(next(one, '{"a":1}'), one, []);
      expect(await referralStore(at).load(referral)).toBeUndefined();
    });
  });
contract('in memory', async () => memoryTable());
contract('on the engine', async () => (await engine).referrals);

test('ids of other shapes are no records of the hub', () => {
  const referral = randomIds.id();
  const [mine, ofPerson] = [`${referral}-00000001`, `${'A'.repeat(32)}-00000001`];
  const readable = [mine, `${mine}-00000002`, ofPerson];
  expect(readable.map(readRecordId)).toEqual(readable);
  const others = [
    '',
    'one',
    referral,
    `${referral}-0000001`,
    `${'A'.repeat(32)}-0000000I`,
    `${'A'.repeat(70)}-00000001`,
    `${'A'.repeat(20)}/${'A'.repeat(12)}-00000001`,
  ];
  expect(others.map(readRecordId)).toEqual(others.map(() => undefined));
});
