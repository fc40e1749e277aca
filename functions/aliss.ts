/** Every hour: the copy of ALISS is made whole where it is a day old, or goes on where the last run stood. */
import { syncAliss } from '#directory/aliss/sync-store';
import { later } from '#platform/time';
import { access, aliss, clock, ids, log, pause } from './wiring.ts';

/** Of its fifteen minutes it walks ten; the rest is for asking after what is missing, and for writing down what it saw. */
const walksFor = 10 * 60_000;

/** ALISS being down is no fault of the hub's: it is said, and the next hour asks again. */
export const handler = async (): Promise<void> => {
  const until = later(clock.now(), walksFor);
  const { state, page, because } = await syncAliss({ aliss: aliss(), table: access(), clock, ids, pause, mayGoOn: () => clock.now() < until });
  log('aliss', { code: because ?? state, count: page });
};
