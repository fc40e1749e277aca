/** Questionnaires filled in on paper: entered twice by hand, compared value by value, and where they differ looked at a third time. */
import type { Instrument } from '#directory/types';
import { baselineWindow, followUpWindow } from '#people/timepoints';
import type { Instant, LocalDate } from '#platform/types';
import type { Measured, Value } from './types.ts';

export const points = ['baseline', 'follow-up'] as const;
export type Point = (typeof points)[number];
/** `by`: the user. */
export type Entry = { day: LocalDate; values: readonly Value[]; absent?: string; by: string; at: Instant };
export type Paper = {
  number: string;
  instrument: Instrument;
  point: Point;
  first: Entry;
  second?: Entry /** The third look. */;
  settled?: Entry;
  versionId: number;
};
export type PaperState = 'once' | 'differs' | 'done';

const typedOf = ({ values }: Entry, code: string): string => values.find((one) => one.code === code)?.text ?? '';
/** What stands otherwise in the two: `day`, `absent`, or the code of a value. */
export const differences = (first: Entry, second: Entry): string[] => {
  const codes = [...new Set([...first.values, ...second.values].map(({ code }) => code))].sort();
  return [
    ...(first.day === second.day ? [] : ['day']),
    ...((first.absent ?? '') === (second.absent ?? '') ? [] : ['absent']),
    ...codes.filter((code) => typedOf(first, code) !== typedOf(second, code)),
  ];
};
export const paperState = ({ first, second, settled }: Paper): PaperState => {
  if (settled) return 'done';
  if (!second) return 'once';
  return differences(first, second).length === 0 ? 'done' : 'differs';
};
/** What counts; undefined while it was entered once, or differs. */
export const agreed = (paper: Paper): Measured | undefined => {
  if (paperState(paper) !== 'done') return undefined;
  const { day, values, absent } = paper.settled ?? paper.first;
  return { instrument: paper.instrument, day, by: 'collector', values, ...(absent ? { absent } : {}) };
};

export type Due = 'opens' | 'due' | 'done' | 'over';
type Window = { opens: LocalDate; closes: LocalDate };
/** In a comparison practice both are counted from the consent, the second from the first where there is one. */
export const windowOf = (point: Point, consented: LocalDate, baseline: LocalDate | undefined): Window => {
  if (point === 'follow-up') return followUpWindow(baseline ?? consented);
  const { opens, closes } = baselineWindow({ came: consented, firstContact: consented });
  return { opens, closes: closes ?? opens };
};
export const dueOn = (today: LocalDate, { opens, closes }: Window, isDone: boolean): Due => {
  if (isDone) return 'done';
  if (today < opens) return 'opens';
  return today <= closes ? 'due' : 'over';
};
