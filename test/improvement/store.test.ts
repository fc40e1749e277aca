/** Plans in their table: one query for a page, every version kept, and nothing of two who write at once is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepParts, planOf, versionOf, versionsOf } from '#improvement/improvement-store';
import type { Aim, Entry, Plan } from '#improvement/types';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import type { Query, Table } from '#platform/types';
import { engineTables } from '#test/engine-tables';

const engine = engineTables();
beforeAll(() => engine);
afterAll(async () => (await engine).stop());

type Practice = Parameters<typeof planOf>[1];
const newPractice = () => `practice-${randomIds.short()}` as Practice;
const aim = (text: string, more: Partial<Aim> = {}): Aim =>
  ({
    kind: 'aim',
    id: 'a',
    versionId: 1,
    lastUpdated: '2026-11-23T09:00:00.000Z',
    by: 'u',
    byName: 'U',
    capacity: 'awareness',
    text,
    state: 'open',
    ...more,
  }) as Aim;
const after = (before: Aim, text: string): Aim => aim(text, { versionId: before.versionId + 1, lastUpdated: '2026-11-23T10:00:00.000Z' as Aim['lastUpdated'] });
const kinds: { [Name in keyof Plan]: object } = {
  ratings: { kind: 'rating', scores: {}, roles: [] },
  aims: { kind: 'aim', text: 'T' },
  measures: { kind: 'measure', name: 'N', values: [] },
  cycles: { kind: 'cycle', from: '2026-11-01' },
  actions: { kind: 'action', due: '2026-11-01' },
  sessions: { kind: 'session', on: '2026-11-01' },
  stories: { kind: 'story', on: '2026-11-01' },
  comments: { kind: 'comment', text: 'T' },
};

const contract = (name: string, table: () => Promise<Table>) =>
  describe(name, () => {
    test('every kind of part is in the plan, which is one query', async () => {
      const [practice, asked] = [newPractice(), await table()];
      const all = Object.values(kinds).map((facts, n) => ({ after: { ...aim('T', { id: `p${n}` }), ...facts } as unknown as Entry }));
      expect(await keepParts(asked, practice, all)).toBe('kept');
      const queries: Query[] = [];
      const watched = async (query: Query) => {
        queries.push(query);
        return asked.query(query);
      };
      const plan = await planOf({ ...asked, query: watched }, practice);
      expect(queries).toHaveLength(1);
      expect(Object.entries(plan).map(([kind, list]) => [kind, list.length])).toEqual(Object.keys(kinds).map((kind) => [kind, 1]));
    });
    test('each change is a version; what was there before stays to be read, and is no part of the plan', async () => {
      const [practice, asked] = [newPractice(), await table()];
      const [first, second] = [aim('First'), after(aim('First'), 'Second')];
      await keepParts(asked, practice, [{ after: first }]);
      await keepParts(asked, practice, [{ before: first, after: second }]);
      expect((await planOf(asked, practice)).aims).toEqual([second]);
      expect(await versionsOf(asked, practice)).toEqual([second, first]);
      expect([await versionOf(asked, practice, first), await versionOf(asked, practice, second)]).toEqual([first, second]);
      expect(await versionOf(asked, practice, { ...first, versionId: 3 })).toBeUndefined();
    });
    test('of two who change the same version one is told, and neither part of theirs is written', async () => {
      const [practice, asked] = [newPractice(), await table()];
      await keepParts(asked, practice, [{ after: aim('First') }]);
      const second = { before: aim('First'), after: after(aim('First'), 'Hers') };
      const beside = { after: aim('New beside it', { id: 'b' }) };
      expect(await keepParts(asked, practice, [second])).toBe('kept');
      expect(await keepParts(asked, practice, [{ before: aim('First'), after: after(aim('First'), 'His') }, beside])).toBe('changed');
      expect((await planOf(asked, practice)).aims.map(({ text }) => text)).toEqual(['Hers']);
    });
    test('what is taken out is no part of the plan, and still among its versions', async () => {
      const [practice, asked] = [newPractice(), await table()];
      const out: Aim = { ...after(aim('First'), 'First'), removed: true };
      await keepParts(asked, practice, [{ after: aim('First') }]);
      await keepParts(asked, practice, [{ before: aim('First'), after: out }]);
      expect((await planOf(asked, practice)).aims).toEqual([]);
      expect(await versionsOf(asked, practice)).toHaveLength(2);
      expect((await planOf(asked, newPractice())).aims).toEqual([]);
    });
  });
contract('in memory', async () => memoryTable());
contract('in the engine', async () => (await engine).access ?? expect.fail('no table'));
