/** Concerns in the `referrals` table, in the partition of the person: each version, and who read it. Nothing of them is in any other door's list. */

import type { AreaId, PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { isShortId } from '#platform/ids';
import { indexKeys, keys } from '#platform/tables';
import type { Instant, Item, Table, Written } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import type { PersonId } from '#referral/types';
import type { Concern } from './concern.ts';

/** `reader`: the user. */
type ConcernReading = { at: Instant; reader: string; name: string };
type ConcernStore = {
  load(person: PersonId, id: string): Promise<Concern | undefined>;
  ofPeople(people: readonly PersonId[]): Promise<Concern[]>;
  /** Oldest first, by when they were raised. */
  ofPractice(practice: PracticeId, open: boolean): Promise<Concern[]>;
  ofArea(area: AreaId, open: boolean): Promise<Concern[]>;
  /** A new one, or a version that follows `before`; not written when that is no longer the newest. */
  write(after: Concern, before?: Concern): Promise<Written>;
  /** Noted before it is shown. */
  noteReading(concern: Concern, reading: ConcernReading): Promise<void>;
  /** Oldest first. */
  readings(concern: Concern): Promise<ConcernReading[]>;
};

/** As it stands in an address: opaque, and its partition can be told from it. */
export const concernAddress = ({ person, id }: Pick<Concern, 'person' | 'id'>): string => `${person}-${id}`;
export const readConcernAddress = (text: string): { person: PersonId; id: string } | undefined => {
  const [, person, id] = /^([A-Za-z0-9.-]{26,32})-([0-9a-hjkmnp-tv-z]{8})$/.exec(text) ?? [];
  return person && id ? { person: person as PersonId, id } : undefined;
};
export const readConcernId = (text: string): string | undefined => (isShortId(text) ? text : undefined);

/** What the hub wrote is trusted: it was typed when written. */
const concernFrom = (item: Item): Concern => JSON.parse(String(item.data));
const bodyOf = (concern: Concern) => ({ versionId: concern.versionId, data: JSON.stringify(concern) });
const currentItem = (concern: Concern) => {
  const { person, id, practice, area, raisedAt, closed } = concern;
  const sk = `${raisedAt}#${id}`;
  return {
    ...keys.concern(person, id),
    ...bodyOf(concern),
    ...{ duePk: indexKeys.concernsOf(practice, !closed), dueSk: sk, fixedPk: indexKeys.concernsIn(area, !closed), fixedSk: sk },
  };
};

/** The index says which, and may be late; the items say what is. */
const indexed = async (table: Table, index: 'due' | 'fixed', pk: string, open: boolean): Promise<Concern[]> => {
  const rows = await everyItem(table, { index, pk });
  const items = rows.length === 0 ? [] : await table.getAll(rows.map(({ pk: person, sk }) => ({ pk: person, sk })));
  return items.flatMap((item) => (item ? [concernFrom(item)] : [])).filter(({ closed }) => (closed === undefined) === open);
};
const inPartition = (table: Table, { pk, sk }: { pk: string; sk: string }) => everyItem(table, { pk, from: sk, to: `${sk}~` });

export const concernStore = (table: Table): ConcernStore => ({
  load: async (person, id) => {
    const item = await table.get(keys.concern(person, id));
    return item && concernFrom(item);
  },
  ofPeople: async (people) => (await Promise.all(people.map((person) => inPartition(table, keys.concern(person, ''))))).flat().map(concernFrom),
  ofPractice: (practice, open) => indexed(table, 'due', indexKeys.concernsOf(practice, open), open),
  ofArea: (area, open) => indexed(table, 'fixed', indexKeys.concernsIn(area, open), open),
  write: (after, before) =>
    table.write(nextVersion(currentItem(after), before && { ...keys.concernVersion(before.person, before.id, before.versionId), ...bodyOf(before) })),
  noteReading: async ({ person, id }, reading) => {
    const key = keys.concernReading(person, id, reading.at, reading.reader);
    const { outcome } = await table.write([{ put: { ...key, data: JSON.stringify(reading) } }]);
    if (outcome !== 'written') throw new Error(`it was not noted who read a concern: ${outcome}`);
  },
  readings: async ({ person, id }) => {
    const { pk, sk } = keys.concernReading(person, id, '' as Instant, '');
    return (await inPartition(table, { pk, sk: sk.slice(0, -1) })).map((item) => JSON.parse(String(item.data)));
  },
});
