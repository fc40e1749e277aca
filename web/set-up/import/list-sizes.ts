/** List sizes, one practice's quarter in a row. */
import type { ListSize } from '#directory/over-time';
import type { Practice, Versioned } from '#directory/types';
import { unversioned } from '#web/set-up/territory';
import { cellReader } from './cells.ts';
import { type Gather, practiceNamed, seenBefore, withEntry } from './gathered.ts';
import type { LineProblem } from './table.ts';

const mostPatients = 200_000;
type Gathering = { practice: Versioned<Practice>; line: number; sizes: ListSize[] };

export const gatherListSizes: Gather = (rows, territory, { words }) => {
  const { lineText: say } = words.imports;
  const problems: LineProblem[] = [];
  const found = new Map<string, Gathering>();
  const twice = seenBefore();
  for (const row of rows) {
    const cells = cellReader(row, problems, words);
    const [name, day, patients] = [cells.needed('practice'), cells.neededDay('quarter'), cells.whole('patients', mostPatients)];
    const practice = practiceNamed(name, territory);
    if (name !== '' && !practice) cells.wrong('practice', say.practice);
    if (practice && day && twice(`${practice.id} ${day}`)) cells.wrong('quarter', say.twice);
    if (day && !/-(01|04|07|10)-01$/.test(day)) cells.wrong('quarter', say.quarter);
    if (!practice || !day || patients === undefined) continue;
    const one = found.get(practice.id) ?? { practice, line: row.line, sizes: practice.listSizes ?? [] };
    found.set(practice.id, { ...one, sizes: withEntry(one.sizes, { day, patients }, (size) => size.day) });
  }
  const all = [...found.values()];
  return {
    document: { practices: all.map(({ practice, sizes }) => ({ ...unversioned(practice), listSizes: sizes })) },
    origins: all.map(({ line }, n) => ({ place: `practices[${n}]`, line, fields: { listSizes: 'quarter' }, column: 'practice' })),
    subjects: all.map(({ practice }) => ({ label: practice.name, records: [`practice ${practice.id}`] })),
    problems,
  };
};
