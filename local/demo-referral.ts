/** The played referral: the example of docs/, written now, under a number of its own. The person is invented. */
import { readFileSync } from 'node:fs';
import type { Consent, Patient, Resource, ServiceRequest } from 'fhir/r4.js';

const example = new URL('../docs/referral.example.json', import.meta.url);

const isConsent = (one: Resource): one is Consent => one.resourceType === 'Consent';
const isPatient = (one: Resource): one is Patient => one.resourceType === 'Patient';

/** `number`: the practice's own for this referral. */
export const playedReferral = (number: string, now: Date): ServiceRequest => {
  const sent: ServiceRequest = JSON.parse(readFileSync(example, 'utf8'));
  const identifier = sent.identifier?.map((one) => ({ ...one, value: number }));
  const contained = sent.contained?.map((one) => (isConsent(one) ? { ...one, dateTime: now.toISOString() } : one));
  return { ...sent, identifier, contained, authoredOn: now.toISOString() };
};

/** What must not travel before the organisation has said yes. */
export const privateParts = ({ contained = [], reasonCode = [] }: ServiceRequest): string[] => {
  const patients = contained.filter(isPatient);
  return [
    ...patients.flatMap(({ name = [] }) => name.flatMap(({ family, given = [] }) => [family, ...given])),
    ...patients.flatMap(({ identifier = [], telecom = [], birthDate }) => [birthDate, ...[...identifier, ...telecom].map(({ value }) => value)]),
    ...reasonCode.map(({ text }) => text),
  ].filter((part) => part !== undefined);
};
