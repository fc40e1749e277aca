/** Finding help: what surely fits, what may fit and what to ask, and how many surely do not. Nothing unknown is ever hidden. Pure. */
import type { NeedCode } from '#referral/types';
import { within } from './councils.ts';
import { type Entry, plain } from './entry.ts';
import { kilometres, type Point } from './geography.ts';
import type { AccessFeature, Cost } from './types.ts';

/** Each absent: no matter. `area`: the council in which the person lives. */
export type Wish = {
  area?: string;
  need?: NeedCode;
  /** All of these words. */
  text?: string;
  point?: Point;
  /** Kilometres from `point`. */
  near?: number;
  /** 1 is Monday. */
  day?: number;
  access?: readonly AccessFeature[];
  cost?: Cost;
  /** BCP 47. */
  language?: string;
  age?: number;
  /** What the person is, where a service is for women or men alone. */
  person?: 'woman' | 'man';
};
export type Fact = 'area' | 'need' | 'near' | 'day' | 'access' | 'cost' | 'language' | 'age' | 'person';
type Fits = 'yes' | 'no' | 'unknown';
/** `unknown`: what to ask before sending anybody there. `km`: to the nearest of its places. */
export type Found = { entry: Entry; unknown: Fact[]; km?: number };
type FoundAll = { matches: Found[]; mayMatch: Found[] /** Of all entries, how many surely do not fit. */; leftOut: number };

const yesIf = (is: boolean): Fits => (is ? 'yes' : 'no');
const isPlaceCode = (code: string): boolean => /^(S12|S08|S92)\d{6}$/.test(code);
/** A ward's code does not say in which council it lies. */
const inArea = ({ serves }: Entry, reaches: readonly string[]): Fits => {
  if (!serves) return 'unknown';
  if (serves.some((code) => reaches.includes(code))) return 'yes';
  return serves.every(isPlaceCode) ? 'no' : 'unknown';
};
const kmTo = ({ points }: Entry, point: Point | undefined): number | undefined =>
  point && points.length > 0 ? Math.min(...points.map((one) => kilometres(one, point))) : undefined;
/** The cheaper is never in the way. */
const order: Record<Cost, number> = { free: 0, 'low-cost': 1, paid: 2 };
const atCost = ({ cost }: Entry, wished: Cost): Fits => (cost === undefined ? 'unknown' : yesIf(order[cost] <= order[wished]));
const speaks = ({ languages }: Entry, language: string): Fits => {
  const base = (one: string) => one.split('-', 1)[0];
  if (!languages) return base(language) === 'en' ? 'yes' : 'unknown';
  return yesIf(languages.some((one) => base(one) === base(language)));
};
const atAge = ({ eligibility }: Entry, age: number): Fits =>
  eligibility === undefined ? 'unknown' : yesIf(age >= (eligibility.fromAge ?? 0) && age <= (eligibility.toAge ?? Number.POSITIVE_INFINITY));
const forPerson = ({ eligibility }: Entry, person: 'woman' | 'man'): Fits =>
  eligibility?.only === undefined ? 'yes' : yesIf(eligibility.only === (person === 'woman' ? 'women' : 'men'));

/** What is wished, asked of an entry; what is not wished is not asked. */
const questions = (wish: Wish): [Fact, (entry: Entry, km: number | undefined) => Fits][] => {
  const { area, need, near, point, day, access = [], cost, language, age, person } = wish;
  const reaches = area ? within(area) : undefined;
  const asked: [Fact, ((entry: Entry, km: number | undefined) => Fits) | undefined][] = [
    ['need', need && (({ needs }) => (needs ? yesIf(needs.includes(need)) : 'unknown'))],
    ['area', reaches ? (entry) => inArea(entry, reaches) : undefined],
    ['near', near !== undefined && point ? (_, km) => (km === undefined ? 'unknown' : yesIf(km <= near)) : undefined],
    ['day', day === undefined ? undefined : ({ opening }) => (opening ? yesIf(opening.some((one) => one.day === day)) : 'unknown')],
    ['cost', cost && ((entry) => atCost(entry, cost))],
    ['language', language ? (entry) => speaks(entry, language) : undefined],
    // A list of what there is leaves open whether there is more.
    ['access', access.length > 0 ? (entry) => (access.every((one) => entry.access?.includes(one)) ? 'yes' : 'unknown') : undefined],
    ['age', age === undefined ? undefined : (entry) => atAge(entry, age)],
    ['person', person && ((entry) => forPerson(entry, person))],
  ];
  return asked.flatMap(([fact, ask]): [Fact, (entry: Entry, km: number | undefined) => Fits][] => (ask ? [[fact, ask]] : []));
};

/** First who takes referrals, then the nearest, then by name. */
const before = (one: Found, other: Found): number => {
  const [first, second] = [one.entry.hub ? 0 : 1, other.entry.hub ? 0 : 1];
  if (first !== second) return first - second;
  const [near, far] = [one.km ?? Number.POSITIVE_INFINITY, other.km ?? Number.POSITIVE_INFINITY];
  if (near !== far) return near < far ? -1 : 1;
  return one.entry.name < other.entry.name ? -1 : one.entry.name > other.entry.name ? 1 : one.entry.key < other.entry.key ? -1 : 1;
};

/** What is to be asked of an entry; undefined where it surely does not fit. */
const unknownOf = (entry: Entry, asked: ReturnType<typeof questions>, km: number | undefined): Fact[] | undefined => {
  const unknown: Fact[] = [];
  for (const [fact, ask] of asked) {
    const answer = ask(entry, km);
    if (answer === 'no') return undefined;
    if (answer === 'unknown') unknown.push(fact);
  }
  return unknown;
};
export const find = (entries: readonly Entry[], wish: Wish): FoundAll => {
  const words = plain(wish.text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const asked = questions(wish);
  const found: Found[] = [];
  for (const entry of entries) {
    const km = kmTo(entry, wish.point);
    const unknown = unknownOf(entry, asked, km);
    if (unknown && words.every((word) => entry.words.includes(word))) found.push({ entry, unknown, ...(km === undefined ? {} : { km }) });
  }
  const sorted = found.sort(before);
  const matches = sorted.filter(({ unknown }) => unknown.length === 0);
  return { matches, mayMatch: sorted.filter(({ unknown }) => unknown.length > 0), leftOut: entries.length - sorted.length };
};

/** Who serves a council area, or surely may: routing by place. */
export const servicesFor = (entries: readonly Entry[], area: string): Entry[] => find(entries, { area }).matches.map(({ entry }) => entry);
