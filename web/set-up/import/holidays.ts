/** Days off, one in a row. */
import type { Area, Versioned } from '#directory/types';
import { areaName, unversioned } from '#web/set-up/territory';
import { cellReader } from './cells.ts';
import { type Gather, seenBefore } from './gathered.ts';
import type { LineProblem } from './table.ts';

const kinds = new Map([
  ['closed', 'extra'],
  ['open', 'without'],
] as const);
type Gathering = { area: Versioned<Area>; line: number; extra: string[]; without: string[] };
const sorted = (days: readonly string[]) => [...new Set(days)].sort();

export const gatherHolidays: Gather = (rows, { areas }, { words }) => {
  const { lineText: say } = words.imports;
  const problems: LineProblem[] = [];
  const found = new Map<string, Gathering>();
  const twice = seenBefore();
  for (const row of rows) {
    const cells = cellReader(row, problems, words);
    cells.needed('council');
    const [code, day, kind] = [cells.text('area'), cells.neededDay('day'), cells.word('council', kinds)];
    const area = code === '' && areas.length === 1 ? areas[0] : areas.find(({ id }) => id === code);
    if (!area) cells.wrong('area', code === '' ? say.chooseArea : say.mine);
    if (area && day && twice(`${area.id} ${day}`)) cells.wrong('day', say.twice);
    if (!area || !day || !kind) continue;
    const one = found.get(area.id) ?? { area, line: row.line, ...(area.holidays ?? { extra: [], without: [] }) };
    const other = kind === 'extra' ? 'without' : 'extra';
    found.set(area.id, { ...one, [kind]: sorted([...one[kind], day]), [other]: one[other].filter((held) => held !== day) });
  }
  const all = [...found.values()];
  return {
    document: { areas: all.map(({ area, extra, without }) => ({ ...unversioned(area), holidays: { extra, without } })) },
    origins: all.map(({ line }, n) => ({ place: `areas[${n}]`, line, fields: { holidays: 'day' }, column: 'area' })),
    subjects: all.map(({ area }) => ({ label: areaName(area), records: [`area ${area.id}`] })),
    problems,
  };
};
