/** What the four forms of a release say, place by place, read as anybody would read them. */
import { parse } from 'csv-parse/sync';
import type { PublishedTable, Tier } from '#insight/disclosure/types';
import type { Released } from '#insight/release-types';
import { type Fact, keyOf } from '#test/attacker';
import { wordsIn } from '#web/words/words';

/** Tables as they go out, with nothing else. */
export const tablesAlone = (tables: readonly PublishedTable[], tier: Tier): Released => ({
  ...{ area: 'clyde-area', name: 'Clyde', period: '2026', tier, asAt: '2027-01-02T00:00:00.000Z', definitionsVersion: 1 },
  ...{ practices: [], tables, figures: [] },
});

const without = (at: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(at).filter(([, value]) => value !== 'All'));
type CsvRow = { period: string; practice: string; need: string; simd: string; measure: string; value: string };
export const rowsOfCsv = (file: string): CsvRow[] => parse(file, { columns: true, bom: true, comment: '#', comment_no_infix: true, relax_column_count: true });
export const factsOfCsv = (file: string): Fact[] =>
  rowsOfCsv(file.replaceAll(/^"?# .*\r\n/gm, ''))
    .filter(({ measure }) => measure === 'received')
    .map(({ period, practice, need, simd, value }) => ({ period, at: without({ practice, need, simd }), says: value }));
type JsonFile = {
  tables: { period: string; rows: { at: Record<string, string>; count: number | string }[] }[];
  figures: { metric: string; numbers: Record<string, number | string> }[];
};
export const factsOfJson = (text: string): Fact[] =>
  (JSON.parse(text) as JsonFile).tables.flatMap(({ period, rows }) => rows.map(({ at, count }) => ({ period, at: without(at), says: String(count) })));
export const figuresOfJson = (text: string): Map<string, string> =>
  new Map(
    (JSON.parse(text) as JsonFile).figures.flatMap(({ metric, numbers }) =>
      Object.entries(numbers).map(([name, says]) => [`${metric} ${name}`, String(says)] as const),
    ),
  );

type Counted = { count?: number; value?: number; _count?: { extension: { valueCode: string }[] }; extension?: { valueCode: string }[] };
const saysOf = ({ count, value, _count, extension }: Counted): string => {
  const reason = (_count?.extension ?? extension)?.[0]?.valueCode;
  const mark = { masked: 'c', 'not-applicable': 'z' }[reason ?? ''];
  if ((count ?? value) !== undefined && mark !== undefined) throw new Error('both a number and a reason for none');
  return mark ?? String(count ?? value);
};
type Stratum = { component: { code: { text: string }; value: { coding: { code: string }[] } }[]; population: Counted[] };
type Group = { population: Counted[]; measureScore?: Counted; stratifier?: { stratum: Stratum[] }[] };
type Report = { resourceType: string; measure: string; period: { start: string; end: string }; group: Group[] };
type Bundle = { entry: { resource: Report }[] };
const periodOf = ({ start, end }: Report['period']): string => {
  if (start.slice(0, 7) === end.slice(0, 7)) return start.slice(0, 7);
  if (start.slice(5, 7) === '04' && end.slice(5, 7) === '03') return `${start.slice(0, 7)}/${end.slice(0, 7)}`;
  return start.slice(5, 7) === '01' && end.slice(5, 7) === '12' ? start.slice(0, 4) : `${start.slice(0, 4)}-Q${Math.ceil(Number(end.slice(5, 7)) / 3)}`;
};
export const reportsOf = (text: string): Report[] =>
  (JSON.parse(text) as Bundle).entry.flatMap(({ resource }) => (resource.resourceType === 'MeasureReport' ? [resource] : []));
export const factsOfBundle = (text: string): Fact[] =>
  reportsOf(text).flatMap(({ period, group: [group] }) => {
    const of = periodOf(period);
    const strata = (group?.stratifier ?? []).flatMap(({ stratum }) => stratum);
    const margins = group?.stratifier ? [{ period: of, at: {}, says: saysOf(group.population[0] ?? {}) }] : [];
    return [
      ...margins,
      ...strata.map(({ component, population: [one] }) => ({
        ...{ period: of, says: saysOf(one ?? {}) },
        at: Object.fromEntries(component.map(({ code, value }) => [code.text, value.coding[0]?.code ?? ''])),
      })),
    ];
  });
export const scoresOfBundle = (text: string): Map<string, string> =>
  new Map(
    reportsOf(text).flatMap(({ measure, group: [group] }) =>
      group?.measureScore ? [[/Measure\/([^|]+)/.exec(measure)?.[1] ?? '', saysOf(group.measureScore)] as const] : [],
    ),
  );

/** By place; the same place says the same in every table. */
export const byPlace = (facts: readonly Fact[]): Map<string, string> => {
  const found = new Map<string, string>();
  for (const fact of facts) {
    const key = keyOf(fact);
    if (found.has(key) && found.get(key) !== fact.says) throw new Error(`${key} says ${found.get(key)} and ${fact.says}`);
    found.set(key, fact.says);
  }
  return found;
};
/** A table of the page: its heads and rows, as text. */
export const tableOf = (page: string, caption: string): { heads: string[]; rows: string[][] } => {
  const [, table = ''] = new RegExp(`aria-label="${caption}"[^>]*>([\\s\\S]*?)</table>`).exec(page) ?? [];
  const cells = (row: string) => [...row.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replaceAll(/<[^>]*>/g, ''));
  const [heads = [], ...rows] = [...table.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) => cells(row));
  return { heads, rows };
};

/** The tables of a public page, of which people read names. */
export const factsOfPage = (page: string, period: string, practices: readonly { id: string; name: string }[]): Fact[] => {
  const { needs, figuresPages: say } = wordsIn('en');
  const named = (texts: Readonly<Record<string, string>>) =>
    new Map([...Object.entries(texts).map(([code, text]) => [text, code] as const), [say.notKnown, 'not-known'], ['All', 'All']]);
  const names = { practice: named(Object.fromEntries(practices.map(({ id, name }) => [id, name]))), need: named(needs), simd: named(say.fifths) };
  const read = (caption: string, down: 'practice' | 'need') => {
    const { heads, rows } = tableOf(page, caption);
    return rows.flatMap(([row = '', ...cells]) =>
      cells.map((says, n) => ({ period, says, at: without({ [down]: names[down].get(row) ?? row, simd: names.simd.get(heads[n + 1] ?? '') ?? '' }) })),
    );
  };
  return [...read('Referrals by practice and fifth of deprivation', 'practice'), ...read('Referrals by what mattered most and fifth of deprivation', 'need')];
};
