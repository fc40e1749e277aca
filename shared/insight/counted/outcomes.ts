/** What a person's goals and measurements add: goals to the months in which they were set and ended, measurements to the month of the baseline. */

import { baselineOf, timepointOf } from '#people/timepoints';
import { londonDate } from '#referral/working-days';
import { twoWayOf } from './cohort.ts';
import type { Episode } from './episode.ts';
import type { GoalTold, MeasuredValue } from './life.ts';
import type { Tally } from './tally.ts';

type InMonth = { month: string; tally: Tally };

export const goalsByMonth = (goals: readonly GoalTold[]): InMonth[] =>
  goals.flatMap(({ setOn, ended }) => [
    { month: setOn.slice(0, 7), tally: { goalsSet: 1 } },
    ...(ended ? [{ month: ended.on.slice(0, 7), tally: { [`goal.${ended.how}`]: 1 } }] : []),
  ]);

/** What is measured in pairs, and which way is better. Whole numbers alone: their sums are exact in any order. */
export const pairedItems: Readonly<Record<string, 'higher' | 'lower'>> = {
  'ons4-life-satisfaction': 'higher',
  'ons4-worthwhile': 'higher',
  'ons4-happiness': 'higher',
  'ons4-anxiety': 'lower',
  'eq-5d-5l-vas': 'higher',
  'swemwbs-raw': 'higher',
  'wsas-score': 'lower',
  'hads-anxiety': 'lower',
  'hads-depression': 'lower',
  'mycaw-concern-1': 'lower',
  'mycaw-concern-2': 'lower',
  'mycaw-wellbeing': 'lower',
};
const pairTally = (item: string, before: MeasuredValue, after: MeasuredValue | undefined): Tally => {
  if (!after) return { [`base-${item}`]: 1 };
  const change = after.value - before.value;
  const better = pairedItems[item] === 'lower' ? -change : change;
  return {
    [`base-${item}`]: 1,
    [`pair-${item}`]: 1,
    ...(change ? { [`change-${item}`]: change, [`square-${item}`]: change * change } : {}),
    ...(better >= 1 ? { [`better-${item}`]: 1 } : {}),
  };
};

/** Oldest first; of one day, as they were recorded. */
const inOrder = (measured: readonly MeasuredValue[]) => measured.toSorted((a, b) => (`${a.day} ${a.knownAt}` < `${b.day} ${b.knownAt}` ? -1 : 1));
/** Of one episode. A value is a baseline once: `taken` are those of the episodes before, and an episode that begins with such a one has none. */
export const measuredByMonth = (episode: Episode, measured: readonly MeasuredValue[], taken: Set<string>): InMonth[] => {
  const first = twoWayOf(episode)[0];
  const when = { came: episode.receivedOn, ...(first ? { firstContact: londonDate(first.at) } : {}) };
  return Object.keys(pairedItems).flatMap((item): InMonth[] => {
    const own = inOrder(measured.filter((one) => one.item === item));
    const found = baselineOf(own, when);
    const before = own.find(({ id }) => id === found?.id);
    if (!before || taken.has(`${item} ${before.id}`)) return [];
    taken.add(`${item} ${before.id}`);
    const after = own.find((one) => timepointOf(one, own, when) === 'follow-up');
    return [{ month: before.day.slice(0, 7), tally: pairTally(item, before, after) }];
  });
};
