/** Entries of the exceptions list: what the hub could not do by itself, under the area whose manager sees it. */
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Item, Key, Table } from '#platform/types';
import type { ReferralId } from '#referral/types';
import { writeOne } from './one-write.ts';

/** `what`: a party's id, `RELAY` or `COUNT`. Holds no personal data. */
type Exception = { referral: ReferralId; area: string; what: string; reason: string; since: Instant };

/** The area of exceptions that no manager can be found for: the hub's operator looks there. */
export const hubArea = 'hub';

const itemOf = (key: Key, area: string, since: Instant, fields: Record<string, string>, id: string): Item => ({
  ...key,
  ...fields,
  since,
  duePk: indexKeys.exceptions(area),
  dueSk: `${since}#${id}`,
  fixedPk: indexKeys.everyException,
  fixedSk: `${since}#${id}`,
});
const referralItem = ({ referral, area, what, reason, since }: Exception): Item =>
  itemOf({ pk: keys.referral(referral), sk: keys.exception(what) }, area, since, { what, reason }, referral);

/** Says why, and whose it is, even where something less exact was said before. */
export const raiseException = async (referrals: Table, exception: Exception): Promise<void> => {
  await writeOne(referrals, { put: referralItem(exception) });
};

/** Something went wrong that the hub does not know the reason of; an exception that is there already says more. */
export const raiseStranded = async (referrals: Table, exception: Omit<Exception, 'reason'>): Promise<void> => {
  await writeOne(referrals, { put: referralItem({ ...exception, reason: 'stranded' }), when: { absent: true } });
};

export const clearException = async (referrals: Table, referral: ReferralId, what: string): Promise<void> => {
  await writeOne(referrals, { delete: { pk: keys.referral(referral), sk: keys.exception(what) } });
};

/** About no referral that could be named; `digest` tells equal ones apart from others. */
export const raiseHubException = async (referrals: Table, { from, digest, since }: { from: string; digest: string; since: Instant }): Promise<void> => {
  const item = itemOf({ pk: keys.hub, sk: keys.exception(digest) }, hubArea, since, { what: from, reason: 'stranded' }, digest);
  await writeOne(referrals, { put: item, when: { absent: true } });
};

const open = async (referrals: Table): Promise<Item[]> => (await referrals.query({ index: 'fixed', pk: indexKeys.everyException })).items;
/** Parties for whom something was given up that waits for a person; what is beyond one page is not looked at. */
export const partiesGivenUp = async (referrals: Table): Promise<ReadonlySet<string>> =>
  new Set((await open(referrals)).map(({ sk }) => sk.slice(keys.exception('').length)));
/** How many wait for a person, wherever; what is beyond one page is not counted. */
export const openExceptions = async (referrals: Table): Promise<number> => (await open(referrals)).length;
