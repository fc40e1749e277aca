/** Practices, each in one row. */
import { armNames } from '#directory/over-time';
import { unversioned } from '#web/set-up/territory';
import { cellReader } from './cells.ts';
import { type Gather, type Origin, type Subject, seenBefore, withEntry } from './gathered.ts';
import type { LineProblem } from './table.ts';

const arms = new Map(armNames.map((name) => [name, name]));
const fields = { id: 'id', name: 'name', area: 'area', mail: 'email', codes: 'codes', arms: 'arm' } as const;

export const gatherPractices: Gather = (rows, { practices, areas }, { words }) => {
  const { lineText: say } = words.imports;
  const problems: LineProblem[] = [];
  const [document, origins, subjects]: [object[], Origin[], Subject[]] = [[], [], []];
  const twice = seenBefore();
  for (const row of rows) {
    const cells = cellReader(row, problems, words);
    const id = cells.needed('id');
    const held = practices.find((one) => one.id === id);
    const [name, mail, codes, arm, from] = [cells.text('name'), cells.text('email'), cells.list('codes'), cells.word('arm', arms), cells.day('arm from')];
    const area = cells.text('area') || held?.area || (areas.length === 1 ? areas[0]?.id : undefined);
    if (twice(id)) cells.wrong('id', say.twice);
    if (name === '' && !held) cells.wrong('name', say.empty);
    if (area === undefined) cells.wrong('area', say.chooseArea);
    if ((cells.text('arm') === '') !== (cells.text('arm from') === '')) cells.wrong(cells.text('arm') === '' ? 'arm' : 'arm from', say.both);
    const given = { id, area, ...(name && { name }), ...(mail && { mail }), ...(codes.length > 0 && { codes }) };
    const taking = arm && from ? { arms: withEntry(held?.arms, { arm, from }, (one) => one.from) } : {};
    origins.push({ place: `practices[${document.length}]`, line: row.line, fields, column: 'id' });
    subjects.push({ label: name || held?.name || id, records: [`practice ${id}`] });
    document.push({ ...(held && unversioned(held)), ...given, ...taking });
  }
  return { document: { practices: document }, origins, subjects, problems };
};
