/** The search of ServiceRequest and of Task: one walk, two faces. */

import type { Asked, Clause, Found, Parameters } from '#fhir/door';
import { referenceId } from '#fhir/ids';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal } from '#fhir/refusals';
import { everyParameter, searchAmong } from '#fhir/search/among';
import { recordsOf } from '#people/merging';
import { personStore, readPersonId } from '#people/person-store';
import type { PersonId } from '#referral/types';
import { loadAll, rowsOf, type Wanted } from './rows.ts';
import { sourceOf } from './source.ts';
import type { ResourceType } from './view.ts';
import { walkPartitions } from './walk.ts';

const isWhole = (value: string) => /^[^|]+\|[^|]/.test(value);
/** By what was asked, the records that it stands for: a person's own, and those merged into it. */
const peopleOf = async (clauses: readonly Clause[], ports: FhirPorts): Promise<Map<string, readonly PersonId[]>> => {
  const asked = clauses.filter(({ name }) => name === 'patient').flatMap(({ values }) => values);
  const ids = asked.map((value) => readPersonId(referenceId(value, 'Patient', ports.baseUrl) ?? value));
  const there = await personStore(ports.referrals).loadAll([...new Set(ids.filter((id) => id !== undefined))]);
  const records = new Map(there.flatMap((person) => (person ? [[person.id, recordsOf(person)] as const] : [])));
  return new Map(asked.map((value, n) => [value, ids[n] === undefined ? [] : (records.get(ids[n]) ?? [ids[n]])]));
};

export const searchReferrals =
  (type: ResourceType, parameters: Parameters) =>
  async (call: FhirCall, asked: Asked, ports: FhirPorts): Promise<Found | ReturnType<typeof refusal>> => {
    const identifiers = type === 'ServiceRequest' ? asked.clauses.filter(({ name }) => name === 'identifier').flatMap(({ values }) => values) : [];
    if (!identifiers.every(isWhole)) return refusal(400, 'invalid', 'identifier is a system and a value, as system|value.');
    const people = await peopleOf(asked.clauses, ports);
    const wanted: Wanted = { by: call.who.caller, at: call.receivedAt, type, asked, parameters: { ...everyParameter, ...parameters }, people };
    const source = await sourceOf(call.who, type, asked.clauses, [...people.values()].flat(), ports);
    if ('partitions' in source) return walkPartitions(wanted, source.partitions, ports);
    const loaded = await loadAll(source.referrals, ports);
    const rows = await rowsOf(
      wanted,
      loaded.map((one) => ({ loaded: one })),
      ports,
    );
    return searchAmong(rows.flat(), { ...asked, clauses: [] }, parameters, ports.baseUrl);
  };
