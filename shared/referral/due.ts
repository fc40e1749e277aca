/** Where a referral stands on its practice's worklist, and when the clock must look at it next. */
import { indexKeys } from '#platform/tables';
import { clockCommands } from './deadlines.ts';
import { isOpen } from './edges.ts';
import type { Referral } from './types.ts';

/** Sorts after every time: nothing for the clock to do. */
export const notForTheClock = '~';

/**
 * The `due` index key, or none when all has ended: first what the clock must look at, by time, then the others by age.
 * One partition per practice, so that accepting, cover and handover move no key; who serves a referral stands in its head.
 */
export const dueKey = (referral: Referral): { pk: string; sk: string } | undefined => {
  const [first] = clockCommands(referral)
    .map((command) => command.at)
    .sort();
  if (!isOpen(referral.status) && !first) return undefined;
  return { pk: indexKeys.worklist(referral.practice), sk: `${first ?? `${notForTheClock}${referral.receivedAt}`}#${referral.id}` };
};
