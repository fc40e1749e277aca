/**
 * Outcome measures: what is entered of each instrument, in the hub's own codes, and the range of each value as the instrument's authors publish it.
 * Scores and states only: the words of an instrument's questions may be licensed and are nowhere in the hub. The four questions of the Office for
 * National Statistics are free to use (Open Government Licence) and stand in the pages' words.
 */
import type { Instrument } from '#directory/types';

export type Range = { least: number; most: number; whole: boolean };
/** Five digits from 1, in the order of the questionnaire, as `21232`. */
export type Digits = { count: 5; most: 4 | 5 };
/** `optional`: it may be left out, but not everything. `named`: the person says in their own words what it is about. */
export type Item = { code: string; optional?: true; named?: true } & ({ range: Range } | { digits: Digits });

const whole = (least: number, most: number): { range: Range } => ({ range: { least, most, whole: true } });
const measure = (least: number, most: number): { range: Range } => ({ range: { least, most, whole: false } });
const optional = true;
const digits = (most: Digits['most']): { digits: Digits } => ({ digits: { count: 5, most } });

export const instruments: Readonly<Record<Instrument, readonly Item[]>> = {
  /** Each question stands by itself: ONS makes no sum of them. */
  ons4: [
    { code: 'ons4-life-satisfaction', ...whole(0, 10), optional },
    { code: 'ons4-worthwhile', ...whole(0, 10), optional },
    { code: 'ons4-happiness', ...whole(0, 10), optional },
    { code: 'ons4-anxiety', ...whole(0, 10), optional },
  ],
  /** The state is kept apart from any index: value sets differ by country and change. */
  'eq-5d-5l': [
    { code: 'eq-5d-5l-state', ...digits(5) },
    { code: 'eq-5d-5l-vas', ...whole(0, 100), optional },
  ],
  'icecap-a': [{ code: 'icecap-a-state', ...digits(4) }],
  swemwbs: [{ code: 'swemwbs-raw', ...whole(7, 35) }],
  wsas: [{ code: 'wsas-score', ...whole(0, 40) }],
  hads: [
    { code: 'hads-anxiety', ...whole(0, 21) },
    { code: 'hads-depression', ...whole(0, 21) },
  ],
  mycaw: [
    { code: 'mycaw-concern-1', ...whole(0, 6), named: true },
    { code: 'mycaw-concern-2', ...whole(0, 6), named: true, optional },
    { code: 'mycaw-wellbeing', ...whole(0, 6) },
  ],
};
/** Worked out elsewhere from what was entered, and taken from other systems. */
const derived: readonly Item[] = [
  /** Raw, or converted to the metric score. */
  { code: 'swemwbs-score', ...measure(7, 35) },
  /** Below nothing is worse than dead; no country's value set goes below -1. */
  { code: 'eq-5d-5l-index', ...measure(-1, 1) },
  /** The tariff runs from no capability to full capability. */
  { code: 'icecap-a-index', ...measure(0, 1) },
];

const items: ReadonlyMap<string, Item> = new Map([...Object.values(instruments).flat(), ...derived].map((item) => [item.code, item]));
export const itemOf = (code: string | undefined): Item | undefined => (code === undefined ? undefined : items.get(code));
export const isInstrument = (code: string | undefined): code is Instrument => code !== undefined && Object.hasOwn(instruments, code);
/** The instrument of which this is one value. */
export const instrumentOf = (code: string | undefined): Instrument | undefined =>
  Object.keys(instruments)
    .filter(isInstrument)
    .find((name) => instruments[name].some((item) => item.code === code));

export const inRange = (value: number, { least, most, whole: isWhole }: Range): boolean =>
  value >= least && value <= most && (!isWhole || Number.isInteger(value));
export const isState = (text: string, { count, most }: Digits): boolean =>
  text.length === count && [...text].every((digit) => /^\d$/.test(digit) && Number(digit) >= 1 && Number(digit) <= most);
