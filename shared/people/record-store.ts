/** Health records in the `referrals` table, in the partition of their person or referral; every version is kept. */
import { everyItem } from '#platform/every-item';
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Item, Table, Write, Written } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import type { PersonId } from '#referral/types';
import type { HealthRecord, RecordId, RecordType } from './types.ts';

/** Claimed when a record is created, so that the same is not recorded twice; `body` tells the same request from another with the same key. */
export type RecordKey = { kind: 'identifier' | 'request'; requester: string; mac: string; body: string };
export type TakenKey = { record: RecordId; body: string; at: Instant };
/** `expired`: somebody's, but over. */
type Claim = RecordKey & { expired?: TakenKey };
export type RecordStore = {
  load(type: RecordType, id: RecordId): Promise<HealthRecord | undefined>;
  /** Newest first. */
  versions(type: RecordType, id: RecordId): Promise<HealthRecord[]>;
  ofPerson(type: RecordType, person: PersonId): Promise<HealthRecord[]>;
  /** Of a referral and of all that was referred on from it. */
  ofReferral(type: RecordType, referral: string): Promise<HealthRecord[]>;
  /** A new record, or a new version that follows `before`; not written when that is no longer the newest. */
  write(after: HealthRecord, before: HealthRecord | undefined, claims: readonly Claim[]): Promise<Written>;
  /** Who holds each. */
  taken(claims: readonly RecordKey[]): Promise<(TakenKey | undefined)[]>;
};

const base32 = '[0-9a-hjkmnp-tv-z]';
const ofReferralPattern = new RegExp(`^(${base32}{26})-((?:${base32}{8}-)?${base32}{8})$`);
const ofPersonPattern = new RegExp(`^([A-Za-z0-9.-]{27,55})-(${base32}{8})$`);
type Place = { pk: string; rest: string };
/** Where a record of this id lies; undefined: it is none of the hub's. */
const placeOf = (id: string): Place | undefined => {
  const [, referral, ofReferral = ''] = ofReferralPattern.exec(id) ?? [];
  if (referral) return { pk: keys.referral(referral), rest: ofReferral };
  const [, person, rest = ''] = ofPersonPattern.exec(id) ?? [];
  return person ? { pk: indexKeys.person(person), rest } : undefined;
};
const placed = (id: RecordId): Place => {
  const place = placeOf(id);
  if (!place) throw new Error('a record id that the hub does not give');
  return place;
};

export const readRecordId = (text: string): RecordId | undefined => (placeOf(text) ? (text as RecordId) : undefined);
/** `short`: 8 characters of base32. */
export const recordIdOf = (of: HealthRecord['of'], short: string): RecordId => `${'person' in of ? of.person : of.referral}-${short}` as RecordId;

/** What the hub wrote is trusted: it was typed when written. */
export const recordFrom = (item: Item): HealthRecord => JSON.parse(String(item.data));
const itemOf = (record: HealthRecord, sk: string) => ({ pk: placed(record.id).pk, sk, versionId: record.versionId, data: JSON.stringify(record) });

const recordsIn = async (table: Table, pk: string, prefix: string): Promise<HealthRecord[]> =>
  (await everyItem(table, { pk, from: prefix, to: `${prefix}~` })).map(recordFrom);

const claimWrite = ({ kind, requester, mac, body, expired }: Claim, { type, id, lastUpdated }: HealthRecord): Write => ({
  put: { ...keys.unique(requester, mac), kind, type, r: id, body, at: lastUpdated },
  when: expired ? { equals: { at: expired.at } } : { absent: true },
});
const writesOf = (after: HealthRecord, before: HealthRecord | undefined, claims: readonly Claim[]): Write[] => [
  ...nextVersion(
    itemOf(after, keys.record(after.type, placed(after.id).rest)),
    before && itemOf(before, keys.recordVersion(before.type, placed(before.id).rest, before.versionId)),
  ),
  ...claims.map((claim) => claimWrite(claim, after)),
];
const takenFrom = (item: Item | undefined): TakenKey | undefined =>
  item && { record: String(item.r) as RecordId, body: String(item.body), at: String(item.at) as Instant };

export const recordStore = (table: Table): RecordStore => {
  const load = async (type: RecordType, id: RecordId) => {
    const { pk, rest } = placed(id);
    const item = await table.get({ pk, sk: keys.record(type, rest) });
    return item && recordFrom(item);
  };
  return {
    load,
    versions: async (type, id) => {
      const { pk, rest } = placed(id);
      const [current, older] = await Promise.all([load(type, id), recordsIn(table, pk, keys.recordVersion(type, rest, 0).slice(0, -6))]);
      return [...(current ? [current] : []), ...older.reverse()];
    },
    ofPerson: (type, person) => recordsIn(table, indexKeys.person(person), keys.record(type, '')),
    ofReferral: (type, referral) => recordsIn(table, keys.referral(referral), keys.record(type, '')),
    write: (after, before, claims) => table.write(writesOf(after, before, claims)),
    taken: async (claims) => (await table.getAll(claims.map(({ requester, mac }) => keys.unique(requester, mac)))).map(takenFrom),
  };
};
