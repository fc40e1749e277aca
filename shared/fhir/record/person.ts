/** Which of a practice's people a health record names: the hub's own Patient, or a number that one of them has. */
import type { Identifier, Reference } from 'fhir/r4.js';
import { referenceId } from '#fhir/ids';
import { idAt } from '#fhir/patient/match';
import type { FhirPorts } from '#fhir/ports';
import { mayKnow } from '#identity/access-policy';
import type { Caller, PracticeId } from '#identity/types';
import { numberSystemOf, readNumber } from '#people/identifiers';
import { holdsNumber } from '#people/likeness';
import { placesOf } from '#people/matching';
import { personStore, readPersonId } from '#people/person-store';
import type { Person } from '#people/types';

const practicesOf = (by: Caller): readonly PracticeId[] => (by.kind === 'practice' ? [by.practice] : by.kind === 'practitioner' ? by.practices : []);
const byNumber = async ({ system = '', value = '' }: Identifier, by: Caller, ports: FhirPorts): Promise<Person | undefined> => {
  const named = numberSystemOf(system);
  const read = named && readNumber(named, value);
  if (!read?.ok) return undefined;
  const { number } = read;
  const places = practicesOf(by).flatMap((practice) => placesOf(practice, { facts: { number }, identifiers: [] }));
  const ids = await Promise.all(places.map(({ text }) => idAt(text, ports)));
  const people = (await personStore(ports.referrals).loadAll(ids)).filter((one) => one !== undefined && holdsNumber(one.facts, number));
  return people.length === 1 ? people[0] : undefined;
};

/** Undefined: nobody, several, or nobody that this caller may know. */
export const personNamed = async ({ reference, identifier }: Reference, by: Caller, ports: FhirPorts): Promise<Person | undefined> => {
  if (reference === undefined) return identifier && byNumber(identifier, by, ports);
  const id = readPersonId(referenceId(reference, 'Patient', ports.baseUrl) ?? '');
  const person = id && (await personStore(ports.referrals).load(id));
  return person && mayKnow(by, person.practice) ? person : undefined;
};
