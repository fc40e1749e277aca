/** The development plans of the demo's practices: quarters rated, a cycle that was adopted, one that runs, and what was learnt. INVENTED, all of it. */
import { capacities } from '#improvement/capacities';
import { keepParts, planOf } from '#improvement/improvement-store';
import { quartersUntil, quarterWith } from '#improvement/quarters';
import type { Action, Aim, Cycle, Entry, Measure, PlanStory, Rating, Session } from '#improvement/types';
import { instantOf } from '#platform/time';
import type { Instant, LocalDate, Table } from '#platform/types';

type Facts<One> = One extends Entry ? Omit<One, 'versionId' | 'lastUpdated' | 'by' | 'byName'> : never;
type Team = { practice: Parameters<typeof planOf>[1]; by: string; byName: string };
const birchtree = { practice: 'birchtree', by: 'catriona-weir', byName: 'Catriona Weir' } as Team;
const thistledown = { practice: 'thistledown', by: 'jamal-rashid', byName: 'Jamal Rashid' } as Team;
const dayOf = (now: number, days: number): LocalDate => instantOf(now + days * 86_400_000).slice(0, 10) as LocalDate;
const written = (facts: Facts<Entry>, { by, byName }: Team, at: Instant): Entry =>
  ({ ...facts, versionId: 1, lastUpdated: at, by, byName }) as unknown as Entry;

/** Seven digits, in the order of the capacities; the quarter before this one first. */
type Rated = readonly [scores: string, roles: Rating['roles'], note: string];
const few: Rating['roles'] = ['links-practitioner', 'manager', 'gp'];
const rated: readonly Rated[] = [
  ['2333233', [...few, 'nurse', 'reception'], 'Awareness grew most at the front desk.'],
  ['2232132', few, 'Reception asked to be there next time.'],
  ['3222132', few, 'Wellbeing before the winter: three, narrowly.'],
  ['2121121', ['links-practitioner', 'manager'], 'The first time. We did not agree on much, and wrote down why.'],
];
const ratedThere: readonly Rated[] = [
  ['3222221', ['links-practitioner', 'gp'], 'Room to listen; little room to learn.'],
  ['3122221', ['links-practitioner', 'gp'], 'Begun with the two who were in.'],
];
const ratings = (all: readonly Rated[], now: number): Facts<Rating>[] => {
  const [, ...quarters] = quartersUntil(quarterWith(dayOf(now, 0)), all.length + 1);
  return all.map(([given, roles, note], n) => {
    const scores = Object.fromEntries(capacities.map((capacity, at) => [capacity, given[at]])) as Rating['scores'];
    return { kind: 'rating', id: quarters[n] ?? '', scores, roles, note };
  });
};
const aims: Facts<Aim>[] = [
  { kind: 'aim', id: 'first', capacity: 'problem-solving', text: 'A first conversation within ten working days for everybody', state: 'open' },
  { kind: 'aim', id: 'desk', capacity: 'awareness', text: 'Reception suggests the links practitioner as a matter of course', state: 'open' },
];
/** Working days by fortnight, with the cycle in the middle. */
const waits = [14, 13, 15, 14, 14, 12, 11, 10, 9, 9, 10, 9, 9];
const asked = [0, 1, 0, 2, 1, 3];
const values = (now: number, numbers: readonly number[]): Measure['values'] =>
  numbers.map((value, n) => ({ day: dayOf(now, -14 * (numbers.length - 1 - n) - 3), value }));
const measures = (now: number): Facts<Measure>[] => [
  {
    ...{ kind: 'measure', id: 'wait', aim: 'first', name: 'Wait for a first conversation', unit: 'working days' },
    ...{ how: 'Median of those first spoken to in the fortnight, from the list', values: values(now, waits) },
  },
  { kind: 'measure', id: 'asked', aim: 'desk', name: 'People whom reception suggested', unit: 'people a fortnight', values: values(now, asked) },
];
const cycles = (now: number): Facts<Cycle>[] => [
  {
    ...{ kind: 'cycle', id: 'hour', aim: 'first', measure: 'wait', idea: 'An hour for first calls every morning' },
    ...{ plan: 'Catriona rings from nine to ten; reception puts nothing else there.', predicted: 'Ten working days or fewer within two months.' },
    ...{ from: dayOf(now, -115), to: dayOf(now, -45), owner: 'links-practitioner', did: 'Held on four mornings of five; Fridays went to visits.' },
    ...{
      study: 'From fourteen to nine working days. Those who work were reached before nine.',
      decision: 'adopt',
      act: 'Keep it, and begin at half past eight on Tuesdays.',
    },
  },
  {
    ...{ kind: 'cycle', id: 'card', aim: 'desk', measure: 'asked', idea: 'A card at the front desk with three questions' },
    ...{ plan: 'Lorna prints it; each receptionist tries it for a week.', predicted: 'Three people a fortnight, from one.' },
    ...{ from: dayOf(now, -30), to: dayOf(now, 26), owner: 'reception' },
  },
];
const others = (now: number): Facts<Action | Session | PlanStory>[] => [
  { kind: 'action', id: 'leaflet', capacity: 'signposting', text: 'New leaflets for the waiting room', owner: 'reception', due: dayOf(now, 10) },
  {
    kind: 'action',
    id: 'rota',
    capacity: 'team-wellbeing',
    text: 'A quiet half hour in the rota',
    owner: 'manager',
    due: dayOf(now, -20),
    doneOn: dayOf(now, -24),
  },
  {
    ...{ kind: 'session', id: 'tea', on: dayOf(now, -21), minutes: 45, topic: 'What the food pantry does, and when to suggest it' },
    attended: { 'links-practitioner': 1, gp: 2, nurse: 1, reception: 3 },
  },
  {
    ...{ kind: 'story', id: 'letters', on: dayOf(now, -20) },
    text: 'Somebody came to the desk with a bag of letters nobody had opened. Reception made a cup of tea and rang Catriona, and that was the referral.',
  },
];

const begun = (now: number): Facts<Aim | Cycle>[] => [
  { kind: 'aim', id: 'meet', capacity: 'shared-learning', text: 'Half an hour together each month', state: 'open' },
  {
    ...{ kind: 'cycle', id: 'lunch', aim: 'meet', idea: 'A shared lunch on the first Tuesday' },
    ...{ predicted: 'Four of us come, and one thing is learnt.', from: dayOf(now, -20), to: dayOf(now, 40), owner: 'links-practitioner' },
  },
];

/** Written once: a hub that kept its folder keeps what the team wrote since. */
const keepPlan = async (table: Table, team: Team, parts: readonly Facts<Entry>[], now: number): Promise<void> => {
  const { aims: there } = await planOf(table, team.practice);
  if (there.length > 0) return;
  const at = instantOf(now - 86_400_000);
  const outcome = await keepParts(
    table,
    team.practice,
    parts.map((facts) => ({ after: written(facts, team, at) })),
  );
  if (outcome !== 'kept') throw new Error(`the demo's plan was not kept: ${outcome}`);
};
export const planDemo = async (table: Table, now: number): Promise<void> => {
  await keepPlan(table, birchtree, [...ratings(rated, now), ...aims, ...measures(now), ...cycles(now), ...others(now)], now);
  await keepPlan(table, thistledown, [...ratings(ratedThere, now), ...begun(now)], now);
};
