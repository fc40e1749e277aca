/** The onward referrals of one organisation: which, says the index; what they are, the rows as they stand now. */
import type { OrganisationId } from '#identity/types';
import { indexKeys } from '#platform/tables';
import type { Item, Table } from '#platform/types';
import { fromItems } from './referral-items.ts';
import type { Onward } from './types.ts';

type Listed = { onward: Onward[] /** There are others, older. */; more: boolean };
const keysOf = async (table: Table, pk: string, most: number) => {
  const found: Item[] = [];
  for (let after: Item | undefined, first = true; (first || after) && found.length <= most; first = false) {
    const page = await table.query({ index: 'party', pk, backwards: true, limit: most + 1, after });
    found.push(...page.items);
    after = page.next;
  }
  return found;
};

/** Newest first, by when they changed last; at most so many. */
export const onwardsOf = async (table: Table, organisation: OrganisationId, { open, most }: { open: boolean; most: number }): Promise<Listed> => {
  const found = await keysOf(table, indexKeys.partyOf('O', organisation, open), most);
  const rows = await table.getAll(found.slice(0, most).map(({ pk, sk }) => ({ pk, sk })));
  const onward = rows.flatMap((row) => (row ? fromItems([row]).onward.map((one) => one.onward) : []));
  return { onward: onward.filter((one) => one.organisation === organisation), more: found.length > most };
};
