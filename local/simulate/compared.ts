/** The comparison practices of an invented study: a sample of each, what they said, and their questionnaires, entered twice as data collectors do. */
import type { Quintile } from '#people/simd';
import { instantOf } from '#platform/time';
import type { Table, Written } from '#platform/types';
import type { Entry, Paper, Point } from '#study/paper';
import { drawSample, type Sampled } from '#study/sample';
import { sampleStore } from '#study/sample-store';
import { type Study, sexes } from '#study/types';
import { answered, noise } from './beside.ts';
import { type Chance, chance } from './chance.ts';
import type { Practice, Programme } from './programme.ts';
import { atWork, dateAt, day, hour } from './time.ts';

export const collector = { id: 'isla-rennie', name: 'Isla Rennie' } as const;

type Of = { programme: Programme; practice: Practice; study: Study };
/** As many as a practice of the programme refers. */
const wantedOf = ({ options }: Programme): number => Math.max(12, Math.ceil(options.people / options.practices));
const drawnOf = ({ programme, practice, study }: Of): Sampled[] => {
  const list = Array.from({ length: practice.listSize }, (_, n) => `L-${String(n + 1).padStart(5, '0')}`);
  return drawSample(list, `${study.id}/${practice.id}`, wantedOf(programme)).map((number, n): Sampled => {
    const by = chance(`${study.id}/${practice.id}/${number}`);
    const quintile: Quintile = by.yes(practice.deprived) ? 1 : by.pick([2, 3, 4, 5] as const);
    const known = {
      birthYear: Number(programme.months.first.slice(0, 4)) - by.whole(18, 88),
      sex: by.weighted([
        [57, sexes[0]],
        [43, sexes[1]],
      ] as const),
    };
    const place = { study: study.id, practice: practice.id, number, place: n + 1 };
    return {
      ...place,
      ...known,
      simd: { quintile, version: 'invented for demonstration' },
      said: [],
      versionId: 1,
      lastUpdated: instantOf(programme.months.begins),
    };
  });
};

/** `answered`: what they said of taking part; `papers`: in the versions in which they were written. */
type Course = { answered?: Sampled; papers: (readonly [Paper, ...Paper[]])[] };
const entryAt = (at: number, values: Entry['values']): Entry => ({ day: dateAt(at), values, by: `user:${collector.id}`, at: instantOf(at + 30 * hour) });
/** Now and then somebody reads a figure wrongly, and a third look settles it. */
const entered = (by: Chance, paper: Pick<Paper, 'number' | 'instrument' | 'point'>, at: number, well: number): readonly [Paper, ...Paper[]] => {
  const right = entryAt(at, answered(paper.instrument, well, by));
  const first: Paper = { ...paper, first: right, versionId: 1 };
  if (!by.yes(0.06)) return [first, { ...first, second: right, versionId: 2 }];
  const differs: Paper = { ...first, second: { ...right, day: dateAt(at - day) }, versionId: 2 };
  return [first, differs, { ...differs, settled: right, versionId: 3 }];
};
const courseOf = (one: Sampled, { programme, study }: Of): Course => {
  const by = chance(`${study.id}/${one.practice}/${one.number}/course`);
  const { begins, ends, starts } = programme.months;
  const asked = atWork(begins + by.whole(3, Math.max(10, Math.floor(starts.length / 3) * 30)) * day, by);
  if (!by.yes(0.9) || asked >= ends) return { papers: [] };
  const gives = by.yes(0.66);
  const said = [{ gives, day: dateAt(asked), at: instantOf(asked), by: `user:${collector.id}` }];
  const after: Sampled = { ...one, said, versionId: 2, lastUpdated: instantOf(asked) };
  if (!gives) return { answered: after, papers: [] };
  const well = Math.max(0.05, Math.min(0.95, 0.52 + noise(by) * 0.3));
  const first = atWork(asked + by.whole(1, 20) * day, by);
  const then = atWork(first + (274 + by.whole(-38, 38)) * day, by);
  const isFound = by.yes(0.9);
  const lost = { ...after, lost: { day: dateAt(then), reason: by.pick(['moved-away', 'lost-contact', 'declined'] as const) } };
  const at = (point: Point, when: number, how: number) =>
    when >= ends ? [] : study.instruments.flatMap((instrument) => (by.yes(0.96) ? [entered(by, { number: one.number, instrument, point }, when, how)] : []));
  const papers = [...at('baseline', first, well), ...(isFound ? at('follow-up', then, well + noise(by) * 0.16) : [])];
  return { answered: isFound || then >= ends ? after : lost, papers };
};

/** There before is as good as written now. */
const settle = ({ outcome }: Written): void => {
  if (outcome === 'throttled' || outcome === 'conflict') throw new Error(`a questionnaire was not kept: ${outcome}; start again, and it goes on from here`);
};
const compare = async (of: Of, table: Table): Promise<void> => {
  const { study, practice } = of;
  const samples = sampleStore(table);
  const drawn = drawnOf(of);
  const [there, papers] = await Promise.all([samples.all(study.id, practice.id), samples.papers(study.id, practice.id)]);
  const known = new Map(there.map(({ number, versionId }) => [number, versionId]));
  const kept = new Map(papers.map(({ number, instrument, point, versionId }) => [`${number} ${instrument} ${point}`, versionId]));
  await samples.add(drawn.filter(({ number }) => !known.has(number)));
  for (const one of drawn) {
    const { answered: after, papers: written } = courseOf(one, of);
    if (after && (known.get(one.number) ?? 1) < after.versionId) settle(await samples.write(after, one));
    for (const versions of written)
      for (const [n, paper] of versions.entries()) {
        const before = kept.get(`${paper.number} ${paper.instrument} ${paper.point}`) ?? 0;
        if (paper.versionId > before) settle(await samples.writePaper(one, paper, versions[n - 1]));
      }
  }
};
export const compareIn = async (programme: Programme, study: Study, table: Table): Promise<void> => {
  for (const practice of programme.practices) if (practice.arm === 'comparison') await compare({ programme, practice, study }, table);
};
