/** Any life of a few records, merged and parted in any order, over their table. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PracticeId } from '#identity/types';
import { awaitsDecision, type Deed, keepApart, type Merged, merge, nextVersion, putBack, recordsOf, unmerge } from '#people/merging';
import { changedPerson, newPerson, personStore } from '#people/person-store';
import type { Person } from '#people/types';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';

const practice = 'birchtree' as PracticeId;
const ids = ['a', 'b', 'c', 'd'].map((id) => id.repeat(32) as PersonId);
const deedAt = (n: number): Deed => ({ by: `practitioner/${n}`, at: new Date(Date.UTC(2026, 10, 23) + n * 1000).toISOString() as Instant });
const numbered = (n: number): Person['facts'] => (n === 0 ? {} : { number: { system: 'chi', value: `${n}` } });
const first = (id: PersonId, n: number): Person => ({
  ...{ id, practice, facts: numbered(n), patient: `{"n":${n}}`, by: 'practice/birchtree', versionId: 1, lastUpdated: deedAt(0).at },
  ...(n === 3 ? { mismatchOf: ids[2] ?? id } : {}),
});
type Step = { kind: 'merge' | 'unmerge' | 'apart' | 'back' | 'update'; one: number; other: number };
const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>('merge', 'merge', 'unmerge', 'unmerge', 'apart', 'back', 'back', 'update'),
    one: fc.nat(3),
    other: fc.nat(3),
  }),
  { minLength: 10, maxLength: 25 },
);
const content = ({ versionId: _, lastUpdated: __, by: ___, ...rest }: Person) => JSON.parse(JSON.stringify(rest));

const world = async () => {
  const table = memoryTable();
  const store = personStore(table);
  for (const [n, id] of ids.entries()) await table.write(newPerson(first(id, n), { list: 'list' }));
  const load = async (n: number): Promise<Person> => {
    const person = await store.load(ids[n] ?? ('' as PersonId));
    if (!person) throw new Error('a person who is gone');
    return person;
  };
  const asked = async ({ kind, one, other }: Step, deed: Deed): Promise<Merged> => {
    const [source, target] = [await load(one), await load(other)];
    if (kind === 'merge') return merge(source, target, deed);
    if (kind === 'unmerge') return unmerge(source, target, deed);
    if (kind === 'apart') return keepApart(source, deed);
    if (kind === 'back') return putBack(source, deed);
    return { ok: true, changed: [nextVersion(source, { ...source, patient: `{"by":"${deed.by}"}` }, deed)] };
  };
  const take = async (step: Step, deed: Deed) => {
    const done = await asked(step, deed);
    for (const after of done.ok ? done.changed : [])
      expect((await table.write(changedPerson(await load(ids.indexOf(after.id)), after))).outcome).toBe('written');
    return done;
  };
  return { table, store, load, take };
};
type World = Awaited<ReturnType<typeof world>>;

/** Who is merged leads straight to one who stands for themselves and says so; nobody else does. */
const expectStars = async ({ load }: World) => {
  const people = await Promise.all(ids.map((_, n) => load(n)));
  for (const person of people) {
    const into = people.find(({ id }) => id === person.mergedInto);
    expect(person.mergedInto === undefined || (into?.mergedInto === undefined && into?.replaces?.includes(person.id))).toBe(true);
    for (const id of recordsOf(person).slice(1)) expect(people.find((one) => one.id === id)?.mergedInto).toBe(person.id);
  }
};

