/** The development plans of an invented programme: each team rates itself every quarter, some try something; one keeps what worked and tries the next. */

import type { UserId } from '#identity/types';
import { capacities } from '#improvement/capacities';
import { keepParts, planOf } from '#improvement/improvement-store';
import { quarterWith } from '#improvement/quarters';
import type { Aim, Cycle, Entry, Measure, Rating, Score, TeamRole } from '#improvement/types';
import { instantOf } from '#platform/time';
import type { Table } from '#platform/types';
import { type Chance, chance } from './chance.ts';
import type { Practice, Programme } from './programme.ts';
import { dateAt, day } from './time.ts';

type Facts<One> = One extends Entry ? Omit<One, 'versionId' | 'lastUpdated' | 'by' | 'byName'> : never;
/** `at`: when it was written. */
type Written = { at: number; facts: Facts<Entry> };

const scoreOf = (well: number): Score => (['1', '2', '3', '4', '5'] as const)[Math.max(0, Math.min(4, Math.round(well)))] ?? '3';
const teams: readonly (readonly [number, TeamRole[]])[] = [
  [3, ['links-practitioner', 'gp']],
  [4, ['links-practitioner', 'gp', 'manager']],
  [2, ['links-practitioner', 'gp', 'nurse', 'manager', 'reception']],
];
/** In the last week of each quarter that ends within the programme; some teams skip one. */
const ratings = (by: Chance, { months }: Programme): Written[] => {
  const levels = capacities.map(() => 0.6 + by.next() * 2);
  return months.starts.flatMap((start, n): Written[] => {
    const ends = months.starts[n + 1] ?? months.ends;
    const quarter = quarterWith(dateAt(start + day));
    if (quarterWith(dateAt(ends + day)) === quarter || by.yes(0.15)) return [];
    for (const [at, level] of levels.entries()) levels[at] = level + (by.next() - 0.35) * 0.7;
    const scores = Object.fromEntries(capacities.map((capacity, at) => [capacity, scoreOf(levels[at] ?? 2)])) as Rating['scores'];
    return [{ at: ends - by.whole(1, 6) * day, facts: { kind: 'rating', id: quarter, scores, roles: by.weighted(teams) } }];
  });
};

const fortnights = (by: Chance, from: number, to: number, valueAt: (at: number) => number): Measure['values'] =>
  Array.from({ length: Math.floor((to - from) / (14 * day)) }, (_, n) => {
    const at = from + (n + 1) * 14 * day;
    return { day: dateAt(at), value: Math.max(1, Math.round(valueAt(at) + by.next() * 2 - 1)) };
  });
/** The practice whose waits fall from the month `turn` on: because of this. */
const faster = (by: Chance, { months }: Programme, { turn }: Practice): Written[] => {
  const turned = turn && months.starts[turn.month];
  if (!turned || turned + 60 * day > months.ends) return [];
  const [from, to, at] = [turned, turned + 56 * day, Math.min(months.ends - day, turned + 60 * day)];
  const values = fortnights(by, Math.max(months.begins, turned - 140 * day), Math.min(months.ends, turned + 140 * day), (when) => (when < turned ? 14 : 9));
  const wait = { kind: 'measure', id: 'wait', aim: 'first', name: 'Wait for a first conversation', unit: 'working days', values } as const;
  return [
    {
      at,
      facts: {
        kind: 'aim',
        id: 'first',
        capacity: 'problem-solving',
        text: 'A first conversation within ten working days',
        state: 'open',
      } satisfies Facts<Aim>,
    },
    { at, facts: { ...wait, values } satisfies Facts<Measure> },
    {
      at,
      facts: {
        ...{ kind: 'cycle', id: 'hour', aim: 'first', measure: 'wait', idea: 'An hour for first calls every morning' },
        ...{ predicted: 'Ten working days or fewer within two months.', from: dateAt(from), to: dateAt(to), owner: 'links-practitioner' },
        ...{ did: 'Held on four mornings of five.', study: 'From fourteen to nine working days.', decision: 'adopt', act: 'Keep it.' },
      } satisfies Facts<Cycle>,
    },
    { at: months.ends - 20 * day, facts: tried({ id: 'letter', aim: 'first', idea: 'A text two days before', from: months.ends - 20 * day }) },
  ];
};
type Tried = { id: string; aim: string; idea: string; from: number };
/** Under way when the programme's months end. */
const tried = ({ from, ...facts }: Tried): Facts<Cycle> => ({
  ...{ kind: 'cycle', ...facts, predicted: 'Fewer missed first meetings.' },
  ...{ from: dateAt(from), to: dateAt(from + 60 * day), owner: 'reception' },
});
const begun = (by: Chance, { months }: Programme): Written[] => {
  const at = Math.max(months.begins, months.ends - by.whole(10, 40) * day);
  const aim: Facts<Aim> = { kind: 'aim', id: 'desk', capacity: 'awareness', text: 'Reception suggests the links practitioner', state: 'open' };
  return by.yes(0.4)
    ? [
        { at, facts: aim },
        { at, facts: tried({ id: 'card', aim: 'desk', idea: 'A card at the front desk', from: at }) },
      ]
    : [];
};

const planFor = (practice: Practice, of: Programme): Entry[] => {
  const by = chance(`${of.options.seed}/plan/${practice.id}`);
  const [first] = practice.practitioners;
  const byName = of.practitioners.find(({ id }) => id === first)?.name ?? first;
  const who = { versionId: 1, by: first as unknown as UserId, byName };
  const all = [...ratings(by, of), ...(practice.turn && practice.turn.pace < 1 ? faster(by, of, practice) : begun(by, of))];
  return all.map(({ at, facts }) => ({ ...facts, ...who, lastUpdated: instantOf(at) }) as Entry);
};
/** What is there already stays as it is. */
export const planIn = async (of: Programme, access: Table): Promise<void> => {
  for (const practice of of.referring) {
    const parts = planFor(practice, of);
    if (parts.length === 0) continue;
    const there = await planOf(access, practice.id);
    if (there.ratings.length + there.aims.length > 0) continue;
    const kept = await keepParts(
      access,
      practice.id,
      parts.map((after) => ({ after })),
    );
    if (kept === 'busy') throw new Error('a development plan was not kept; start again, and it goes on from here');
  }
};
