/** Brings a checked onboarding file into the hub: what differs is changed, one record at a time, each together with its listings and its audit item. */
import { isDeepStrictEqual } from 'node:util';
import { type ClientRecord, clientItem } from '#identity/client-store';
import { keyText } from '#platform/table-terms';
import { accessKeys } from '#platform/tables';
import type { Clock, Item, Key, Table, Write } from '#platform/types';
import { documentItem, versionIn } from './directory-store.ts';
import { answerKeysOf, endpointKeys, type Issued, type KeyDeps } from './keys-store.ts';
import type { Kind, Reference } from './onboarding.ts';
import type { OnboardedClient, OnboardedEndpoint, OnboardingDocument } from './onboarding-document.ts';
import { answerKeys, areaFields, endpoint, managerFields, organisationFields, practiceFields, practitionerFields } from './records.ts';
import { type Macs, wantedUsers } from './users-store.ts';

/** `who` did it and by which file (its SHA-256): both stand in the audit. */
export type OnboardingDeps = KeyDeps & { table: Table; clock: Clock; who: string; file: string /** The hub's own, where they are at hand. */; macs?: Macs };
/** One record that differs. `fields`: which parts, never what they hold. */
export type Change = { what: string; added: boolean; fields: string[]; writes: Write[]; besides?(): Promise<Write[]>; issued: Issued[] };
type Plan = { changes: Change[]; unchanged: string[] };

export type Stored = Record<string, unknown> | undefined;
export type Next = { item: Item; issued: Issued[] };
/** `listed`: where the record stands once more; a record that says it is versioned. */
export type Wanted = {
  what: string;
  key: Key;
  next(current: Stored): Promise<Next> | Next;
  listed?(record: Record<string, unknown>): Key[];
  /** What else changes with it, found out when it does. */
  besides?(current: Stored): Promise<Write[]>;
};

type Kept = { fields: object; overTime: readonly string[] };
/** With what is kept over time where the file does not say it, in the order in which a file would. */
const withKept = (record: Record<string, unknown>, current: Stored, { fields, overTime }: Kept): Record<string, unknown> => {
  const held = (name: string) => record[name] ?? (overTime.includes(name) ? current?.[name] : undefined);
  return Object.fromEntries(Object.keys(fields).flatMap((name) => (held(name) === undefined ? [] : [[name, held(name)]])));
};
type Listed = { kind: Parameters<typeof accessKeys.listed>[1] } & ({ by: 'area' | 'areas' | 'practices' } | { under: 'hub' });
/** A record with its version, listed under what its field `by` names. */
const versioned = (what: string, key: Key, record: { id: string }, kept: Kept, listed?: Listed): Wanted => ({
  what,
  key,
  next: (current) => ({ item: documentItem(key, withKept(record, current, kept)), issued: [] }),
  listed: (stored) => {
    if (!listed) return [];
    const under = 'under' in listed ? [listed.under] : [...new Set([stored[listed.by]].flat())];
    return under.map((place) => accessKeys.listed(String(place), listed.kind, record.id));
  },
});
/** The pages keep these too; a file that says nothing of them leaves them as they are. */
const kept = {
  area: { fields: areaFields, overTime: ['holidays', 'measures', 'under16', 'concernContacts', 'contact'] },
  manager: { fields: managerFields, overTime: [] },
  practice: { fields: practiceFields, overTime: ['arms', 'listSizes', 'selfReferral'] },
  practitioner: { fields: practitionerFields, overTime: ['wte'] },
  organisation: { fields: organisationFields, overTime: ['agreements'] },
} as const satisfies Record<string, Kept>;

const wantedEndpoint = (party: string, wanted: OnboardedEndpoint | undefined, deps: OnboardingDeps): Wanted[] => {
  if (!wanted) return [];
  const key = accessKeys.endpoint(party);
  const next = async (current: Stored): Promise<Next> => {
    const held = current && endpoint.parse(current);
    const { keys, issued } = await endpointKeys(party, wanted.keys, held?.keys ?? [], deps);
    const disabled = wanted.disabled ?? held?.disabledAt !== undefined;
    const record = { party, url: wanted.url, keys, ...(disabled && { disabledAt: held?.disabledAt ?? deps.clock.now() }) };
    return { item: documentItem(key, record), issued };
  };
  return [{ what: `endpoint of ${party}`, key, next }];
};

