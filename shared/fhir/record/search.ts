/** Health records by whose they are, by what they are based on, by id or by identifier: there is no list of everything. */

import type { Asked, Clause, Found } from '#fhir/door';
import { readId, referenceId } from '#fhir/ids';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { ofPeople } from '#fhir/referral/source';
import { refusal } from '#fhir/refusals';
import { searchAmong } from '#fhir/search/among';
import { recordsOf } from '#people/merging';
import { personStore, readPersonId } from '#people/person-store';
import { type RecordStore, readRecordId, recordStore } from '#people/record-store';
import type { HealthRecord, RecordType } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { identifierKey, namespacesOf } from './keys.ts';
import { recordParameters } from './parameters.ts';
import { readable, recordSeen } from './view.ts';

type Source = { type: RecordType; call: FhirCall; store: RecordStore; ports: FhirPorts };
const unique = <One>(all: readonly (One | undefined)[]): One[] => [...new Set(all.filter((one) => one !== undefined))];

const byIds = async ({ type, store }: Source, values: readonly string[]): Promise<HealthRecord[]> => {
  const found = await Promise.all(unique(values.map(readRecordId)).map((id) => store.load(type, id)));
  return found.filter((one) => one !== undefined);
};
const byReferrals = async ({ type, store }: Source, ids: readonly (string | undefined)[]): Promise<HealthRecord[]> =>
  (await Promise.all(unique(ids).map((id) => store.ofReferral(type, id)))).flat();
const byRequests = (source: Source, values: readonly string[]): Promise<HealthRecord[]> =>
  byReferrals(
    source,
    values.map((value) => readId(referenceId(value, 'ServiceRequest', source.ports.baseUrl) ?? value)?.referral),
  );

/** What was recorded of somebody's referrals is theirs too. An organisation does not know who it is. */
const byPeople = async (source: Source, values: readonly string[]): Promise<HealthRecord[]> => {
  const { type, call, store, ports } = source;
  if (call.who.caller.kind === 'organisation') return [];
  const asked = unique(values.map((value) => readPersonId(referenceId(value, 'Patient', ports.baseUrl) ?? value)));
  const people = unique((await personStore(ports.referrals).loadAll(asked)).flatMap((person) => (person ? recordsOf(person) : [])));
  const own = await Promise.all(people.map((person) => store.ofPerson(type, person)));
  const ofReferrals = Object.hasOwn(recordParameters[type], 'based-on') ? await byReferrals(source, await ofPeople(people, ports)) : [];
  return [...own.flat(), ...ofReferrals];
};
const byIdentifiers = async (source: Source, values: readonly string[]): Promise<HealthRecord[]> => {
  const { type, call, store, ports } = source;
  const spaces = namespacesOf(call.who.caller);
  const keys = await Promise.all(values.flatMap((value) => spaces.map((space) => identifierKey(type, value, space, '', ports))));
  const taken = await store.taken(keys);
  return byIds(
    source,
    taken.flatMap((one) => (one ? [one.record] : [])),
  );
};

/** In this order: what names the fewest comes first. */
const sources = { _id: byIds, 'based-on': byRequests, patient: byPeople, identifier: byIdentifiers } as const;
type SourceName = keyof typeof sources;
const sourceNames = Object.keys(sources) as SourceName[];

const sourceIn = (clauses: readonly Clause[]): { name: SourceName; clause: Clause } | undefined =>
  sourceNames.flatMap((name) => clauses.filter((clause) => clause.name === name && !clause.modifier).map((clause) => ({ name, clause })))[0];
const namesNobody = (type: RecordType) => {
  const names = sourceNames.filter((name) => name === '_id' || Object.hasOwn(recordParameters[type], name));
  return refusal(400, 'required', `A search of ${type} says whose it is or which: give one of ${names.join(', ')}.`);
};

/** `patient` as the source has found more than its own words say: records of somebody merged with them. */
const without = (clauses: readonly Clause[], name: SourceName, clause: Clause) => (name === 'patient' ? clauses.filter((one) => one !== clause) : clauses);

export const searchRecords =
  (type: RecordType) =>
  async (call: FhirCall, asked: Asked, ports: FhirPorts): Promise<Found | Answer> => {
    const source = sourceIn(asked.clauses);
    if (!source) return namesNobody(type);
    const { name, clause } = source;
    if (name === 'identifier' && !clause.values.every((value) => /^[^|]+\|[^|]/.test(value)))
      return refusal(400, 'invalid', 'identifier is a system and a value, as system|value.');
    const records = await sources[name]({ type, call, store: recordStore(ports.referrals), ports }, clause.values);
    const seen = (await readable(call.who.caller, records, ports)).map(({ record, reading }) => recordSeen(record, reading));
    return searchAmong(seen, { ...asked, clauses: without(asked.clauses, name, clause) }, recordParameters[type], ports.baseUrl);
  };
