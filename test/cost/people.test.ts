/** What a person adds to the create of a referral, in write units as the engine counts them, and in reads. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { factsOf } from '#fhir/patient/facts';
import { findPerson } from '#fhir/patient/match';
import type { PracticeId } from '#identity/types';
import { randomIds } from '#platform/ids';
import type { Instant, Table } from '#platform/types';
import { engineTables } from '#test/engine-tables';
import { number, numbers, patientOf } from '#test/fhir-people';

const counting = (table: Table): { table: Table; reads: () => number } => {
  let reads = 0;
  const read =
    <Args extends unknown[], Result>(run: (...args: Args) => Result) =>
    (...args: Args): Result => {
      reads += 1;
      return run(...args);
    };
  return { table: { ...table, get: read(table.get), getAll: read(table.getAll), query: read(table.query) }, reads: () => reads };
};

test('a known person adds one read and no write, a new one with a number two items, and whoever differs a version', async () => {
  let units = 0;
  const tables = await engineTables((more) => {
    units += more;
  });
  const { table, reads } = counting(tables.referrals);
  const ports = {
    referrals: table,
    ids: randomIds,
    keys: {
      mac: async (_: string, text: string) => createHmac('sha256', 'key').update(text).digest('base64url'),
      seal: async () => '',
      open: async () => undefined,
    },
  };
  const deed = { by: 'practice/birchtree', at: '2026-11-23T09:30:00.000Z' as Instant };
  const cost = async (change: Record<string, unknown>): Promise<[number, number, number]> => {
    const patient = patientOf(change) as never;
    const [unitsBefore, readsBefore] = [units, reads()];
    const { writes } = await findPerson(
      { patient, facts: factsOf(patient), identifiers: [] },
      { practice: 'birchtree' as PracticeId, deed, known: 'update' },
      ports,
    );
    const read = reads() - readsBefore;
    if (writes.length > 0) expect((await tables.referrals.write(writes)).outcome).toBe('written');
    return [read, writes.length, units - unitsBefore];
  };
  const all = {
    'new, with a number': await cost({}),
    'known, unchanged': await cost({}),
    'known, newer details': await cost({ gender: 'female' }),
    'new, without a number': await cost({ identifier: undefined, birthDate: '2001-02-02' }),
    'known, without a number': await cost({ identifier: undefined, birthDate: '2001-02-02' }),
    'a number learned': await cost({ identifier: [number(numbers[1])], birthDate: '2001-02-02' }),
    'known by the number learned': await cost({ identifier: [number(numbers[1])], birthDate: '2001-02-02' }),
  };
  await tables.stop();
  console.log(`reads, items written and write units of a person: ${JSON.stringify(all)}`);
  expect(all['new, with a number'].slice(1)).toEqual([2, 4]);
  expect(all['known, unchanged']).toEqual([1, 0, 0]);
  expect(all['known, newer details']).toEqual([1, 2, 4]);
  expect(all['new, without a number'].slice(1)).toEqual([2, 4]);
  expect(all['known, without a number']).toEqual([1, 0, 0]);
  expect(all['a number learned'].slice(1)).toEqual([3, 6]);
  expect(all['known by the number learned']).toEqual([2, 0, 0]);
});
