/** All that a query comes to, page after page. For what is bounded by what it is, such as the versions of one record. */
import type { Item, Query, Table } from './types.ts';

export const everyItem = async (table: Pick<Table, 'query'>, query: Query): Promise<Item[]> => {
  const items: Item[] = [];
  for (let after: Item | undefined, first = true; first || after; first = false) {
    const page = await table.query({ ...query, ...(after ? { after } : {}) });
    items.push(...page.items);
    after = page.next;
  }
  return items;
};
