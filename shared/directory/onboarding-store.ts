/** Brings a checked onboarding file into the hub: what differs is changed, one record at a time, each together with its audit item. */
import { isDeepStrictEqual } from 'node:util';
import { type ClientRecord, clientItem } from '#identity/client-store';
import { accessKeys } from '#platform/tables';
import type { Clock, Item, Key, Table, Write } from '#platform/types';
import { documentItem } from './directory-store.ts';
import { answerKeysOf, endpointKeys, type Issued, type KeyDeps } from './keys-store.ts';
import type { Kind, Reference } from './onboarding.ts';
import type { OnboardedClient, OnboardedEndpoint, OnboardingDocument } from './onboarding-document.ts';
import { answerKeys, endpoint } from './records.ts';

/** `who` did it and by which file (its SHA-256): both stand in the audit. */
export type OnboardingDeps = KeyDeps & { table: Table; clock: Clock; who: string; file: string };
/** One record that differs. `fields`: which parts, never what they hold. */
export type Change = { what: string; added: boolean; fields: string[]; write: Write; issued: Issued[] };
type Plan = { changes: Change[]; unchanged: string[] };

type Stored = Record<string, unknown> | undefined;
type Next = { item: Item; issued: Issued[] };
type Wanted = { what: string; key: Key; next(current: Stored): Promise<Next> | Next };

const plain = (what: string, key: Key, record: object): Wanted => ({
  what,
  key,
  next: () => ({ item: documentItem(key, record), issued: [] }),
});

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
    const same = { id: client.id, actsFor: actsFor(client), keys: client.jwks.keys, scopes: client.scopes.join(' '), ...(disabled && { disabledAt }) };
    const held = Number(current?.version ?? 0);
    const version = current && isDeepStrictEqual(current, JSON.parse(JSON.stringify({ ...same, version: held }))) ? held : held + 1;
    return { item: clientItem({ ...same, version }), issued: [] };
  };
  return { what: `client ${client.id}`, key, next };
};

const wantedOf = (document: OnboardingDocument, deps: OnboardingDeps): Wanted[] => [
  ...(document.areas ?? []).map((area) => plain(`area ${area.id}`, accessKeys.area(area.id), area)),
  ...(document.managers ?? []).map((manager) => plain(`manager ${manager.id}`, accessKeys.manager(manager.id), manager)),
  ...(document.practices ?? []).flatMap(({ endpoint: listens, ...practice }) => [
    plain(`practice ${practice.id}`, accessKeys.practice(practice.id), practice),
    ...wantedEndpoint(practice.id, listens, deps),
  ]),
  ...(document.practitioners ?? []).map((person) => plain(`practitioner ${person.id}`, accessKeys.practitioner(person.id), person)),
  ...(document.organisations ?? []).flatMap(({ endpoint: listens, answerKeys: keys, ...organisation }) => [
    plain(`organisation ${organisation.id}`, accessKeys.organisation(organisation.id), organisation),
    ...wantedEndpoint(organisation.id, listens, deps),
    ...wantedAnswerKeys({ ...organisation, answerKeys: keys }, deps),
  ]),
  ...(document.clients ?? []).map((client) => wantedClient(client, deps.clock)),
];

const stored = (item: Item): Record<string, unknown> => JSON.parse(String(item.data));
const changedFields = (before: Stored, after: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].filter((field) => !isDeepStrictEqual(before?.[field], after[field])).sort();

const changeOf = async ({ what, key, next }: Wanted, table: Table): Promise<Change | undefined> => {
  const current = await table.get(key);
  const before = current && stored(current);
  const { item, issued } = await next(before);
  const fields = changedFields(before, stored(item));
  if (fields.length === 0) return undefined;
  const put: Write = { put: item, when: current ? { equals: { data: String(current.data) } } : { absent: true } };
  return { what, added: !current, fields, write: put, issued };
};

/** Reads only. Secrets it makes are worth nothing until the change is applied. */
export const planOnboarding = async (document: OnboardingDocument, deps: OnboardingDeps): Promise<Plan> => {
  const wanted = wantedOf(document, deps);
  const found = await Promise.all(wanted.map((one) => changeOf(one, deps.table)));
  return { changes: found.flatMap((change) => change ?? []), unchanged: wanted.flatMap(({ what }, index) => (found[index] ? [] : [what])) };
};

/** The record and its audit item, both or neither; `overtaken`: somebody else changed it since the plan was made. */
export const applyChange = async ({ what, added, fields, write }: Change, { table, clock, ids, who, file }: OnboardingDeps): Promise<'done' | 'overtaken'> => {
  const at = clock.now();
  const audit: Item = { ...accessKeys.audit(at, ids.id()), at, who, what, change: added ? 'added' : 'changed', fields: fields.join(' '), file };
  const written = await table.write([write, { put: audit, when: { absent: true } }]);
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