type OnboardedOrganisation = NonNullable<OnboardingDocument['organisations']>[number];
const wantedAnswerKeys = ({ id, answerKeys: wanted }: OnboardedOrganisation, deps: OnboardingDeps): Wanted[] => {
  if (!wanted) return [];
  const key = accessKeys.answerKeys(id);
  const next = async (current: Stored): Promise<Next> => {
    const held = current ? answerKeys.parse(current).keys : [];
    const { keys, issued } = await answerKeysOf(id, wanted, held, deps);
    return { item: documentItem(key, { keys }), issued };
  };
  return [{ what: `answer keys of ${id}`, key, next }];
};

const actsFor = ({ practice, practitioner, organisation, manager }: OnboardedClient): ClientRecord['actsFor'] => {
  if (practice) return { kind: 'practice', practice };
  if (practitioner) return { kind: 'practitioner', practitioner };
  if (organisation) return { kind: 'organisation', organisation };
  if (manager) return { kind: 'manager', manager };
  throw new Error('a client that speaks for nobody was not refused by the check');
};
/** Any change is a new version, which ends the client's tokens. */
const wantedClient = (client: OnboardedClient, clock: Clock): Wanted => {
  const key = accessKeys.client(client.id);
  const next = (current: Stored): Next => {
    const disabled = client.disabled ?? current?.disabledAt !== undefined;
    const disabledAt = current?.disabledAt === undefined ? clock.now() : String(current.disabledAt);
    const keys = client.jwksUrl === undefined ? { keys: client.jwks?.keys ?? [] } : { keys: [], jwksUrl: client.jwksUrl };
    const same = { id: client.id, actsFor: actsFor(client), ...keys, scopes: client.scopes.join(' '), ...(disabled && { disabledAt }) };
    const held = Number(current?.version ?? 0);
    const version = current && isDeepStrictEqual(current, JSON.parse(JSON.stringify({ ...same, version: held }))) ? held : held + 1;
    return { item: clientItem({ ...same, version }), issued: [] };
  };
  return { what: `client ${client.id}`, key, next };
};

const wantedOf = (document: OnboardingDocument, deps: OnboardingDeps): Wanted[] => [
  ...(document.areas ?? []).map((area) => versioned(`area ${area.id}`, accessKeys.area(area.id), area, kept.area, { kind: 'AREA', under: 'hub' })),
  ...(document.managers ?? []).map((manager) =>
    versioned(`manager ${manager.id}`, accessKeys.manager(manager.id), manager, kept.manager, { kind: 'MANAGER', by: 'areas' }),
  ),
  ...(document.practices ?? []).flatMap(({ endpoint: listens, ...practice }) => [
    versioned(`practice ${practice.id}`, accessKeys.practice(practice.id), practice, kept.practice, { kind: 'PRACTICE', by: 'area' }),
    ...wantedEndpoint(practice.id, listens, deps),
  ]),
  ...(document.practitioners ?? []).map((person) =>
    versioned(`practitioner ${person.id}`, accessKeys.practitioner(person.id), person, kept.practitioner, { kind: 'PRACTITIONER', by: 'practices' }),
  ),
  ...(document.organisations ?? []).flatMap(({ endpoint: listens, answerKeys: keys, ...organisation }) => [
    versioned(`organisation ${organisation.id}`, accessKeys.organisation(organisation.id), organisation, kept.organisation, { kind: 'ORG', by: 'area' }),
    ...wantedEndpoint(organisation.id, listens, deps),
    ...wantedAnswerKeys({ ...organisation, answerKeys: keys }, deps),
  ]),
  ...(document.clients ?? []).map((client) => wantedClient(client, deps.clock)),
  ...wantedUsers(document.users ?? [], deps),
];

const stored = (item: Item): Record<string, unknown> => JSON.parse(String(item.data));
const changedFields = (before: Stored, after: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].filter((field) => !isDeepStrictEqual(before?.[field], after[field])).sort();

