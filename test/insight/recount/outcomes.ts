/** What changed between a baseline and a follow-up about nine months later. */
import { type Answer, sum } from './answer.ts';
import type { Asked } from './asked.ts';
import { plusDays } from './days.ts';
import type { Measured, Person, Referral } from './happened.ts';

/** What is measured; -1 where lower is better. */
const items: Readonly<Record<string, 1 | -1>> = {
  ...{ 'ons4-life-satisfaction': 1, 'ons4-worthwhile': 1, 'ons4-happiness': 1, 'ons4-anxiety': -1, 'eq-5d-5l-vas': 1, 'swemwbs-raw': 1 },
  ...{ 'wsas-score': -1, 'hads-anxiety': -1, 'hads-depression': -1, 'mycaw-concern-1': -1, 'mycaw-concern-2': -1, 'mycaw-wellbeing': -1 },
};

const between = (day: string, from: string, to: string) => day >= from && day <= to;
const baselineOf = (measured: readonly Measured[], { came, contacts }: Referral): Measured | undefined => {
  const first = contacts.find(({ twoWay }) => twoWay);
  return measured.find(({ day }) => between(day, came, first ? plusDays(first.day, 28) : '9999'));
};
type Pair = { baseline: Measured; change?: number };
const pairsOf = ({ measured, referrals }: Person, item: string, practice: string | undefined): Pair[] => {
  const own = measured.filter((one) => one.item === item).sort((a, b) => (a.day + a.recordedAt < b.day + b.recordedAt ? -1 : 1));
  const found = referrals.filter((one) => practice === undefined || one.practice === practice).map((referral) => baselineOf(own, referral));
  return [...new Set(found)].flatMap((baseline) => {
    if (!baseline) return [];
    const later = own.find(({ id, day }) => id !== baseline.id && between(day, plusDays(baseline.day, 274 - 45), plusDays(baseline.day, 274 + 45)));
    return [{ baseline, ...(later ? { change: later.value - baseline.value } : {}) }];
  });
};
/** Found once for each person. */
const found = new WeakMap<Person, Map<string, Pair[]>>();
const pairs = (person: Person, item: string, practice: string | undefined): Pair[] => {
  const own = found.get(person) ?? new Map<string, Pair[]>();
  found.set(person, own);
  const named = `${item} ${practice}`;
  const all = own.get(named) ?? pairsOf(person, item, practice);
  own.set(named, all);
  return all;
};
const endOfMonth = (day: string): string => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).toISOString().slice(0, 10);

const changed =
  (item: string, way: number) =>
  (asked: Asked): Answer => {
    const all = asked.people.flatMap((person) => pairs(person, item, asked.practice)).filter(({ baseline }) => asked.period(baseline.day));
    const changes = all.flatMap(({ change }) => change ?? []);
    const due = all.filter(({ baseline }) => plusDays(endOfMonth(baseline.day), 274 + 45) < asked.today);
    return {
      ...{ kind: 'paired', baseline: all.length, due: due.length, paired: changes.length, sum: sum(changes) },
      ...{ squares: sum(changes.map((one) => one * one)), better: changes.filter((one) => one * way >= 1).length },
    };
  };
export const outcomes = Object.fromEntries(Object.entries(items).map(([item, way]) => [`change-${item}`, changed(item, way)]));
