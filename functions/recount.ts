/** Every ten minutes: figures of a past day that were asked for; once a day all figures are held against the log. */

import type { AreaId } from '#identity/types';
import { reconcileAll } from '#insight/reconcile-store';
import { makeAskedSets } from '#insight/sets-store';
import { later } from '#platform/time';
import { clock, counting, directory, log } from './wiring.ts';

/** Of its fifteen minutes it begins nothing new after twelve. */
const beginsFor = 12 * 60_000;

/** What differs is said by name of the practice, and the run fails: that is what the alarm hears. */
export const handler = async (): Promise<void> => {
  const until = later(clock.now(), beginsFor);
  const deps = {
    ...{ ...counting(), now: clock.now, mayGoOn: () => clock.now() < until },
    practicesIn: async (area: string) => (await directory().practicesIn(area as AreaId)).map(({ id }) => ({ area, practice: id })),
    areas: async () => (await directory().areas()).map(({ id }) => id),
  };
  const { made } = await makeAskedSets(deps);
  log('figures-made', { count: made });
  const reconciled = await reconcileAll(deps);
  for (const { practice, people, late, differs } of reconciled) log('reconciled', { party: practice, count: people, late, differs: differs.length });
  if (reconciled.some(({ differs }) => differs.length > 0)) throw new Error('figures differ from the log');
};
