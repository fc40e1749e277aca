/** A concern: its clock, who reads it, what may follow. */
import { describe, expect, test } from 'vitest';
import { isToldOf, mayReadConcern } from '#identity/concern-policy';
import { acknowledge, addTo, type Concern, clockOf, close } from '#people/concern';
import { concernAddress, concernStore, readConcernAddress } from '#people/concern-store';
import { newPersonId } from '#people/person-store';
import { memoryTable } from '#platform/memory-table';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import { people } from '#test/web-hub';

const at = '2026-11-23T09:30:00.000Z' as Instant;
const hour = 3_600_000;
const by = { user: 'nadia', name: 'Dr Nadia Khan' };
const concern = {
  ...{ id: '0000000a', person: newPersonId('0123456789abcdefghjkmnpqrs'), practice: 'birchtree', area: 'S12000049', versionId: 1, raisedAt: at },
  raisedBy: { user: 'catriona', name: 'Catriona Weir', practitioner: 'catriona-weir' },
  ...{ words: 'Said.', kinds: ['child'], danger: false, told: [], next: '', added: [] },
} as unknown as Concern;

describe('the clock', () => {
  test.each([
    [0, { state: 'running', hours: 24 }],
    [21, { state: 'running', hours: 3 }],
    [23.9, { state: 'running', hours: 1 }],
    [24, { state: 'over', hours: 0 }],
    [30.5, { state: 'over', hours: 6 }],
  ])('after %s hours', (hours, clock) => {
    expect(clockOf(concern, later(at, hours * hour))).toEqual(clock);
  });
  test('stops when somebody has it, and when it is closed', () => {
    const had = acknowledge(concern, by, later(at, hour));
    expect(had).toMatchObject({ versionId: 2, acknowledged: { user: 'nadia' } });
    expect(had && clockOf(had, later(at, 40 * hour))).toEqual({ state: 'acknowledged' });
    expect(had && acknowledge(had, by, at)).toBeUndefined();
    const closed = close(concern, by, at, 'Passed on.');
    expect(closed).toMatchObject({ versionId: 2, acknowledged: { user: 'nadia' }, closed: { outcome: 'Passed on.' } });
    expect(closed && clockOf(closed, later(at, 40 * hour))).toEqual({ state: 'closed' });
    expect(closed && [acknowledge(closed, by, at), close(closed, by, at, 'Again')]).toEqual([undefined, undefined]);
  });
});

test.each([
  ['catriona', true, false],
  ['nadia', true, true],
  ['lorna', true, true],
  ['elspeth', true, true],
  ['moira', false, false],
  ['jamal', false, false],
  ['nurse', false, false],
  ['reception', false, false],
  ['elsewhere', false, false],
] as const)('%s reads it: %s, and was told of it: %s', (name, reads, told) => {
  expect([mayReadConcern(people[name], concern), isToldOf(people[name], concern)]).toEqual([reads, told]);
});
test('who raised it is not who was told, GP or not', () => {
  const own = { ...concern, raisedBy: { user: 'nadia', name: 'Dr Nadia Khan' } };
  expect([mayReadConcern(people.nadia, own), isToldOf(people.nadia, own), isToldOf(people.lorna, own)]).toEqual([true, false, true]);
});

describe('kept', () => {
  test('by version: who changes what somebody changed before is told, and every version stays', async () => {
    const table = memoryTable();
    const store = concernStore(table);
    expect((await store.write(concern)).outcome).toBe('written');
    expect((await store.write(concern)).outcome).toBe('condition-failed');
    const added = addTo(concern, by, at, 'More.');
    expect((await store.write(added, concern)).outcome).toBe('written');
    expect((await store.write(addTo(concern, by, at, 'Lost.'), concern)).outcome).toBe('condition-failed');
    expect(await store.load(concern.person, concern.id)).toEqual(added);
    expect(await store.ofPractice(concern.practice, true)).toEqual([added]);
    const closed = close(added, by, at, 'Done.');
    if (!closed) throw new Error('it could be closed');
    await store.write(closed, added);
    expect([await store.ofPractice(concern.practice, true), await store.ofArea(concern.area, false)]).toEqual([[], [closed]]);
    expect(await store.ofPeople([concern.person])).toEqual([closed]);
    expect(table.all().filter(({ sk }) => sk.startsWith('V#Concern#'))).toHaveLength(2);
  });
  test('at an address that leads back to it and to nothing else', () => {
    expect(readConcernAddress(concernAddress(concern))).toEqual({ person: concern.person, id: concern.id });
    for (const wrong of ['', 'x', '../x', `${concern.person}`, `${concern.person}-IIIIIIII`, `${concernAddress(concern)}x`])
      expect(readConcernAddress(wrong)).toBeUndefined();
  });
});
