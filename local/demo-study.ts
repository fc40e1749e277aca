/** The study in which the demo takes part: a comparison practice with a sample in every state, and a data collector whose work it is. INVENTED, all of it. */
import type { AreaId, PracticeId } from '#identity/types';
import { instantOf } from '#platform/time';
import type { Instant, LocalDate, Table, Written } from '#platform/types';
import type { Entry, Paper, Point } from '#study/paper';
import { drawSample, type Sampled } from '#study/sample';
import { sampleStore } from '#study/sample-store';
import { studyStore } from '#study/study-store';
import { type LostReason, type Said, type Study, type StudyId, sexes } from '#study/types';

export const demoStudy = 'dem0dem0dem0' as StudyId;
export const comparison = { id: 'sorrelbank', name: 'Sorrelbank Practice' } as const;
export const collector = { id: 'morag-innes', name: 'Morag Innes', mail: 'morag.innes@evaluation.example', collects: [comparison.id] } as const;

const day = 86_400_000;
const practice = comparison.id as PracticeId;
const at = (now: number, ago: number): Instant => instantOf(now - ago * day);
const dayOf = (now: number, ago: number): LocalDate => at(now, ago).slice(0, 10) as LocalDate;
const studyOf = (now: number): Study => ({
  ...{ id: demoStudy, name: 'Evaluation of the links programme', practices: ['birchtree' as PracticeId, practice], instruments: ['ons4', 'eq-5d-5l'] },
  ...{ from: dayOf(now, 330), versionId: 1, lastUpdated: at(now, 350), by: 'user:elspeth-munro' },
  approval: {
    ...{ reference: '25/WS/0142', body: 'Invented research ethics committee', by: 'Elspeth Munro', recordedAt: at(now, 350) },
    ...{ on: dayOf(now, 360), until: dayOf(now, -540) },
  },
});

/** `once`: entered by one alone; `differs`: the second entry says otherwise. */
type Entered = 'once' | 'differs' | 'done';
/** `said`: how many days ago they were asked, and what they said; `baseline` and `followUp` so many days after a yes. */
type One = { said?: readonly (readonly [ago: number, gives: boolean])[]; baseline?: Entered; followUp?: Entered; lost?: LostReason };
const yes = (ago: number): Pick<One, 'said'> => ({ said: [[ago, true]] });
const sample: readonly One[] = [
  { ...yes(318), baseline: 'done', followUp: 'done' },
  { ...yes(312), baseline: 'done', followUp: 'done' },
  { said: [[310, false]] },
  { ...yes(301), baseline: 'done', followUp: 'differs' },
  { ...yes(290), baseline: 'done' },
  { ...yes(284), baseline: 'done' },
  { ...yes(262), baseline: 'done', lost: 'moved-away' },
  {
    said: [
      [240, true],
      [90, false],
    ],
    baseline: 'done',
  },
  { ...yes(151), baseline: 'done' },
  { said: [[120, false]] },
  { ...yes(64), baseline: 'done' },
  { ...yes(17), baseline: 'differs' },
  { ...yes(12), baseline: 'once' },
  { ...yes(5) },
  {},
  {},
];
const after = { baseline: 4, 'follow-up': 282 } as const satisfies Record<Point, number>;

const sampledOf = (number: string, n: number, now: number): Sampled => ({
  ...{ study: demoStudy, practice, number, place: n + 1, birthYear: 1944 + ((n * 17) % 57), sex: n % 5 < 3 ? sexes[0] : sexes[1] },
  simd: { quintile: ([1, 2, 1, 3, 5, 1, 4] as const)[n % 7] ?? 1, version: 'invented for demonstration' },
  ...{ said: [], versionId: 1, lastUpdated: at(now, 325) },
});
const valuesOf = (instrument: Paper['instrument'], n: number): Entry['values'] => {
  const at10 = (shift: number) => String(3 + ((n + shift) % 6));
  if (instrument === 'ons4')
    return ['life-satisfaction', 'worthwhile', 'happiness', 'anxiety'].map((item, shift) => ({ code: `ons4-${item}`, text: at10(shift) }));
  return [
    { code: 'eq-5d-5l-state', text: `${1 + (n % 3)}1${1 + (n % 2)}2${1 + (n % 4)}` },
    { code: 'eq-5d-5l-vas', text: String(48 + ((n * 7) % 40)) },
  ];
};
/** In the versions in which it was written. */
const written = (paper: Pick<Paper, 'number' | 'instrument' | 'point'>, how: Entered, n: number, ago: number, now: number): Paper[] => {
  const values = valuesOf(paper.instrument, n + (paper.point === 'baseline' ? 0 : 2));
  const entry: Entry = { day: dayOf(now, ago), values, by: `user:${collector.id}`, at: at(now, ago - 1) };
  const first: Paper = { ...paper, first: entry, versionId: 1 };
  const other = values.map((value, at) =>
    at === 0
      ? {
          ...value,
          text: value.text
            .split('')
            .reverse()
            .join('')
            .replace(/^(\d)$/, '1'),
        }
      : value,
  );
  const second = { ...entry, values: how === 'differs' ? other : values };
  return how === 'once' ? [first] : [first, { ...first, second, versionId: 2 }];
};

/** There before is as good as written now. */
const kept = ({ outcome }: Written): void => {
  if (outcome !== 'written' && outcome !== 'condition-failed') throw new Error(`the demo's study was not kept: ${outcome}`);
};
const collect = async (one: One, drawn: Sampled, now: number, table: Table): Promise<void> => {
  const samples = sampleStore(table);
  let before = drawn;
  for (const [ago, gives] of one.said ?? []) {
    const said: Said = { gives, day: dayOf(now, ago), at: at(now, ago), by: `user:${collector.id}` };
    const next: Sampled = { ...before, said: [...before.said, said], versionId: before.versionId + 1, lastUpdated: said.at };
    kept(await samples.write(next, before));
    before = next;
  }
  const [[agreed = 0] = []] = one.said ?? [];
  for (const [point, how] of [
    ['baseline', one.baseline],
    ['follow-up', one.followUp],
  ] as const)
    for (const instrument of how ? studyOf(now).instruments : []) {
      const versions = how ? written({ number: drawn.number, instrument, point }, how, drawn.place, Math.max(1, agreed - after[point]), now) : [];
      for (const [n, paper] of versions.entries()) kept(await samples.writePaper(drawn, paper, versions[n - 1]));
    }
  if (one.lost) kept(await samples.write({ ...before, lost: { day: dayOf(now, 30), reason: one.lost }, versionId: before.versionId + 1 }, before));
};

/** Begun once: a hub that kept its folder keeps what was entered since. */
export const studyDemo = async (table: Table, now: number): Promise<void> => {
  const studies = studyStore(table);
  if (await studies.load(demoStudy)) return;
  const list = Array.from({ length: 240 }, (_, n) => `S-${1001 + n}`);
  const drawn = drawSample(list, `${demoStudy}/${comparison.id}`, sample.length).map((number, n) => sampledOf(number, n, now));
  await sampleStore(table).add(drawn);
  for (const [n, one] of drawn.entries()) await collect(sample[n] ?? {}, one, now, table);
  kept(await studies.write(studyOf(now), undefined, ['S12000049' as AreaId]));
};
