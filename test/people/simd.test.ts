/** From a postcode to a fifth of deprivation: the published look-ups, the packed table, the hub's own store. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readPublished } from '#local/simd-lookup';
import { demoTable, type Quintile, quintileOf, simdTable } from '#people/simd';
import { loadSimd, simdStore } from '#people/simd-store';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';

const version = 'SIMD 2020v2, fifths of the population';
const folder = mkdtempSync(join(tmpdir(), 'simd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a postcode', () => {
  test('is known however it is written', () => {
    for (const written of ['G1 1XX', 'g1 1xx', 'G11XX', ' G1  1XX ', 'G1\u00a01XX'])
      expect(quintileOf(written, demoTable)).toEqual({ quintile: 1, version: 'invented for demonstration' });
  });
  test('that is none, is not in the table, or is no fixed abode is not known, and never left out', () => {
    for (const none of [undefined, '', 'none', 'NFA', 'NF1 1AB', 'ZZ99 3VZ', 'SW1A 1AA', 'G1 1XZ', 'constructor', '__proto__ 1AA'])
      expect(quintileOf(none, demoTable)).toBe('not-known');
  });
  test('is found again in the packed table with the quintile it was given, and no other is', () => {
    const letter = fc.constantFrom(...'ABDEFGHJLNPQRSTUWXYZ');
    const postcode = fc
      .tuple(fc.constantFrom('G1', 'G12', 'KA27', 'EH1', 'AB10', 'W1A'), fc.nat(9), letter, letter)
      .map(([district, n, a, b]) => `${district} ${n}${a}${b}`);
    let looked = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(postcode, fc.constantFrom<Quintile>(1, 2, 3, 4, 5)), { selector: ([one]) => one, maxLength: 60 }),
        postcode,
        (pairs, other) => {
          const { table, postcodes, left } = simdTable(version, pairs);
          expect([postcodes, left]).toEqual([pairs.length, 0]);
          for (const [one, quintile] of pairs) {
            looked += 1;
            expect(quintileOf(one, table)).toEqual({ quintile, version });
          }
          if (pairs.every(([one]) => one !== other)) expect(quintileOf(other, table)).toBe('not-known');
        },
      ),
    );
    console.log(`Looked up ${looked} postcodes`);
    expect(looked).toBeGreaterThan(100);
  });
});

describe('a published look-up', () => {
  test('of the Scottish Government: fifths of the data zones', async () => {
    const path = file(
      'sg.csv',
      '\uFEFFPostcode,DZ,SIMD2020v2_Rank,SIMD2020v2_Vigintile,SIMD2020v2_Decile,SIMD2020v2_Quintile\r\nG1 1XX,S01010001,10,1,1,1\r\nG2 2XX,S01010002,6900,20,10,5\r\n',
    );
    const read = await readPublished(path, undefined);
    expect(read).toMatchObject({
      version: 'SIMD 2020v2, fifths of the data zones',
      pairs: [
        ['G1 1XX', 1],
        ['G2 2XX', 5],
      ],
      read: 2,
      without: 0,
    });
  });
  test('of Public Health Scotland: fifths of the population, which go before others', async () => {
    const path = file(
      'phs.csv',
      'pc7,pc8,datazone2011,simd2020v2_rank,simd2020v2_sc_quintile,SIMD2020v2_Quintile\nG1  1XX,G1 1XX,S01010001,10,2,1\nG2  2XX,G2 2XX,S01010002,,,\n',
    );
    expect(await readPublished(path, undefined)).toMatchObject({ version, pairs: [['G1  1XX', 2]], read: 2, without: 1 });
  });
  test('in two files: the postcode directory, and the data zones; of a split postcode the larger part counts', async () => {
    const postcodes = file(
      'spd.csv',
      'Postcode,DateOfDeletion,DataZone2011Code\nG1 1XXA,,S01010001\nG1 1XXB,,S01010002\nG2 2XX,,S01010002\nG3 3XX,,S01019999\n',
    );
    const zones = file('zones.csv', 'DataZone,HB,SIMD2020V2Rank,SIMD2020V2CountryQuintile\nS01010001,S08000031,10,1\nS01010002,S08000031,6900,5\n');
    const { pairs, without, version: found } = await readPublished(postcodes, zones);
    const { table, left } = simdTable(found, pairs);
    expect([quintileOf('G1 1XX', table), quintileOf('G2 2XX', table), quintileOf('G3 3XX', table)]).toEqual([
      { quintile: 1, version },
      { quintile: 5, version },
      'not-known',
    ]);
    expect([without, left]).toEqual([1, 1]);
  });
  test('is refused when it is of another index, runs the other way, names no postcodes or is no table', async () => {
    const refused = (name: string, text: string) => expect(readPublished(file(name, text), undefined)).rejects.toThrow;
    await refused('old.csv', 'Postcode,SIMD2016_Quintile\nG1 1XX,1\n')(/2020v2/);
    await refused('turned.csv', 'Postcode,SIMD2020v2_Rank,SIMD2020v2_Quintile\nG1 1XX,6900,1\nG2 2XX,10,5\n')(/least to most/);
    await refused('zones-only.csv', 'DataZone,SIMD2020V2CountryQuintile\nS01010001,1\n')(/no column of postcodes/);
    await refused('empty.csv', '')(/empty/);
    await refused('broken.csv', 'Postcode,SIMD2020v2_Quintile\n"G1 1XX,1\n')(/cannot be read/);
  });
});

describe('a hub', () => {
  const at = instantOf(Date.UTC(2026, 10, 23));
  const { table: published, postcodes } = simdTable(version, [
    ['EH1 1XX', 4],
    ['G1 1XX', 2],
  ]);
  const bringing = (table: ReturnType<typeof memoryTable>, audit: string) => ({ table, at, who: 'os:morag', audit });
  test('has invented postcodes until it is given the published table, and then that alone', async () => {
    const table = memoryTable();
    const simd = simdStore(table);
    expect([await simd.loaded(), await simd.quintileOf('G1 1XX'), await simd.quintileOf('EH1 1XX')]).toEqual([
      undefined,
      { quintile: 1, version: 'invented for demonstration' },
      'not-known',
    ]);
    expect(await loadSimd(published, { edition: 'first', postcodes }, bringing(table, 'a'))).toBe('loaded');
    expect(await simd.loaded()).toEqual({ version, edition: 'first', postcodes: 2, at });
    expect([await simd.quintileOf('g11xx'), await simd.quintileOf('EH1 1XX'), await simd.quintileOf('G2 2XX'), await simd.quintileOf(undefined)]).toEqual([
      { quintile: 2, version },
      { quintile: 4, version },
      'not-known',
      'not-known',
    ]);
  });
  test('is told who brought the table, and the same again changes nothing', async () => {
    const table = memoryTable();
    await loadSimd(published, { edition: 'first', postcodes }, bringing(table, 'a'));
    const before = table.all();
    expect(before.filter(({ pk }) => pk.startsWith('AUDIT#'))).toMatchObject([{ who: 'os:morag', change: 'added', file: 'first' }]);
    expect(await loadSimd(published, { edition: 'first', postcodes }, bringing(table, 'b'))).toBe('there');
    expect(table.all()).toEqual(before);
  });
  test('answers from the table before until another is there whole', async () => {
    const table = memoryTable();
    await loadSimd(published, { edition: 'first', postcodes }, bringing(table, 'a'));
    const broken = { ...table, write: async () => ({ outcome: 'throttled' as const }) };
    const { table: next } = simdTable(version, [['G1 1XX', 5]]);
    await expect(loadSimd(next, { edition: 'second', postcodes: 1 }, { ...bringing(table, 'b'), table: broken })).rejects.toThrow(/run the command again/);
    expect(await simdStore(table).quintileOf('G1 1XX')).toEqual({ quintile: 2, version });
    expect(await loadSimd(next, { edition: 'second', postcodes: 1 }, bringing(table, 'c'))).toBe('loaded');
    expect([await simdStore(table).quintileOf('G1 1XX'), await simdStore(table).quintileOf('EH1 1XX')]).toEqual([{ quintile: 5, version }, 'not-known']);
  });
});
