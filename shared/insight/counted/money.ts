/** Of how many people the money is that services gained, so that a sum is never said without them. */
import type { LocalDate } from '#platform/types';
import type { Amounts } from '#referral/types';
import { firstIn, quarterOf } from './cohort.ts';
import type { Dims, Part, Tally } from './tally.ts';

export type Gain = { sentOn: LocalDate; amounts: Amounts; dims: Dims };
export const moneyKinds = ['yearly', 'oneOff', 'debt'] as const;
type MoneyKind = (typeof moneyKinds)[number];

/** The calendar periods that a day lies in. */
const spans = { y: (day: LocalDate) => day.slice(0, 4), q: quarterOf, m: (day: LocalDate) => day.slice(0, 7) } as const;
const spanNames = ['y', 'q', 'm'] as const;

const squaresOf = (kind: MoneyKind, n: number, gains: readonly Gain[]): Tally => {
  const day = gains[n]?.sentOn;
  if (day === undefined) return {};
  const own = spanNames.flatMap((span): [string, number][] => {
    const within = ({ sentOn }: Gain) => spans[span](sentOn) === spans[span](day);
    if (gains.slice(0, n).some(within)) return [];
    const sum = gains.filter(within).reduce((all, { amounts }) => all + (amounts[kind] ?? 0), 0);
    return [[`${kind}Square.${span}`, sum * sum]];
  });
  return Object.fromEntries(own);
};
/** `all`: of one person, in any order. */
export const moneyParts = (all: readonly Gain[]): Part[] =>
  moneyKinds.flatMap((kind) => {
    const gains = all.filter(({ amounts }) => (amounts[kind] ?? 0) > 0).toSorted((a, b) => (a.sentOn < b.sentOn ? -1 : a.sentOn > b.sentOn ? 1 : 0));
    return gains.flatMap(({ sentOn, dims }, n): Part[] => {
      const first = firstIn(
        sentOn,
        gains.slice(0, n).map((one) => one.sentOn),
      );
      return first ? [{ month: sentOn.slice(0, 7), dims, tally: { [`${kind}For.${first}`]: 1, ...squaresOf(kind, n, gains) } }] : [];
    });
  });
