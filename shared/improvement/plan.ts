/** What a plan comes to: its parts by kind, and how far it is. Pure. */
import type { LocalDate } from '#platform/types';
import type { Capacity } from './capacities.ts';
import type { Action, Aim, Cycle, Entry, Measure, Plan, Rating } from './types.ts';

const newest = (one: { on: LocalDate; lastUpdated: string }, other: typeof one): number =>
  one.on === other.on ? (one.lastUpdated < other.lastUpdated ? 1 : -1) : one.on < other.on ? 1 : -1;
/** Without what was taken out. What is newest stands first, but actions by the day on which they are due. */
export const planOfEntries = (entries: readonly Entry[]): Plan => {
  const there = entries.filter(({ removed }) => !removed);
  const all = <One extends Entry['kind']>(kind: One): Extract<Entry, { kind: One }>[] =>
    there.filter((one): one is Extract<Entry, { kind: One }> => one.kind === kind);
  return {
    ratings: all('rating').toSorted((one, other) => (one.id < other.id ? 1 : -1)),
    aims: all('aim').toSorted((one, other) => (one.lastUpdated < other.lastUpdated ? 1 : -1)),
    measures: all('measure').toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    cycles: all('cycle').toSorted((one, other) => (one.from < other.from ? 1 : -1)),
    actions: all('action').toSorted((one, other) => (one.due < other.due ? -1 : 1)),
    sessions: all('session').toSorted(newest),
    stories: all('story').toSorted(newest),
    comments: all('comment').toSorted((one, other) => (one.lastUpdated < other.lastUpdated ? 1 : -1)),
  };
};

export const ratingOf = ({ ratings }: Plan, quarter: LocalDate): Rating | undefined => ratings.find(({ id }) => id === quarter);
export const aimsOf = ({ aims }: Plan, capacity: Capacity): Aim[] => aims.filter((one) => one.capacity === capacity);
export const measuresOf = (plan: Plan, capacity: Capacity): Measure[] => {
  const aims = aimsOf(plan, capacity).map(({ id }) => id);
  return plan.measures.filter(({ aim }) => aims.includes(aim));
};
export const cyclesOf = ({ cycles }: Plan, aim: string): Cycle[] => cycles.filter((one) => one.aim === aim);

/** `to-decide`: its time is over and nobody said what comes of it. */
export type CycleState = 'planned' | 'running' | 'to-decide' | 'decided';
export const cycleState = ({ from, to, decision }: Pick<Cycle, 'from' | 'to' | 'decision'>, today: LocalDate): CycleState => {
  if (decision) return 'decided';
  if (from > today) return 'planned';
  return to < today ? 'to-decide' : 'running';
};
export const isOverdue = ({ due, doneOn }: Pick<Action, 'due' | 'doneOn'>, today: LocalDate): boolean => doneOn === undefined && due < today;

type Progress = { ratedUntil?: LocalDate; inWork: number; toDecide: number; decided: number; done: number; actions: number };
/** How far a plan is, without a score: nothing that practices could be put in order by. */
export const progressOf = ({ ratings, cycles, actions }: Plan, today: LocalDate): Progress => {
  const count = (...states: CycleState[]) => cycles.filter((one) => states.includes(cycleState(one, today))).length;
  const [last] = ratings;
  return {
    ...(last ? { ratedUntil: last.id as LocalDate } : {}),
    ...{ inWork: count('planned', 'running'), toDecide: count('to-decide'), decided: count('decided') },
    ...{ done: actions.filter(({ doneOn }) => doneOn !== undefined).length, actions: actions.length },
  };
};
/** Cycles as marks on a measure's chart: each at the first value of its time; none where there is no value since it began. */
export const marksOn = ({ id, values }: Measure, { cycles }: Plan): { at: number; cycle: Cycle }[] =>
  cycles
    .filter(({ measure }) => measure === id)
    .map((cycle) => ({ at: values.findIndex(({ day }) => day >= cycle.from), cycle }))
    .filter(({ at }) => at >= 0);
/** A value of the same day is put right. */
export const withValue = (values: Measure['values'], day: LocalDate, value: number): Measure['values'] =>
  [...values.filter((one) => one.day !== day), { day, value }].sort((one, other) => (one.day < other.day ? -1 : 1));
