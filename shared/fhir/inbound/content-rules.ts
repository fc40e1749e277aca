/** Rules 23 and 25: what comes with a referral; with 26 and 30, what any resource is held to. */
import type { FhirResource, Reference } from 'fhir/r4.js';
import { attachmentRules } from './attachment-rules.ts';
import { type ConsentSent, sharesByConsent } from './consent.ts';
import type { Sent } from './gathered.ts';
import { isSamePerson, namesSomebody } from './person.ts';
import type { ReferralRule } from './rules.ts';
import { targetOf } from './sent.ts';

const consentPaths = ({ consents }: Sent, meaning: ConsentSent['meaning']): string[] =>
  consents.flatMap((consent) => (consent.meaning === meaning ? [consent.path] : []));
/** Whom a contained resource is about; a consent has a rule of its own. */
const subjectOf = (resource: FhirResource): { name: string; reference: Reference | undefined } | undefined => {
  switch (resource.resourceType) {
    case 'CarePlan':
    case 'Condition':
    case 'DocumentReference':
    case 'Encounter':
    case 'Flag':
    case 'Goal':
    case 'MedicationStatement':
    case 'Observation':
    case 'Procedure':
    case 'QuestionnaireResponse':
    case 'ServiceRequest':
      return { name: 'subject', reference: resource.subject };
    case 'AllergyIntolerance':
    case 'RelatedPerson':
      return { name: 'patient', reference: resource.patient };
    case 'Coverage':
      return { name: 'beneficiary', reference: resource.beneficiary };
    case 'Task':
      return { name: 'for', reference: resource.for };
  }
  return undefined;
};
const ofOthers = ({ request, contained }: Sent): string[] =>
  contained.flatMap(({ resource, path }) => {
    const about = subjectOf(resource);
    const mention = about?.reference && { reference: about.reference, contained };
    return about && mention && namesSomebody(mention) && !isSamePerson({ reference: request.subject, contained }, mention) ? [`${path}.${about.name}`] : [];
  });
/** What accompanies the request and is read by people; the subject, requester, performer and basedOn have rules of their own. */
const companions = ({ request }: Sent): [string, Reference[]][] => [
  ['supportingInfo', request.supportingInfo ?? []],
  ['reasonReference', request.reasonReference ?? []],
  ['insurance', request.insurance ?? []],
  ['relevantHistory', request.relevantHistory ?? []],
  ['locationReference', request.locationReference ?? []],
  ['specimen', request.specimen ?? []],
];
const outOfReach = (sent: Sent): string[] =>
  companions(sent).flatMap(([name, references]) =>
    references.flatMap((reference, index) => {
      const target = targetOf(reference, sent.contained);
      return target.kind === 'relative' && !sent.known?.has(target.reference) ? [`ServiceRequest.${name}[${index}]`] : [];
    }),
  );

export const contentRules: readonly ReferralRule[] = [
  {
    rule: 23,
    flag: 'consent-refused',
    element: 'ServiceRequest.supportingInfo',
    severity: 'reject',
    code: 'business-rule',
    text: 'This consent is not given: it is rejected, withdrawn, in error, or denies sharing. Refer only with the person’s agreement.',
    fails: (sent) => consentPaths(sent, 'refuses'),
  },
  {
    rule: 23,
    flag: 'consent-of-other-person',
    element: 'ServiceRequest.supportingInfo',
    severity: 'reject',
    code: 'business-rule',
    text: 'This consent is another person’s than the subject. Send the subject’s own, with the same reference or identifier.',
    fails: (sent) => consentPaths(sent, 'other-person'),
  },
  {
    rule: 23,
    flag: 'consent-missing',
    element: 'ServiceRequest.supportingInfo',
    severity: 'warn',
    code: 'business-rule',
    text: 'No consent to share came with the referral; the practitioner will ask the person before anything is passed on.',
    fails: ({ consents, entered }) => consents.length === 0 && !entered,
  },
  {
    rule: 23,
    flag: 'consent-not-usable',
    element: 'ServiceRequest.supportingInfo',
    severity: 'warn',
    code: 'business-rule',
    text: 'This consent does not let the hub share: it must be active, in time, name the patient, have the scope patient-privacy, and no exceptions. The practitioner will ask the person.',
    fails: (sent) => (sharesByConsent(sent.consents) || sent.entered ? [] : consentPaths(sent, 'unusable')),
  },
  {
    rule: 25,
    flag: 'about-another-person',
    element: 'ServiceRequest.contained',
    severity: 'reject',
    code: 'business-rule',
    text: 'This is about another person than the referral. Leave it out, or refer to the subject as the referral does.',
    fails: ofOthers,
  },
  {
    rule: 25,
    flag: 'out-of-reach',
    element: 'ServiceRequest.supportingInfo',
    severity: 'warn',
    code: 'not-found',
    text: 'The hub has no such resource and fetches none, so nobody will see it. Send it contained in the referral.',
    fails: outOfReach,
  },
  ...attachmentRules,
];
