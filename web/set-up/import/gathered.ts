/** What the rows of a list come to: one onboarding document, and for each of its records the row and the columns it came from. */
import type { Visit } from '#web/frame/page';
import type { Territory } from '#web/set-up/territory';
import type { LineProblem, Row } from './table.ts';

/** `place` as the checks of a document name it; `fields`: which column each of its fields came from. */
export type Origin = { place: string; line: number; fields: Readonly<Record<string, string>>; column: string };
/** What one or several rows are about; `records`: as a plan of changes names them. */
export type Subject = { label: string; records: string[] };
export type Gathered = { document: Record<string, object[]>; origins: Origin[]; subjects: Subject[]; problems: LineProblem[] };
export type Gather = (rows: readonly Row[], territory: Territory, visit: Visit) => Promise<Gathered> | Gathered;

/** Whether something stood in a line before; what is empty never does. */
export const seenBefore = () => {
  const seen = new Set<string>();
  return (key: string): boolean => {
    const twice = key !== '' && seen.has(key);
    seen.add(key);
    return twice;
  };
};
/** Replaces what holds from the same day. */
export const withEntry = <Entry>(list: readonly Entry[] | undefined, entry: Entry, of: (one: Entry) => string): Entry[] =>
  [...(list ?? []).filter((one) => of(one) !== of(entry)), entry].toSorted((one, other) => (of(one) < of(other) ? -1 : 1));
/** A practice of the territory by its short name or a national code. */
export const practiceNamed = (name: string, { practices }: Territory) =>
  practices.find(({ id }) => id === name) ?? practices.find(({ codes }) => codes?.includes(name));
