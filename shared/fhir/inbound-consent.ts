/** What a consent that came with a request allows. Sharing waits until one is recorded; a refusal stops the request. */
import type { Consent, ConsentProvision, Reference } from 'fhir/r4.js';
import type { Instant } from '#platform/types';
import { isBefore } from './calendar.ts';
import { isSamePerson, namesSomebody } from './inbound-person.ts';
import { type Contained, isConsent, targetOf } from './inbound-sent.ts';

/** `unusable`: no consent to share yet, so the practitioner must record one. */
type Meaning = 'shares' | 'refuses' | 'other-person' | 'unusable';
export type ConsentSent = { meaning: Meaning; path: string };
type Request = { subject: Reference; supportingInfo?: Reference[] | undefined };

/** An exception within what is permitted, which the hub cannot apply. */
const hasExceptions = (provision: ConsentProvision | undefined): boolean => (provision?.provision ?? []).length > 0;
const isOver = (provision: ConsentProvision | undefined, now: Instant): boolean => {
  const { start, end } = provision?.period ?? {};
  return (end !== undefined && isBefore(end, now)) || (start !== undefined && isBefore(now, start));
};
const isPrivacy = ({ scope }: Consent): boolean => (scope.coding ?? []).some(({ code }) => code === 'patient-privacy');
const meaningOf = (consent: Consent, request: Request, contained: readonly Contained[], now: Instant): Meaning => {
  const patient = consent.patient && { reference: consent.patient, contained };
  const isNamed = patient !== undefined && namesSomebody(patient);
  if (isNamed && !isSamePerson({ reference: request.subject, contained }, patient)) return 'other-person';
  if (['rejected', 'inactive', 'entered-in-error'].includes(consent.status) || consent.provision?.type === 'deny') return 'refuses';
  const usable = consent.status === 'active' && isNamed && isPrivacy(consent) && !isOver(consent.provision, now) && !hasExceptions(consent.provision);
  return usable ? 'shares' : 'unusable';
};
/** Those referred to in `supportingInfo` and contained; the hub fetches none from elsewhere. */
export const consentsOf = (request: Request, contained: readonly Contained[], now: Instant): ConsentSent[] =>
  (request.supportingInfo ?? []).flatMap((reference) => {
    const target = targetOf(reference, contained);
    return target.kind === 'contained' && isConsent(target.resource)
      ? [{ meaning: meaningOf(target.resource, request, contained, now), path: target.path }]
      : [];
  });
/** Whether sharing is agreed; one refusal outweighs all. */
export const sharesByConsent = (consents: readonly ConsentSent[]): boolean =>
  consents.some(({ meaning }) => meaning === 'shares') && consents.every(({ meaning }) => meaning !== 'refuses');