type Compared = { current: Item | undefined; item: Item; fields: string[] };
/** The record under its next version, as it is stored and listed; what it is listed under no more goes. */
const versionedWrites = async ({ current, item, fields }: Compared, listed: (record: Record<string, unknown>) => Key[], { table, clock }: OnboardingDeps) => {
  const wanted = listed(stored(item));
  const isAsBefore = current?.versionId !== undefined && fields.length === 0;
  const { versionId, lastUpdated } = isAsBefore
    ? versionIn(current)
    : { versionId: (current ? versionIn(current).versionId : 0) + 1, lastUpdated: clock.now() };
  const listings = wanted.map((key): Item => ({ ...item, ...key, versionId, lastUpdated }));
  const found = isAsBefore ? await table.getAll(wanted) : [];
  if (isAsBefore && isDeepStrictEqual(found, listings)) return undefined;
  const kept = new Set(wanted.map(keyText));
  const gone = current ? listed(stored(current)).filter((key) => !kept.has(keyText(key))) : [];
  return { record: { ...item, versionId, lastUpdated }, others: [...listings.map((put): Write => ({ put })), ...gone.map((key): Write => ({ delete: key }))] };
};
const writesOf = async (compared: Compared, { listed }: Wanted, deps: OnboardingDeps) => {
  if (listed) return versionedWrites(compared, listed, deps);
  return compared.fields.length === 0 ? undefined : { record: compared.item, others: [] };
};

const changeOf = async (wanted: Wanted, deps: OnboardingDeps): Promise<Change | undefined> => {
  const current = await deps.table.get(wanted.key);
  const before = current && stored(current);
  const { item, issued } = await wanted.next(before);
  const fields = changedFields(before, stored(item));
  const writes = await writesOf({ current, item, fields }, wanted, deps);
  if (!writes) return undefined;
  const put: Write = { put: writes.record, when: current ? { equals: { data: String(current.data) } } : { absent: true } };
  const besides = wanted.besides && { besides: () => wanted.besides?.(before) ?? Promise.resolve([]) };
  return { what: wanted.what, added: !current, fields: fields.length > 0 ? fields : ['version'], writes: [put, ...writes.others], ...besides, issued };
};

/** Reads only. Secrets it makes are worth nothing until the change is applied. */
export const planOnboarding = async (document: OnboardingDocument, deps: OnboardingDeps): Promise<Plan> => {
  const wanted = wantedOf(document, deps);
  const found = await Promise.all(wanted.map((one) => changeOf(one, deps)));
  return { changes: found.flatMap((change) => change ?? []), unchanged: wanted.flatMap(({ what }, index) => (found[index] ? [] : [what])) };
};

/** The record, its listings and its audit item, all or nothing; `overtaken`: somebody else changed it since the plan was made. */
export const applyChange = async (
  { what, added, fields, writes, besides }: Change,
  { table, clock, ids, who, file }: OnboardingDeps,
): Promise<'done' | 'overtaken'> => {
  const at = clock.now();
  const audit: Item = { ...accessKeys.audit(at, ids.id()), at, who, what, change: added ? 'added' : 'changed', fields: fields.join(' '), file };
  const more = (await besides?.()) ?? [];
  const written = await table.write([...writes, ...more, { put: audit, when: { absent: true } }]);
  if (written.outcome === 'written') return 'done';
  if (written.outcome === 'throttled') throw new Error('the access table is throttled: run the command again');
  return 'overtaken';
};

/** References that neither the file nor the hub can follow. */
export const missingReferences = async (references: Reference[], table: Table): Promise<Reference[]> => {
  const keyOf: Record<Kind, (id: string) => Key> = {
    areas: accessKeys.area,
    managers: accessKeys.manager,
    practices: accessKeys.practice,
    practitioners: accessKeys.practitioner,
    organisations: accessKeys.organisation,
  };
  const known = await Promise.all(references.map(({ kind, id }) => table.get(keyOf[kind](id))));
  return references.filter((_, index) => known[index] === undefined);
};
