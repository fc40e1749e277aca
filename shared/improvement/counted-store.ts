/** Evidence from the figures: of the practice's own referrals alone, each month of it by a get. */
import { hoursOfPractice } from '#directory/hours';
import type { Directory, Practice } from '#directory/types';
import { amount, byValue, countIn, histogramOf, percentile, sections, sumOf, type Tally } from '#insight/counted/tally';
import { readCells } from '#insight/figures-store';
import type { LocalDate, Table } from '#platform/types';
import { countOf, type Shown } from './evidence.ts';
import { everyMonthOf, isWithin, monthsUntil } from './quarters.ts';

type Asked = { work: Table; directory: Pick<Directory, 'practitionersOf'>; practice: Practice; quarter: LocalDate; today: LocalDate; asOf: LocalDate };
const tallyIn = async ({ work, practice }: Asked, months: readonly string[], section: 'all' | 'organisation'): Promise<Tally> => {
  const cells = await readCells(work, { areas: [practice.area], months, section: sections[section], practice: practice.id });
  return sumOf(cells.map(({ tally }) => tally));
};
/** Of those who were referred in the quarter, as far as they have come by now. */
const ofQuarter = async (asked: Asked): Promise<Shown[]> => {
  const { asOf, quarter } = asked;
  const tally = await tallyIn(asked, everyMonthOf(quarter), 'all');
  const [received, known] = [amount(tally, ['received']), amount(tally, ['hasNeed'])];
  const waits = histogramOf(tally, 'worked');
  const [n, median = 0] = [countIn(waits), percentile(waits, 50)];
  return [
    ...(received === 0 ? [] : [{ what: 'needs' as const, asOf, count: countOf(received) === 'few' ? ('few' as const) : known, of: received }]),
    ...(n === 0 ? [] : [{ what: 'wait' as const, asOf, count: countOf(n) === 'few' ? ('few' as const) : median, of: n, still: amount(tally, ['waiting']) }]),
  ];
};
/** Undefined where somebody's part for this practice was never entered. */
const timeHere = async ({ directory, practice, asOf }: Asked): Promise<number | undefined> =>
  hoursOfPractice(await directory.practitionersOf(practice.id), practice.id, asOf, ({ isEqualPart }) => !isEqualPart);
/** Of a quarter that is over nobody keeps how many were open. */
const openNow = async (asked: Asked): Promise<Shown[]> => {
  const { asOf, quarter, today } = asked;
  if (!isWithin(today, quarter)) return [];
  const [tally, time] = await Promise.all([tallyIn(asked, ['now'], 'all'), timeHere(asked)]);
  const count = countOf(amount(tally, ['open']));
  return [{ what: 'caseload', asOf, count, ...(time && count !== 'few' ? { perWte: Math.round((count / time) * 10) / 10 } : {}) }];
};
const accepting = async (asked: Asked): Promise<Shown[]> => {
  const tally = await tallyIn(asked, monthsUntil(asked.asOf, 12), 'organisation');
  const yes = [...byValue(tally, 'organisation').values()].filter((one) => amount(one, ['accepted']) > 0);
  return [{ what: 'accepted', asOf: asked.asOf, count: yes.length }];
};
export const countedOf = async (asked: Asked): Promise<Shown[]> => (await Promise.all([ofQuarter(asked), openNow(asked), accepting(asked)])).flat();
