/** People in a period, each once: by the month, the quarter and the year of which a referral is their first. */
import type { Tally } from './counted/tally.ts';
import type { PeopleCount } from './metrics/types.ts';
import type { ReportPeriod } from './report-period.ts';

/** Counts of one month, or of `now`. */
export type Slice = readonly { month: string; tally: Tally }[];
export const firstIn = { month: ['y', 'q', 'm'], quarter: ['y', 'q'], year: ['y'] } as const;
export const forever = '9999-12-31';
const atDay = /^(.+)@(\d\d)$/;
/** `until`: those referred later are left out. */
export const peopleIn = (slice: Slice, name: PeopleCount, { kind }: ReportPeriod, until: string): number => {
  const names: readonly string[] = firstIn[kind].map((first) => `${name}.${first}`);
  return slice.reduce((sum, { month, tally }) => {
    for (const counted in tally) {
      const [, count = '', day] = atDay.exec(counted) ?? [];
      if (names.includes(count) && `${month}-${day}` <= until) sum += tally[counted] ?? 0;
    }
    return sum;
  }, 0);
};
