/** From commits to the subscriptions they may be an event of. Coarse, so that it stays cheap: whether it is one, the subscription's own consumer judges. */
import { keys } from '#platform/tables';
import type { QueueMessage, Table } from '#platform/types';
import type { Commit, Referral, ReferralId, Touched } from '#referral/types';
import { hearsOf } from './subscription-store.ts';
import { partyNamed, subscriptionFifo } from './subscription-wake.ts';

/** Commits `from` to `upTo` of a referral touched resources of these types that a party may see. */
type Concern = { party: string; referral: ReferralId; types: ReadonlySet<Touched['type']>; from: number; upTo: number };

/** The practice sees the referral itself, an organisation its own onward referrals. */
const partyAt = (after: Referral, id: Touched['id']): string => {
  const onward = after.onward.find((one) => one.id === id);
  return onward ? partyNamed('organisation', onward.organisation) : partyNamed('practice', after.practice);
};

export const concernsOf = (story: readonly { commit: Commit; after: Referral }[]): Concern[] => {
  const found = new Map<string, { party: string; types: Set<Touched['type']>; revs: number[]; referral: ReferralId }>();
  for (const { commit, after } of story)
    for (const { type, id } of commit.touched) {
      const party = partyAt(after, id);
      const one = found.get(party) ?? { party, types: new Set(), revs: [], referral: commit.referral };
      found.set(party, one);
      one.types.add(type);
      one.revs.push(commit.rev);
    }
  return [...found.values()].map(({ revs, ...one }) => ({ ...one, from: Math.min(...revs), upTo: Math.max(...revs) }));
};

/** One read for all the parties of all the referrals; none where nothing was committed. */
export const subscriptionWakeUps = async (concerns: readonly Concern[], work: Table): Promise<QueueMessage[]> => {
  const parties = [...new Set(concerns.map(({ party }) => party))];
  if (parties.length === 0) return [];
  const items = await work.getAll(parties.map(keys.subscriptionsOf));
  const hears = new Map(parties.map((party, n) => [party, hearsOf(items[n])]));
  return concerns.flatMap(({ party, referral, types, from, upTo }) =>
    [...(hears.get(party) ?? [])].flatMap(([subscription, type]) =>
      types.has(type) ? [subscriptionFifo({ party, subscription, referral, rev: from }, `r${upTo}`)] : [],
    ),
  );
};
