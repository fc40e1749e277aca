/** When the clock must look at a referral or an onward referral next. Who has what to do is read from the practice's open referrals, not from here. */
import { deadlineShards, indexKeys, shardOf, visitShards } from '#platform/tables';
import { clockCommands } from './deadlines.ts';
import type { Onward, Referral } from './types.ts';

/** The `due` index key: the first of its deadlines, none when the clock has nothing left to do. */
export const dueKey = (onward: Onward): { pk: string; sk: string } | undefined => {
  const [first] = clockCommands(onward)
    .map((command) => command.at)
    .sort();
  return first && { pk: indexKeys.deadlines(shardOf(onward.id, deadlineShards)), sk: `${first}#${onward.id}` };
};

/** Of a visit alone: among those that the clock waits for; once it has told of it, among those of its area that are still not out. None else. Whose it is the row's own key says: the id once more would cost a write unit. */
export const visitKey = ({ id, area, casework }: Pick<Referral, 'id' | 'area' | 'casework'>): { pk: string; sk: string } | undefined => {
  const alone = casework?.next?.alone;
  if (!alone || alone.safeAt) return undefined;
  const pk = alone.overdueAt ? indexKeys.visitsTold(area) : indexKeys.visits(shardOf(id, visitShards));
  return { pk, sk: alone.backBy };
};
