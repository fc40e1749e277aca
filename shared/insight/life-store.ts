/** Reads of a person what is counted: who they are, their referrals' commits, their goals and measurements. */
import { goalTold, valuesTold } from '#fhir/record/told';
import { recordsOf } from '#people/merging';
import { personFrom } from '#people/person-store';
import { recordFrom } from '#people/record-store';
import type { Deprivation } from '#people/simd';
import type { HealthRecord } from '#people/types';
import { everyItem } from '#platform/every-item';
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Item, Table } from '#platform/types';
import { commitFrom, fromItems, referralOf } from '#referral/referral-items';
import type { Commit, PersonId, ReferralId } from '#referral/types';
import type { GoalTold, Life, MeasuredValue } from './counted/life.ts';
import { knownIn, lastVersion, toldOf } from './told-store.ts';

export type Lives = {
  /** The table `referrals`. */
  referrals: Table;
  quintileOf(postcode: string | undefined): Promise<Deprivation>;
};
/** `leadsTo`: this record stands for nobody by itself; whom it was merged into does. */
export type LifeRead = { leadsTo: PersonId } | { life: Life };

type Records = { goals: GoalTold[]; measured: MeasuredValue[] };
const commitPrefix = keys.commit(0).slice(0, 2);
/** What each record of the type was then: a later change is in a version that came after. */
const recordsAt = (items: readonly Item[], type: 'Goal' | 'Observation', asAt: Instant | undefined): HealthRecord[] => {
  const [current, older] = [keys.record(type, ''), keys.recordVersion(type, '', 0).slice(0, -7)];
  if (asAt === undefined) return items.filter(({ sk }) => sk.startsWith(current)).map(recordFrom);
  const there = items.filter(({ sk }) => sk.startsWith(current) || sk.startsWith(older)).map(recordFrom);
  const then = there.filter(({ lastUpdated }) => lastUpdated <= asAt).sort((a, b) => a.versionId - b.versionId);
  return [...new Map(then.map((record) => [record.id, record])).values()];
};
const recordsIn = (items: readonly Item[], asAt: Instant | undefined): Records => ({
  goals: recordsAt(items, 'Goal', asAt).flatMap((record) => goalTold(record) ?? []),
  measured: recordsAt(items, 'Observation', asAt).flatMap(valuesTold),
});
/** Of a partition; of a past time with what its records and its person were before. */
const lastKey = (asAt: Instant | undefined): string => (asAt === undefined ? keys.record('Observation', '~') : lastVersion);

type ReferralRead = Records & { id: ReferralId; commits: Commit[]; person?: PersonId };
/** Its commits and its records lie together, and between them its head, which may be packed and is not asked. */
const readReferral = async (id: ReferralId, { referrals }: Lives, asAt: Instant | undefined): Promise<ReferralRead> => {
  const items = await everyItem(referrals, { pk: keys.referral(id), from: keys.commit(0), to: lastKey(asAt) });
  const commits = items.filter(({ sk }) => sk.startsWith(commitPrefix)).map(commitFrom);
  if (commits.some(({ rev }, n) => rev !== n + 1)) throw new Error('a commit is missing between others');
  const submitted = commits[0]?.events.find(({ type }) => type === 'submitted');
  return { id, commits, ...recordsIn(items, asAt), ...(submitted?.type === 'submitted' ? { person: submitted.facts.person } : {}) };
};

const ownItems = (person: PersonId, { referrals }: Lives, asAt: Instant | undefined) =>
  everyItem(referrals, { pk: indexKeys.person(person), from: keys.about(person).sk, to: lastKey(asAt) });
const referralsOf = async (person: PersonId, { referrals }: Lives): Promise<ReferralId[]> =>
  (await everyItem(referrals, { index: 'fixed', pk: indexKeys.person(person) })).map(({ pk }) => referralOf(pk.slice(keys.referral('').length)));

/** Whom the record at a person's key leads to; undefined: it stands for itself. */
export const leadsOn = (item: Item | undefined): PersonId | undefined =>
  item?.is === undefined ? item && personFrom(item).mergedInto : (String(item.is) as PersonId);

/** `all`: the referrals that are known are all there are, and no index is asked. `asAt`: who they are, their goals and measurements as they were then. */
type How = { all?: boolean; asAt?: Instant };
/** `known`: referrals that the index may not name yet; those of somebody else are left out. */
export const readLife = async (id: PersonId, known: readonly ReferralId[], deps: Lives, { all = false, asAt }: How = {}): Promise<LifeRead> => {
  const own = await ownItems(id, deps, asAt);
  const item = own.find(({ sk }) => sk === keys.person(id).sk);
  const leadsTo = leadsOn(item);
  if (leadsTo) return { leadsTo };
  const person = item && personFrom(item);
  const ids = person ? recordsOf(person) : [id];
  const others = await Promise.all(ids.filter((one) => one !== id).map((one) => ownItems(one, deps, asAt)));
  const named = all ? [] : (await Promise.all(ids.map((one) => referralsOf(one, deps)))).flat();
  const read = await Promise.all([...new Set([...named, ...known])].map((one) => readReferral(one, deps, asAt)));
  const its = read.filter(({ person: whose }) => whose !== undefined && ids.includes(whose));
  const records = [...[own, ...others].map((items) => recordsIn(items, asAt)), ...its];
  return {
    life: {
      id,
      // Who it is, is as it was known then; which records are theirs, as it is known now.
      told: await toldOf(knownIn(own, id, asAt), (person?.replaces ?? []).length, deps.quintileOf),
      referrals: new Map(its.map((one) => [one.id, one.commits])),
      goals: records.flatMap(({ goals }) => goals),
      measured: records.flatMap(({ measured }) => measured),
    },
  };
};

/** Whose referral it is; undefined: there is none. */
export const personOf = async (referral: ReferralId, { referrals }: Lives): Promise<PersonId | undefined> => {
  const item = await referrals.get({ pk: keys.referral(referral), sk: keys.commit(1) });
  const submitted = item && fromItems([item]).commits[0]?.events.find(({ type }) => type === 'submitted');
  return submitted?.type === 'submitted' ? submitted.facts.person : undefined;
};
