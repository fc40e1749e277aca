/** What a search of the directory goes through: each record once more, under its council area or its practice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directoryStore } from '#directory/directory-store';
import { applyChange, planOnboarding } from '#directory/onboarding-store';
import { remembered } from '#directory/remembered-store';
import type { AreaId, PracticeId } from '#identity/types';
import type { Item } from '#platform/types';
import { changed, emptyHub, example } from './documents.ts';

const [glasgow, edinburgh] = ['S12000049' as AreaId, 'S12000036' as AreaId];
const birchtree = 'birchtree' as PracticeId;
const rowan = { id: 'rowanbank', name: 'Rowanbank Practice', area: edinburgh };
const twoAreas = () => ({
  ...example(),
  areas: [...example().areas, { id: edinburgh, manager: 'elspeth-munro' }],
  managers: [{ id: 'elspeth-munro', name: 'Elspeth Munro', areas: [glasgow, edinburgh] }],
  practices: [...example().practices, rowan],
});
const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);
/** People who sign in are listed too: see users.test.ts. */
const listings = (items: Item[]) => items.filter(({ pk, sk }) => pk.startsWith('LIST#') && !sk.startsWith('USER#')).map(({ pk, sk }) => `${pk} ${sk}`);

test('an organisation and a practice are listed in their area, a practitioner at each of her practices', async () => {
  const { table, onboard } = emptyHub();
  await onboard(changed('practitioners[0].practices', ['birchtree', 'rowanbank', 'birchtree'], twoAreas()));
  const directory = directoryStore(table);
  expect([idsOf(await directory.organisationsIn(glasgow)), idsOf(await directory.organisationsIn(edinburgh))]).toEqual([['drumgarth'], []]);
  expect([idsOf(await directory.practicesIn(glasgow)), idsOf(await directory.practicesIn(edinburgh))]).toEqual([['birchtree'], ['rowanbank']]);
  expect([idsOf(await directory.managersIn(glasgow)), idsOf(await directory.managersIn(edinburgh))]).toEqual([['elspeth-munro'], ['elspeth-munro']]);
  expect(idsOf(await directory.practitionersOf(birchtree))).toEqual(['catriona-weir']);
  expect(idsOf(await directory.practitionersOf('rowanbank' as PracticeId))).toEqual(['catriona-weir']);
  expect(idsOf(await directory.practitionersOf('nowhere' as PracticeId))).toEqual([]);
});

