/** The development plan of the demo's practice: two quarters rated, a cycle that was adopted, one that runs, and what was learnt. INVENTED, all of it. */
import { keepParts, planOf } from '#improvement/improvement-store';
import { quartersUntil, quarterWith } from '#improvement/quarters';
import type { Action, Aim, Cycle, Entry, Measure, PlanStory, Rating, Session } from '#improvement/types';
import { instantOf } from '#platform/time';
import type { Instant, LocalDate, Table } from '#platform/types';

type Facts<One> = One extends Entry ? Omit<One, 'versionId' | 'lastUpdated' | 'by' | 'byName'> : never;
const practice = 'birchtree' as Parameters<typeof planOf>[1];
const dayOf = (now: number, days: number): LocalDate => instantOf(now + days * 86_400_000).slice(0, 10) as LocalDate;
const written = (facts: Facts<Entry>, at: Instant): Entry =>
  ({ ...facts, versionId: 1, lastUpdated: at, by: 'catriona-weir', byName: 'Catriona Weir' }) as unknown as Entry;

const ratings = (now: number): Facts<Rating>[] => {
  const [, last = '', before = ''] = quartersUntil(quarterWith(dayOf(now, 0)), 3);
  const rate = (id: string, given: string, roles: Rating['roles'], note: string): Facts<Rating> => {
    const [one, two, three, four, five, six, seven] = [...given] as Rating['scores'][keyof Rating['scores']][];
    const named = { 'team-wellbeing': one, 'shared-learning': two, awareness: three, intelligence: four, signposting: five };
    return { kind: 'rating', id, scores: { ...named, 'problem-solving': six, 'network-building': seven } as Rating['scores'], roles, note };
  };
  return [
    rate(before, '2232132', ['links-practitioner', 'manager', 'gp'], 'Reception asked to be there next time.'),
    rate(last, '2333233', ['links-practitioner', 'manager', 'gp', 'nurse', 'reception'], 'Awareness grew most at the front desk.'),
  ];
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

/** Written once: a hub that kept its folder keeps what the team wrote since. */
export const planDemo = async (table: Table, now: number): Promise<void> => {
  const { aims: there } = await planOf(table, practice);
  if (there.length > 0) return;
  const at = instantOf(now - 86_400_000);
  const all = [...ratings(now), ...aims, ...measures(now), ...cycles(now), ...others(now)].map((facts) => ({ after: written(facts, at) }));
  const outcome = await keepParts(table, practice, all);
  if (outcome !== 'kept') throw new Error(`the demo's plan was not kept: ${outcome}`);
};
