/** The person of a referral as one reader may see them: all, what a service declared, or that there is somebody. */
import type { Patient, PatientContact, Period, Reference, ServiceRequest } from 'fhir/r4.js';
import type { ServiceField } from '#directory/types';
import type { FhirPorts } from '#fhir/ports';
import { personStore } from '#people/person-store';
import type { Instant } from '#platform/types';
import type { Need, Referral } from '#referral/types';
import { survivorOf } from './match.ts';

export type PersonView = { reference: Reference /** Only what the reader's service needs. */; contained?: Patient };

const containedPatient = (sent: ServiceRequest): Patient | undefined => {
  const id = sent.subject.reference?.startsWith('#') ? sent.subject.reference.slice(1) : undefined;
  return sent.contained?.find((one): one is Patient => one.resourceType === 'Patient' && one.id === id);
};

/** For the practice and its practitioners, who know the person. */
export const wholePerson = (referral: Referral, sent: ServiceRequest): PersonView => {
  const patient = containedPatient(sent);
  const identifier = patient?.identifier?.[0] ?? sent.subject.identifier;
  return { reference: { reference: `Patient/${referral.person}`, type: 'Patient', ...(identifier ? { identifier } : {}) } };
};

/** Stands for a need that only its sender's words say. */
export const needUntold: Need = { display: 'Support, see the hub' };
/** For who may not know who it is (yet). */
export const nobodySeen: PersonView = { reference: { type: 'Patient', display: 'Shown to the service once it has accepted' } };

/** For who may know what the service declared: it stands beside the reference. */
export const personContained: Reference = { type: 'Patient', display: 'See the contained Patient' };

type InUse = { use?: string; period?: Period };
const isOver = ({ end = '' }: Period, at: Instant): boolean =>
  end !== '' && (end.length <= 10 ? end < at.slice(0, end.length) : Date.parse(end) < Date.parse(at));
/** Somebody else may answer at an old number or open the door of an old address, and an old name can tell what is nobody's business. */
const inUse = <One extends InUse>(all: readonly One[] | undefined, at: Instant): One[] | undefined => {
  const now = (all ?? []).filter(({ use, period = {} }) => use !== 'old' && use !== 'maiden' && !isOver(period, at));
  return now.length > 0 ? now : undefined;
};
const namesOf = ({ name }: Patient, at: Instant) => inUse(name, at) ?? name?.slice(-1);
/** R4 wants of each at least one of these. (pat-1) */
const saysWho = ({ name, telecom, address, organization }: PatientContact): boolean => [name, telecom, address, organization].some(Boolean);
const contactsOf = ({ contact = [] }: Patient, at: Instant) =>
  inUse(contact.map((one): PatientContact => ({ ...one, telecom: inUse(one.telecom, at) })).filter(saysWho), at);
const languageOf = (patient: Patient) =>
  patient.communication?.map(({ language, preferred }) => ({ language, ...(preferred === undefined ? {} : { preferred }) }));
const picked = {
  name: (patient: Patient, at: Instant) => ({ name: namesOf(patient, at) }),
  'safe-contact': (patient: Patient, at: Instant) => ({ telecom: inUse(patient.telecom, at), contact: contactsOf(patient, at) }),
  'birth-date': (patient: Patient) => ({ birthDate: patient.birthDate }),
  address: (patient: Patient, at: Instant) => ({ address: inUse(patient.address, at) }),
  language: (patient: Patient) => ({ communication: languageOf(patient) }),
} as const satisfies Record<ServiceField, (patient: Patient, at: Instant) => Partial<Patient>>;

/** The person as now known; as sent where the hub keeps no record of them. */
export const patientNow = async (referral: Referral, sent: ServiceRequest, ports: Pick<FhirPorts, 'referrals'>): Promise<Patient> => {
  const person = await personStore(ports.referrals).load(referral.person);
  if (person) return JSON.parse((await survivorOf(person, ports)).patient);
  return containedPatient(sent) ?? { resourceType: 'Patient', ...(sent.subject.display ? { name: [{ text: sent.subject.display }] } : {}) };
};
/** Only the fields that the service declared, and of them what is in use at the time of the call; never a number. */
export const personFor = (fields: readonly ServiceField[], patient: Patient, at: Instant): PersonView & { contained: Patient } => {
  const parts = JSON.parse(JSON.stringify(Object.assign({}, ...fields.map((field) => picked[field](patient, at)))));
  return { reference: personContained, contained: { resourceType: 'Patient', id: 'person', ...parts } };
};