const areasListed = [`LIST#hub AREA#${edinburgh}`, `LIST#hub AREA#${glasgow}`];
describe('a record that moves', () => {
  test('is listed where it is now and nowhere else', async () => {
    const { table, onboard } = emptyHub();
    await onboard(twoAreas());
    await onboard(changed('organisations[0].area', edinburgh, changed('practices[0].area', edinburgh, changed('practitioners[0].practices', [], twoAreas()))));
    expect(listings(table.all()).sort()).toEqual([
      `LIST#${edinburgh} MANAGER#elspeth-munro`,
      `LIST#${edinburgh} ORG#drumgarth`,
      `LIST#${edinburgh} PRACTICE#birchtree`,
      `LIST#${edinburgh} PRACTICE#rowanbank`,
      `LIST#${glasgow} MANAGER#elspeth-munro`,
      ...areasListed,
    ]);
  });
  test('moves in the step that changes it, or not at all', async () => {
    const { table, deps, onboard } = emptyHub();
    await onboard(twoAreas());
    const { changes } = await planOnboarding(changed('organisations[0].area', edinburgh, twoAreas()) as never, deps);
    await onboard(changed('organisations[0].name', 'Another name', twoAreas()));
    const before = table.all();
    expect(await Promise.all(changes.map((change) => applyChange(change, deps)))).toEqual(['overtaken']);
    expect(table.all()).toEqual(before);
  });
  test('and whatever a row of files says: the listings are what the records say, each under one version', async () => {
    const area = fc.constantFrom<string>(glasgow, edinburgh);
    const file = fc.record({
      organisation: area,
      practice: area,
      works: fc.uniqueArray(fc.constantFrom('birchtree', 'rowanbank')),
      name: fc.constantFrom('A', 'B'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 6 }), async (files) => {
        const { table, onboard } = emptyHub();
        for (const { organisation, practice, works, name } of files) {
          const moved = changed('organisations[0].area', organisation, changed('practices[0].area', practice, twoAreas()));
          await onboard(changed('practitioners[0].practices', works, changed('organisations[0].name', name, moved)));
        }
        const last = files.at(-1);
        const works = (last?.works ?? []).map((id) => `LIST#${id} PRACTITIONER#catriona-weir`);
        const expected = [
          `LIST#${edinburgh} MANAGER#elspeth-munro`,
          `LIST#${glasgow} MANAGER#elspeth-munro`,
          `LIST#${last?.organisation} ORG#drumgarth`,
          `LIST#${last?.practice} PRACTICE#birchtree`,
          `LIST#${edinburgh} PRACTICE#rowanbank`,
          ...areasListed,
          ...works,
        ];
        expect(listings(table.all()).sort()).toEqual(expected.sort());
        const directory = directoryStore(table);
        const [listed] = await directory.organisationsIn(last?.organisation as AreaId);
        expect(listed).toEqual(await directory.organisation('drumgarth' as never));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a record has a version', () => {
  const versionOf = async (table: ReturnType<typeof emptyHub>['table']) => (await directoryStore(table).organisation('drumgarth' as never))?.version;
  test('that rises when it changes, and stays when it does not', async () => {
    const { table, onboard, pass } = emptyHub();
    await onboard(example());
    pass(60_000);
    await onboard(changed('practices[0].name', 'Another name'));
    expect(await versionOf(table)).toEqual({ versionId: 1, lastUpdated: '2026-11-23T09:00:00.000Z' });
    await onboard(changed('organisations[0].name', 'Another name'));
    expect(await versionOf(table)).toEqual({ versionId: 2, lastUpdated: '2026-11-23T09:01:00.000Z' });
    expect((await directoryStore(table).organisationsIn(glasgow)).map(({ version }) => version)).toEqual([await versionOf(table)]);
  });
  test('and is listed once the files of a hub that kept neither are run again', async () => {
    const { table, onboard, pass } = emptyHub();
    await onboard(example());
    for (const item of table.all()) {
      const { versionId: _, lastUpdated: __, ...before } = item;
      await table.write([item.pk.startsWith('LIST#') ? { delete: item } : { put: before as Item }]);
    }
    const directory = directoryStore(table);
    expect([idsOf(await directory.organisationsIn(glasgow)), (await versionOf(table))?.versionId]).toEqual([[], 0]);
    pass(60_000);
    const { changes } = await onboard(example());
    expect(changes.map(({ what, fields }) => [what, fields])).toEqual(
      [
        'area S12000049',
        'manager elspeth-munro',
        'practice birchtree',
        'practitioner catriona-weir',
        'organisation drumgarth',
        'user catriona',
        'user nadia',
        'user elspeth',
      ].map((what) => [what, ['version']]),
    );
    expect([idsOf(await directory.organisationsIn(glasgow)), idsOf(await directory.practitionersOf(birchtree))]).toEqual([['drumgarth'], ['catriona-weir']]);
    expect(await versionOf(table)).toEqual({ versionId: 1, lastUpdated: '2026-11-23T09:01:00.000Z' });
    expect((await onboard(example())).changes).toEqual([]);
  });
  test('and a listing that somebody took out comes back without a new one', async () => {
    const { table, onboard } = emptyHub();
    await onboard(example());
    await table.write([{ delete: { pk: `LIST#${glasgow}`, sk: 'ORG#drumgarth' } }]);
    expect((await onboard(example())).changes.map(({ what }) => what)).toEqual(['organisation drumgarth']);
    expect(idsOf(await directoryStore(table).organisationsIn(glasgow))).toEqual(['drumgarth']);
    expect((await versionOf(table))?.versionId).toBe(1);
  });
});

test('lists are remembered for ten seconds', async () => {
  const { table, clock, onboard, pass } = emptyHub();
  await onboard(example());
  const directory = remembered(directoryStore(table), clock);
  const names = async () => (await directory.organisationsIn(glasgow)).map(({ name }) => name);
  expect(await names()).toEqual(['Drumgarth Food Pantry']);
  await onboard(changed('organisations[0].name', 'Another name'));
  pass(9_999);
  expect(await names()).toEqual(['Drumgarth Food Pantry']);
  pass(1);
  expect(await names()).toEqual(['Another name']);
});
