/** A list against the hub as it is now: everything that is wrong by line and column, or what it would change. */
import type { Problem } from '#directory/onboarding';
import type { Change } from '#directory/onboarding-store';
import type { Visit } from '#web/frame/page';
import { planned, sentence } from '#web/set-up/save';
import { territoryOf } from '#web/set-up/territory';
import type { Gather, Origin, Subject } from './gathered.ts';
import { gatherHolidays } from './holidays.ts';
import type { ImportKind } from './kinds.ts';
import { gatherListSizes } from './list-sizes.ts';
import { gatherPeople } from './people.ts';
import { gatherPractices } from './practices.ts';
import { type LineProblem, readTable } from './table.ts';

const gathers: Readonly<Record<ImportKind, Gather>> = {
  practices: gatherPractices,
  people: gatherPeople,
  'list-sizes': gatherListSizes,
  holidays: gatherHolidays,
};
/** A subject with what would change of it: nothing where the hub has it all. */
export type Effect = { label: string; state: 'added' | 'changed' | 'same'; fields: string[] };
export type Checked =
  | { ok: true; changes: Change[]; effects: Effect[] }
  | { ok: false; fault: string }
  | { ok: false; problems: LineProblem[]; wrong: number; rows: number };

/** The longest place that a problem lies within: `users[1]` is not `users[10]`. */
const originOf = (place: string, origins: readonly Origin[]): Origin | undefined => origins.find((one) => place === one.place || place.startsWith(`${one.place}.`));
const placed =
  (origins: readonly Origin[]) =>
  ({ place, text }: Problem): LineProblem => {
    const origin = originOf(place, origins);
    const [, field = ''] = /^\w+\[\d+\]\.(\w+)/.exec(place) ?? [];
    return { line: origin?.line ?? 1, column: origin?.fields[field] ?? origin?.column ?? '', text: sentence(text) };
  };
const byLine = (problems: readonly LineProblem[]): LineProblem[] => {
  const told = new Set<string>();
  const isNew = ({ line, column, text }: LineProblem) => {
    const key = `${line}\n${column}\n${text}`;
    return told.has(key) ? false : told.add(key);
  };
  return problems.filter(isNew).toSorted((one, other) => one.line - other.line);
};
const effectOf =
  (changes: ReadonlyMap<string, Change>) =>
  ({ label, records }: Subject): Effect => {
    const its = records.flatMap((record) => changes.get(record) ?? []);
    const state = its.length === 0 ? 'same' : its.some(({ added }) => added) ? 'added' : 'changed';
    return { label, state, fields: [...new Set(its.flatMap(({ fields }) => fields))] };
  };
const refused = (problems: readonly LineProblem[], rows: number): Checked => {
  const sorted = byLine(problems);
  return { ok: false, problems: sorted, wrong: new Set(sorted.map(({ line }) => line)).size, rows };
};

/** `source`: stands in the audit, as a file's SHA-256 does. */
export const checkImport = async (kind: ImportKind, text: string, source: string, visit: Visit): Promise<Checked> => {
  const read = await readTable(kind, text, visit.words);
  if (!read.ok) return 'fault' in read ? read : refused(read.problems, 1);
  const gathered = await gathers[kind](read.rows, await territoryOf(visit), visit);
  if (gathered.problems.length > 0) return refused(gathered.problems, read.rows.length);
  const plan = await planned(visit, gathered.document, source);
  if (!plan.ok) return refused(plan.problems.map(placed(gathered.origins)), read.rows.length);
  const changes = new Map(plan.changes.map((change) => [change.what, change]));
  return { ok: true, changes: plan.changes, effects: gathered.subjects.map(effectOf(changes)) };
};
