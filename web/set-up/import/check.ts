/** A list against the hub as it is now: everything that is wrong by line and column, or what it would change. */
import type { Problem } from '#directory/onboarding';
import type { Change } from '#directory/onboarding-store';
import type { Visit } from '#web/frame/page';
import { planned, sentence } from '#web/set-up/save';
import { type Territory, territoryOf } from '#web/set-up/territory';
import { gatherAgreements } from './agreements.ts';
import type { Gather, Origin, Subject } from './gathered.ts';
import { gatherHolidays } from './holidays.ts';
import { columns, type ImportKind } from './kinds.ts';
import { gatherListSizes } from './list-sizes.ts';
import { gatherPeople } from './people.ts';
import { gatherPractices } from './practices.ts';
import { type LineProblem, type Row, readTable } from './table.ts';

const gathers: Readonly<Record<ImportKind, Gather>> = {
  practices: gatherPractices,
  people: gatherPeople,
  'list-sizes': gatherListSizes,
  holidays: gatherHolidays,
  agreements: gatherAgreements,
};
/** A subject with what would change of it: nothing where the hub has it all. */
export type Effect = { label: string; state: 'added' | 'changed' | 'same'; fields: string[] };
export type Checked =
  | { ok: true; changes: Change[]; effects: Effect[] }
  | { ok: false; fault: string }
  | { ok: false; problems: LineProblem[]; wrong: number; rows: number };

/** The longest place that a problem lies within: `users[1]` is not `users[10]`. */
const originOf = (place: string, origins: readonly Origin[]): Origin | undefined =>
  origins.find((one) => place === one.place || place.startsWith(`${one.place}.`));
const placed =
  (origins: readonly Origin[]) =>
  ({ place, text }: Problem): LineProblem => {
    const origin = originOf(place, origins);
    const [, field = ''] = /^\w+\[\d+\]\.(\w+)/.exec(place) ?? [];
    return { line: origin?.line ?? 1, column: origin?.fields[field] ?? origin?.column ?? '', text: sentence(text) };
  };
/** As one reads the list: line by line, from left to right; what is said twice once. */
const inOrder = (problems: readonly LineProblem[], kind: ImportKind): LineProblem[] => {
  const told = new Set<string>();
  const isNew = ({ line, column, text }: LineProblem) => {
    const key = `${line}\n${column}\n${text}`;
    return told.has(key) ? false : told.add(key);
  };
  const names: readonly string[] = columns[kind];
  const at = ({ column = '' }: LineProblem) => names.indexOf(column);
  return problems.filter(isNew).toSorted((one, other) => one.line - other.line || at(one) - at(other));
};
const effectOf =
  (changes: ReadonlyMap<string, Change>) =>
  ({ label, records }: Subject): Effect => {
    const its = records.flatMap((record) => changes.get(record) ?? []);
    const state = its.length === 0 ? 'same' : its.some(({ added }) => added) ? 'added' : 'changed';
    return { label, state, fields: [...new Set(its.flatMap(({ fields }) => fields))] };
  };
const linesOf = (problems: readonly LineProblem[]): Set<number> => new Set(problems.map(({ line }) => line));
const refused = (problems: readonly LineProblem[], kind: ImportKind, rows: number): Checked => {
  const sorted = inOrder(problems, kind);
  return { ok: false, problems: sorted, wrong: linesOf(sorted).size, rows };
};

type Asked = { kind: ImportKind; territory: Territory; source: string; visit: Visit };
type Found = { ok: true; changes: Change[]; effects: Effect[] } | { ok: false; problems: LineProblem[] };
const checkRows = async (rows: readonly Row[], { kind, territory, source, visit }: Asked): Promise<Found> => {
  const { document, origins, subjects, problems } = await gathers[kind](rows, territory, visit);
  if (problems.length > 0) return { ok: false, problems };
  const plan = await planned(visit, document, source);
  if (!plan.ok) return { ok: false, problems: plan.problems.map(placed(origins)) };
  const changes = new Map(plan.changes.map((change) => [change.what, change]));
  return { ok: true, changes: plan.changes, effects: subjects.map(effectOf(changes)) };
};
/** What is looked at first would hide what is looked at later: the lines without a fault so far are looked at again. */
const everyProblem = async (first: readonly LineProblem[], rows: readonly Row[], asked: Asked): Promise<LineProblem[]> => {
  const problems = [...first];
  for (let round = 0; round < 3; round += 1) {
    const wrong = linesOf(problems);
    const others = rows.filter(({ line }) => !wrong.has(line));
    const found = others.length > 0 ? await checkRows(others, asked) : undefined;
    if (!found || found.ok) break;
    problems.push(...found.problems);
  }
  return problems;
};

/** `source`: stands in the audit, as a file's SHA-256 does. */
export const checkImport = async (kind: ImportKind, text: string, source: string, visit: Visit): Promise<Checked> => {
  const read = await readTable(kind, text, visit.words);
  if (!read.ok) return 'fault' in read ? read : refused(read.problems, kind, 1);
  const asked = { kind, territory: await territoryOf(visit), source, visit };
  const checked = await checkRows(read.rows, asked);
  return checked.ok ? checked : refused(await everyProblem(checked.problems, read.rows, asked), kind, read.rows.length);
};
