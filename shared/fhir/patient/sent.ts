/** A Patient posted or put: read, held to the rules of a referral's person, and refused with every reason at once. */
import type { Patient, ServiceRequest } from 'fhir/r4.js';
import { fhirBody } from '#fhir/fhir-body';
import { attachmentRules } from '#fhir/inbound/attachment-rules';
import { gather } from '#fhir/inbound/gathered';
import { judge } from '#fhir/inbound/judge';
import { personRules } from '#fhir/inbound/person-rules';
import { fullIdentifiers } from '#fhir/inbound/sent';
import type { Issue } from '#fhir/outcome';
import type { FhirCall } from '#fhir/ports';
import type { PracticeId } from '#identity/types';
import { numberSystemOf } from '#people/identifiers';
import { keptOf, type SentPatient, sentPatient } from './facts.ts';
import { largestPatient } from './subject.ts';

/** Rule 3 is of requests; that somebody has died (20) is a thing to record. */
const rules = [...personRules.filter(({ rule }) => rule !== 3 && rule !== 20), ...attachmentRules];
const wrapped = (patient: Patient): ServiceRequest => ({
  ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: { reference: '#patient' } },
  contained: [{ ...patient, id: 'patient' }],
});
const asPatient = (issue: Issue): Issue => ({ ...issue, expression: issue.expression?.replace('ServiceRequest.contained[0]', 'Patient') ?? 'Patient' });

const noPhoto: Issue = {
  severity: 'warning',
  code: 'not-supported',
  text: 'The hub keeps no photographs of people; it was left out.',
  expression: 'Patient.photo',
};
const tooLarge = (patient: Patient): Issue[] =>
  JSON.stringify(patient).length > largestPatient
    ? [
        {
          severity: 'error',
          code: 'too-long',
          status: 413,
          text: `A Patient has at most ${largestPatient} bytes, photographs apart. Send less.`,
          expression: 'Patient',
        },
      ]
    : [];

export type PatientRead = { body: Patient; sent: SentPatient; warnings: Issue[] };
/** `practice`: any that the caller knows the people of. */
export const readPatient = (call: FhirCall, practice: PracticeId): ({ ok: true } & PatientRead) | { ok: false; issues: Issue[] } => {
  const body = fhirBody<Patient>(call, 'Patient');
  if (!body.ok) return body;
  const { resource } = body;
  const judged = judge(rules, gather(wrapped(resource), { now: call.receivedAt, practice: { id: practice } }));
  const patient = keptOf(resource);
  const refusals = [...judged.refusals.map(asPatient), ...tooLarge(patient)];
  const warnings = [...judged.warnings.map(asPatient), ...(resource.photo ? [noPhoto] : [])];
  if (refusals.length > 0) return { ok: false, issues: [...refusals, ...warnings] };
  const own = fullIdentifiers(patient.identifier).filter(({ system }) => numberSystemOf(system) === undefined);
  return { ok: true, body: resource, sent: { ...sentPatient(patient, own), everyIdentifier: true }, warnings };
};
