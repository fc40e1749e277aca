/** Reads the list of a comparison practice's adults, and draws those who are to be asked. */
import { simdStore } from '#people/simd-store';
import { readCsv } from '#platform/csv';
import { drawSample, readListNumber, type Sampled } from '#study/sample';
import { type Sex, sexes } from '#study/types';
import { type Faults, text } from '#web/frame/form';
import type { Submitted } from '#web/frame/page';
import { fieldReader } from '#web/frame/read-fields';
import type { Compared } from './collect-data.ts';

const most = 20_000;
export const seedOf = ({ study, practice }: Compared): string => `${study.id}/${practice.id}`;
type Listed = { number: string; birthYear?: number; sex: Sex; postcode: string };
type Read = ReturnType<typeof fieldReader>;

const sexOf = (cell: string): Sex | undefined => sexes.find((one) => one === (cell.toLowerCase() || 'unknown') || one[0] === cell.toLowerCase());
const lineOf = (cells: readonly string[], visit: Submitted): Listed | { why: string } => {
  const { import: say } = visit.words.collect.practice;
  const [first = '', year = '', third = '', postcode = ''] = cells;
  const [number, sex] = [readListNumber(first), sexOf(third)];
  if (!number) return { why: say.number };
  if (year !== '' && !/^(19|20)\d\d$/.test(year)) return { why: say.year };
  if (year !== '' && Number(visit.today.slice(0, 4)) - Number(year) < 16) return { why: say.child };
  if (!sex) return { why: say.sex };
  return { number, ...(year === '' ? {} : { birthYear: Number(year) }), sex, postcode };
};
const listIn = async (visit: Submitted, read: Read): Promise<Listed[]> => {
  const { import: say } = visit.words.collect.practice;
  const parsed = await readCsv(text(visit.form, 'list'), most);
  if (!parsed.ok) {
    read.wrong('list', say.line(parsed.line, parsed.problem === 'quotes' ? say.quotes : say.tooLong));
    return [];
  }
  const seen = new Set<string>();
  if (parsed.rows.length === 0) read.wrong('list', say.nothing);
  return parsed.rows.flatMap(({ line, cells }) => {
    const one = lineOf(cells, visit);
    if ('why' in one) return read.wrong('list', say.line(line, one.why)) ?? [];
    if (seen.has(one.number)) return read.wrong('list', say.line(line, say.twice)) ?? [];
    seen.add(one.number);
    return [one];
  });
};
/** Of those who are not drawn nothing is kept, and of nobody the postcode. */
export const drawn = async (found: Compared, visit: Submitted): Promise<{ sampled: Sampled[] } | { faults: Faults }> => {
  const { form, words, at, ports } = visit;
  const read = fieldReader(form, words);
  const listed = await listIn(visit, read);
  read.needed('wanted', 5);
  const wanted = read.whole('wanted', 1, 5_000);
  if (wanted === undefined || !read.isRight()) return { faults: read.faults() };
  const by = new Map(listed.map((one) => [one.number, one]));
  const simd = simdStore(ports.access);
  const numbers = drawSample([...by.keys()], seedOf(found), wanted);
  const sampled = await Promise.all(
    numbers.map(async (number, n): Promise<Sampled> => {
      const { birthYear, sex = 'unknown', postcode } = by.get(number) ?? {};
      const place = { study: found.study.id, practice: found.practice.id, number, place: n + 1 };
      const known = { sex, simd: await simd.quintileOf(postcode), ...(birthYear === undefined ? {} : { birthYear }) };
      return { ...place, ...known, said: [], versionId: 1, lastUpdated: at };
    }),
  );
  return { sampled };
};
