/** How many were sent to a service of late: read from the organisation's own onward referrals, so that nothing is written to count them. */
import { indexKeys } from '#platform/tables';
import { later } from '#platform/time';
import type { Instant, Table } from '#platform/types';
import { fromItems } from './referral-items.ts';

const week = 7 * 86_400_000;
/** Newest changes looked at, of the open and of the closed ones each; above it there are many, whatever the number. */
const most = 60;

/** In the seven days before; `service` undefined: to any of the organisation's. What was sent since then also changed since then. */
export const sentInWeek = async (referrals: Table, organisation: string, service: string | undefined, at: Instant): Promise<number> => {
  const from = later(at, -week);
  const changed = await Promise.all(
    [true, false].map((open) =>
      referrals.query({ index: 'party', pk: indexKeys.partyOf('O', organisation, open), from, to: `${at}#~`, backwards: true, limit: most }),
    ),
  );
  const keys = changed.flatMap(({ items }) => items.map(({ pk, sk }) => ({ pk, sk })));
  const items = keys.length === 0 ? [] : (await referrals.getAll(keys)).flatMap((item) => item ?? []);
  return fromItems(items).onward.filter(({ onward }) => onward.sentAt >= from && (service === undefined || onward.service === service)).length;
};
