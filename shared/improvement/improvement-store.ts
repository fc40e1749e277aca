/** Development plans, in `access`: one item to each part of a plan, one query for all of them, and every version that a part was. */
import type { PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { accessKeys } from '#platform/tables';
import type { Item, Table, Write } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import { planOfEntries } from './plan.ts';
import type { Entry, Kind, Plan } from './types.ts';

/** Between `A` and `T`: versions stand behind them. */
const letters: Readonly<Record<Kind, string>> = { aim: 'A', cycle: 'C', action: 'D', measure: 'M', comment: 'N', rating: 'R', session: 'S', story: 'T' };
/** What the hub wrote is trusted: it was typed when written. */
const entryIn = (item: Item): Entry => JSON.parse(String(item.data));
const keyOf = (practice: PracticeId, { kind, id }: Pick<Entry, 'kind' | 'id'>) => accessKeys.plan(practice, letters[kind], id);
const versionKey = (practice: PracticeId, { kind, id, versionId }: Pick<Entry, 'kind' | 'id' | 'versionId'>) =>
  accessKeys.planVersion(practice, letters[kind], id, versionId);

export const planOf = async (table: Table, practice: PracticeId): Promise<Plan> => {
  const { pk } = accessKeys.plan(practice, '', '');
  return planOfEntries((await everyItem(table, { pk, from: 'A', to: 'U' })).map(entryIn));
};
/** Whatever stands in the plan or stood in it, the newest first. */
export const versionsOf = async (table: Table, practice: PracticeId): Promise<Entry[]> => {
  const { pk } = accessKeys.plan(practice, '', '');
  const all = (await everyItem(table, { pk })).map(entryIn);
  return all.sort((one, other) => (one.lastUpdated === other.lastUpdated ? other.versionId - one.versionId : one.lastUpdated < other.lastUpdated ? 1 : -1));
};
/** One part as it was when somebody opened it. */
export const versionOf = async (table: Table, practice: PracticeId, of: Pick<Entry, 'kind' | 'id' | 'versionId'>): Promise<Entry | undefined> => {
  const [now, then] = await table.getAll([keyOf(practice, of), versionKey(practice, of)]);
  const found = [now, then].flatMap((item) => (item ? [entryIn(item)] : []));
  return found.find(({ versionId }) => versionId === of.versionId);
};

type Change = { after: Entry; before?: Entry | undefined };
const writesOf =
  (practice: PracticeId) =>
  ({ after, before }: Change): Write[] => {
    const body = (entry: Entry) => ({ versionId: entry.versionId, data: JSON.stringify(entry) });
    return nextVersion({ ...keyOf(practice, after), ...body(after) }, before && { ...versionKey(practice, before), ...body(before) });
  };
/** All of them, or none: `changed` where one of them is no longer what it was before. */
export const keepParts = async (table: Table, practice: PracticeId, changes: readonly Change[]): Promise<'kept' | 'changed' | 'busy'> => {
  const { outcome } = await table.write(changes.flatMap(writesOf(practice)));
  if (outcome === 'written') return 'kept';
  return outcome === 'condition-failed' ? 'changed' : 'busy';
};
