/** When the clock must look at an onward referral next. Who has what to do is read from the practice's open referrals, not from here. */
import { deadlineShards, indexKeys, shardOf } from '#platform/tables';
import { clockCommands } from './deadlines.ts';
import type { Onward } from './types.ts';

/** The `due` index key: the first of its deadlines, none when the clock has nothing left to do. */
export const dueKey = (onward: Onward): { pk: string; sk: string } | undefined => {
  const [first] = clockCommands(onward)
    .map((command) => command.at)
    .sort();
  return first && { pk: indexKeys.deadlines(shardOf(onward.id, deadlineShards)), sk: `${first}#${onward.id}` };
};
