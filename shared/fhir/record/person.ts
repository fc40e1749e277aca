/** Which of a practice's people a health record names: the hub's own Patient, or a number that one of them has. */
import type { Identifier, Reference } from 'fhir/r4.js';
import { referenceId } from '#fhir/ids';
import { numberAsked } from '#fhir/patient/facts';
import { whoHas } from '#fhir/patient/search';
import { knownPerson } from '#fhir/patient/view';
import type { FhirPorts } from '#fhir/ports';
import { practicesOf } from '#identity/access-policy';
import type { Caller } from '#identity/types';
import type { Person } from '#people/types';

const byNumber = async ({ system = '', value = '' }: Identifier, by: Caller, ports: FhirPorts): Promise<Person | undefined> => {
  const asked = `${system}|${value}`;
  const people = numberAsked(asked) ? await whoHas(asked, practicesOf(by), ports) : [];
  return people.length === 1 ? people[0] : undefined;
};

/** Undefined: nobody, several, or nobody that this caller may know. */
export const personNamed = async ({ reference, identifier }: Reference, by: Caller, ports: FhirPorts): Promise<Person | undefined> => {
  if (reference === undefined) return identifier && byNumber(identifier, by, ports);
  return knownPerson(by, referenceId(reference, 'Patient', ports.baseUrl) ?? '', ports);
};
