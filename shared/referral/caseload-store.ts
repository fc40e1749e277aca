/** The referrals of some practices, as a caseload shows them: one query of an index and the heads, however many onward referrals there are. */

import type { PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { indexKeys } from '#platform/tables';
import type { Instant, Key, Table } from '#platform/types';
import { isEnded, isOpen } from './edges.ts';
import { plainHead } from './packed-store.ts';
import { type CaseRow, caseRowFrom } from './referral-items.ts';

/** The index says which, and may be late; the heads say what is. */
const headsOf = async (table: Table, found: readonly Pick<Key, 'pk' | 'sk'>[]): Promise<CaseRow[]> => {
  const heads = found.length === 0 ? [] : await table.getAll(found.map(({ pk, sk }) => ({ pk, sk })));
  return heads.flatMap((head) => (head ? [caseRowFrom(plainHead(head))] : []));
};
const rowsIn = async (table: Table, pk: string, from?: string): Promise<CaseRow[]> =>
  headsOf(table, await everyItem(table, { index: 'party', pk, ...(from === undefined ? {} : { from }) }));
const ofEach = async (practices: readonly PracticeId[], rows: (practice: PracticeId) => Promise<CaseRow[]>): Promise<CaseRow[]> =>
  (await Promise.all([...new Set(practices)].map(rows))).flat();

/** Sent and not ended. Who may see which is for the policy to say: a restricted one, once accepted, is for one practitioner alone. */
export const openCaseload = (table: Table, practices: readonly PracticeId[]): Promise<CaseRow[]> =>
  ofEach(practices, async (practice) => (await rowsIn(table, indexKeys.partyOf('P', practice, true))).filter(({ status }) => isOpen(status)));

/** Of each practice so many of those that ended last, and since then; as many as one page of the index has. */
export const lastClosed = (table: Table, practices: readonly PracticeId[], from: Instant, newest: number): Promise<CaseRow[]> =>
  ofEach(practices, async (practice) => {
    const pk = indexKeys.partyOf('P', practice, false);
    const { items } = await table.query({ index: 'party', pk, from, backwards: true, limit: newest });
    return (await headsOf(table, items)).filter(({ status }) => isEnded(status));
  });
/** Ended, and changed since. */
export const closedSince = (table: Table, practices: readonly PracticeId[], from: Instant): Promise<CaseRow[]> =>
  ofEach(practices, async (practice) => (await rowsIn(table, indexKeys.partyOf('P', practice, false), from)).filter(({ status }) => isEnded(status)));
