/** A person as FHIR: the Patient as sent, with what the hub knows of duplicates. */
import type { Patient, PatientLink } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { Seen } from '#fhir/door';
import type { FhirPorts } from '#fhir/ports';
import { mayKnow } from '#identity/access-policy';
import type { Caller } from '#identity/types';
import { awaitsDecision } from '#people/merging';
import { personStore, readPersonId } from '#people/person-store';
import type { Person } from '#people/types';
import type { PersonId } from '#referral/types';

export const mismatchTag = { system: system.hub, code: 'number-mismatch', display: 'The practice has this number for somebody else too' };

const linkTo = (id: PersonId, type: PatientLink['type']): PatientLink => ({ other: { reference: `Patient/${id}`, type: 'Patient' }, type });
export const linksOf = (person: Person): PatientLink[] => [
  ...(person.mergedInto ? [linkTo(person.mergedInto, 'replaced-by')] : []),
  ...(person.replaces ?? []).map((id) => linkTo(id, 'replaces')),
  ...(awaitsDecision(person) && person.mismatchOf ? [linkTo(person.mismatchOf, 'seealso')] : []),
];
const roles: Readonly<Record<string, string>> = { practice: 'Organization', practitioner: 'Practitioner' };
/** Who made this version, as far as FHIR has a place for it. */
const sourceOf = ({ by }: Person): string => by.replace(/^[a-z]+/, (role) => roles[role] ?? role);

export const patientSeen = (person: Person): Seen => {
  const { versionId, lastUpdated } = person;
  const { resourceType, ...kept }: Patient = JSON.parse(person.patient);
  const link = linksOf(person);
  const resource: Patient = {
    resourceType,
    id: person.id,
    meta: { versionId: String(versionId), lastUpdated, source: sourceOf(person), ...(awaitsDecision(person) ? { tag: [mismatchTag] } : {}) },
    ...kept,
    ...(person.mergedInto ? { active: false } : {}),
    ...(link.length > 0 ? { link } : {}),
  };
  return { resource, version: { versionId, lastUpdated } };
};

/** Undefined: not there, or not for this caller. Ids that only lead to a person are nobody's. */
export const knownPerson = async (by: Caller, id: string, ports: Pick<FhirPorts, 'referrals'>): Promise<Person | undefined> => {
  const named = readPersonId(id);
  const person = named && (await personStore(ports.referrals).load(named));
  return person && person.id === named && mayKnow(by, person.practice) ? person : undefined;
};
export const versionsOf = async (by: Caller, id: string, ports: Pick<FhirPorts, 'referrals'>): Promise<Seen[]> => {
  const named = readPersonId(id);
  const versions = named ? await personStore(ports.referrals).versions(named) : [];
  return versions.filter(({ practice }) => mayKnow(by, practice)).map(patientSeen);
};