describe('records that are merged and parted, in any order', () => {
  test('keep every version, newest first and without a gap, each with who made it', async () => {
    const seen = { merge: 0, unmerge: 0, apart: 0, back: 0, update: 0 };
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const at = await world();
        const made = ids.map(() => ['practice/birchtree']);
        for (const [n, step] of all.entries()) {
          const done = await at.take(step, deedAt(n + 1));
          seen[step.kind] += done.ok ? 1 : 0;
          for (const one of done.ok ? done.changed : []) made[ids.indexOf(one.id)]?.unshift(deedAt(n + 1).by);
          await expectStars(at);
        }
        for (const [n, id] of ids.entries()) {
          const versions = await at.store.versions(id);
          expect(versions.map(({ by }) => by)).toEqual(made[n]);
          expect(versions.map(({ versionId }) => versionId)).toEqual(versions.map((_, place) => versions.length - place));
          expect(content(versions.at(-1) ?? first(id, n))).toEqual(content(first(id, n)));
        }
      }),
      { numRuns: 300 },
    );
    expect(
      Object.values(seen).filter((count) => count < 5),
      JSON.stringify(seen),
    ).toEqual([]);
  });

  test('are as before when a merge is undone, whatever was done before it', async () => {
    let merges = 0;
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(3), fc.nat(3), async (all, one, other) => {
        const at = await world();
        for (const [n, step] of all.entries()) await at.take(step, deedAt(n + 1));
        const before = [content(await at.load(one)), content(await at.load(other))];
        const done = await at.take({ kind: 'merge', one, other }, deedAt(90));
        if (!done.ok) return;
        merges += 1;
        expect(await at.take({ kind: 'unmerge', one, other }, deedAt(91))).toMatchObject({ ok: true });
        expect([content(await at.load(one)), content(await at.load(other))]).toEqual(before);
      }),
      { numRuns: 300 },
    );
    expect(merges).toBeGreaterThan(20);
  });
});

describe('the store of people', () => {
  test('lists who waits for a decision, and who was born on a day', async () => {
    const { store, take } = await world();
    const waiting = async () => (await store.waiting(practice)).map(({ id }) => id);
    expect([await waiting(), (await store.bornOn('list')).map(({ id }) => id)]).toEqual([[ids[3]], ids]);
    await take({ kind: 'merge', one: 3, other: 2 }, deedAt(1));
    expect(await waiting()).toEqual([]);
    await take({ kind: 'unmerge', one: 3, other: 2 }, deedAt(2));
    expect(await waiting()).toEqual([ids[3]]);
    await take({ kind: 'merge', one: 2, other: 3 }, deedAt(3));
    expect(await waiting()).toEqual([]);
    expect(awaitsDecision((await store.load(ids[3]!))!)).toBe(false);
  });

  test('follows an id that leads to somebody, and writes over nobody', async () => {
    const { table, store, load } = await world();
    const lead = 'e'.repeat(32) as PersonId;
    const before = await load(0);
    const after = nextVersion(before, before, deedAt(1));
    expect((await table.write(changedPerson(before, after, { aliases: [lead] }))).outcome).toBe('written');
    expect((await store.loadAll([lead, ids[1]!, 'f'.repeat(32) as PersonId, lead])).map((one) => one?.id)).toEqual([ids[0], ids[1], undefined, ids[0]]);
    expect(await store.versions(lead)).toEqual([]);
    expect((await table.write(changedPerson(before, after))).outcome).toBe('condition-failed');
    expect((await table.write(newPerson(before, {}))).outcome).toBe('condition-failed');
    expect(await load(0)).toEqual(after);
  });

  test('opens a person with their Consents alone, whatever else is recorded of them', async () => {
    const { table, store, load, take } = await world();
    const [id] = ids as [PersonId];
    for (const type of ['Condition', 'Consent', 'Goal'])
      await table.write([{ put: { pk: keys.person(id).pk, sk: keys.record(type, '00000000'), data: JSON.stringify({ type }) } }]);
    await take({ kind: 'update', one: 0, other: 0 }, deedAt(1));
    expect(await store.open(id)).toEqual({ person: await load(0), consents: [{ type: 'Consent' }] });
    expect(await store.open('e'.repeat(32) as PersonId)).toEqual({ person: undefined, consents: [] });
    const before = await load(0);
    await table.write(changedPerson(before, nextVersion(before, before, deedAt(2)), { aliases: ['f'.repeat(32) as PersonId] }));
    expect(await store.open('f'.repeat(32) as PersonId)).toBeUndefined();
  });

  test('never stamps a version before the one it follows', () => {
    const before = { ...first(ids[0]!, 0), lastUpdated: deedAt(5).at };
    expect(nextVersion(before, before, deedAt(1))).toMatchObject({ lastUpdated: deedAt(5).at, versionId: 2 });
  });
});
