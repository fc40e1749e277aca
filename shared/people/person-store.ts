/** People in the `referrals` table: what each is now, every version before, and the names under which they are found. */

import type { PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { indexKeys, keys } from '#platform/tables';
import type { Item, Table, Write } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import type { PersonId } from '#referral/types';
import { dayOfBirth } from './likeness.ts';
import { awaitsDecision } from './merging.ts';
import { recordFrom } from './record-store.ts';
import type { HealthRecord, Person } from './types.ts';

type PersonStore = {
  /** Who is at this id, or whom it leads on to. */
  load(id: PersonId): Promise<Person | undefined>;
  /** With the Consents recorded of them, in one read. Undefined: this id only leads to another. */
  open(id: PersonId): Promise<{ person: Person | undefined; consents: HealthRecord[] } | undefined>;
  /** Each in the place of its id. */
  loadAll(ids: readonly PersonId[]): Promise<(Person | undefined)[]>;
  /** Newest first. */
  versions(id: PersonId): Promise<Person[]>;
  /** Those born on a day, by the HMAC of the practice and the day; some may have another birth date by now. */
  bornOn(list: string): Promise<Person[]>;
  /** A number under which there seem to be two people: those that nobody has decided yet, oldest first. */
  waiting(practice: PracticeId): Promise<Person[]>;
};

/** The HMAC of a place as a person's id: 32 characters that FHIR lets an id have. */
export const personIdOf = (mac: string): PersonId => mac.replace(/[^A-Za-z0-9-]/g, '.').slice(0, 32) as PersonId;
/** Of who can be told by nothing; `id`: 26 of base32. Never the form of a referral's id: by its beginning a record's id says whose it is. */
export const newPersonId = (id: string): PersonId => `p-${id}` as PersonId;
export const readPersonId = (text: string): PersonId | undefined => (/^[A-Za-z0-9.-]{26,32}$/.test(text) ? (text as PersonId) : undefined);

/** What the hub wrote is trusted: it was typed when written. */
export const personFrom = (item: Item): Person => ({ ...JSON.parse(String(item.data)), patient: String(item.patient) });
const bodyOf = ({ patient, ...rest }: Person) => ({ versionId: rest.versionId, data: JSON.stringify(rest), patient });
const currentItem = (person: Person) => ({
  ...keys.person(person.id),
  ...bodyOf(person),
  ...(awaitsDecision(person) ? { duePk: indexKeys.mismatches(person.practice), dueSk: `${person.lastUpdated}#${person.id}` } : {}),
});
const versionItem = (person: Person) => ({ ...keys.personVersion(person.id, person.versionId), ...bodyOf(person) });

/** `aliases`: free ids that shall lead to the person. `list`: the HMAC of their practice and birth date, where they shall be found by it. */
type Ways = { aliases?: readonly PersonId[]; list?: string | undefined };
export const waysTo = (id: PersonId, { aliases = [], list }: Ways): Write[] => [
  ...aliases.map((alias): Write => ({ put: { ...keys.person(alias), is: id }, when: { absent: true } })),
  ...(list === undefined ? [] : [{ put: keys.born(list, id) }]),
];
export const newPerson = (person: Person, ways: Ways): Write[] => [...nextVersion(currentItem(person), undefined), ...waysTo(person.id, ways)];
/** `before` is kept as a version; nothing is written when it is no longer the newest. */
export const changedPerson = (before: Person, after: Person, ways: Ways = {}): Write[] => [
  ...nextVersion(currentItem(after), versionItem(before)),
  ...waysTo(after.id, dayOfBirth(before.facts) === dayOfBirth(after.facts) ? { ...ways, list: undefined } : ways),
];

const getAll = async (table: Table, ids: readonly PersonId[]): Promise<(Item | undefined)[]> => {
  const [only, ...more] = ids;
  if (only === undefined) return [];
  return more.length === 0 ? [await table.get(keys.person(only))] : table.getAll(ids.map(keys.person));
};

export const personStore = (table: Table): PersonStore => {
  const loadAll = async (ids: readonly PersonId[]) => {
    const items = await getAll(table, ids);
    const leads = items.flatMap((item) => (item?.is === undefined ? [] : [String(item.is) as PersonId]));
    const followed = await getAll(table, [...new Set(leads)]);
    const led = new Map(followed.flatMap((item) => (item ? [[item.pk, item] as const] : [])));
    const found = items.map((item) => (item?.is === undefined ? item : led.get(keys.person(String(item.is)).pk)));
    return found.map((item) => item && personFrom(item));
  };
  const there = async (ids: readonly PersonId[]) => (await loadAll(ids)).filter((person) => person !== undefined);
  const load = async (id: PersonId) => (await loadAll([id]))[0];
  return {
    load,
    open: async (id) => {
      const { pk, sk } = keys.person(id);
      const items = await everyItem(table, { pk, from: sk, to: keys.record('Consent', '~') });
      const current = items.find((item) => item.sk === sk);
      if (current?.is !== undefined) return undefined;
      return { person: current && personFrom(current), consents: items.filter((item) => item.sk.startsWith(keys.record('Consent', ''))).map(recordFrom) };
    },
    loadAll,
    versions: async (id) => {
      const { pk, sk } = keys.personVersion(id, 0);
      const [current, older] = await Promise.all([load(id), everyItem(table, { pk, from: sk, to: `${sk.slice(0, -6)}~` })]);
      return [...(current?.id === id ? [current] : []), ...older.map(personFrom).reverse()];
    },
    bornOn: async (list) => there((await everyItem(table, { pk: keys.born(list, '').pk })).map(({ sk }) => sk as PersonId)),
    waiting: async (practice) => {
      const rows = await everyItem(table, { pk: indexKeys.mismatches(practice), index: 'due' });
      const ids = rows.map(({ pk }) => pk.slice(keys.person('').pk.length) as PersonId);
      return (await there(ids)).filter(awaitsDecision);
    },
  };
};
