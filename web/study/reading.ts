/** What an export takes from FHIR's words: the sex of a Patient, and a measurement from an Observation. */
import type { FhirResource } from 'fhir/r4.js';
import { measurementIn } from '#fhir/record/measurement';
import { sexTold } from '#fhir/record/told';
import { isRecorded } from '#fhir/record/values';
import { simdStore } from '#people/simd-store';
import type { HealthRecord, Person } from '#people/types';
import type { Table } from '#platform/types';
import type { Reading } from '#study/people-store';
import type { Measured, Sex } from '#study/types';

const sexOf = ({ patient }: Person): Sex => {
  const told = sexTold(patient);
  return told === 'not-known' ? 'unknown' : told;
};
/** Undefined: it measures nothing, or was struck out. What a concern is called in the person's own words stays here. */
const measured = (record: HealthRecord): Measured | undefined => {
  const resource: FhirResource = JSON.parse(record.resource);
  const found = isRecorded('Observation', resource) ? measurementIn({ record, resource }) : undefined;
  if (!found || found.struck) return undefined;
  const { instrument, day, values, absent } = found;
  const by = record.organisation === undefined ? 'practitioner' : 'organisation';
  return { instrument, day, by, values: values.map(({ code, text }) => ({ code, text })), ...(absent ? { absent } : {}) };
};
/** The same district is asked for many people. */
const remembering = (table: Table): Table => {
  const known = new Map<string, ReturnType<Table['get']>>();
  const get: Table['get'] = (key) => {
    const name = `${key.pk}\n${key.sk}`;
    const held = known.get(name) ?? table.get(key);
    known.set(name, held);
    return held;
  };
  return { ...table, get };
};
export const readingOf = (referrals: Table, access: Table): Reading => {
  const simd = simdStore(remembering(access));
  return { referrals, deprivation: (postcode) => simd.quintileOf(postcode), sexOf, measured };
};
