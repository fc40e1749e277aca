/** What a consent that came with a request allows. Sharing waits until one is recorded; a refusal stops the request. */
import type { Consent, Reference } from 'fhir/r4.js';
import type { ConsentStatement } from '#people/types';
import type { Instant } from '#platform/types';
import { isPrivacy, saidAt, statementsOf } from './consent-statements.ts';
import { isSamePerson, namesSomebody } from './person.ts';
import { type Contained, isConsent, targetOf } from './sent.ts';

/** `unusable`: no consent to share yet, so the practitioner must record one. */
type Meaning = 'shares' | 'refuses' | 'other-person' | 'unusable';
/** `said`: what it permits, now or at another time. */
export type ConsentSent = { meaning: Meaning; path: string; said: ConsentStatement[] };
type Request = { subject: Reference; supportingInfo?: Reference[] | undefined };
/** `baseUrl`: the hub's own address, where absolute references to it shall be understood. */
type Context = { contained: readonly Contained[]; now: Instant; baseUrl?: string };

const sharesNow = ({ gives, permissions, from, until }: ConsentStatement, now: Instant): boolean =>
  gives && permissions.includes('share') && (from === undefined || from <= now) && (until === undefined || now < until);
const read = (consent: Consent, request: Request, { contained, now, baseUrl }: Context): Omit<ConsentSent, 'path'> => {
  const patient = consent.patient && { reference: consent.patient, contained };
  const isNamed = patient !== undefined && namesSomebody(patient);
  if (isNamed && !isSamePerson({ reference: request.subject, contained }, patient)) return { meaning: 'other-person', said: [] };
  if (['rejected', 'inactive', 'entered-in-error'].includes(consent.status) || consent.provision?.type === 'deny') return { meaning: 'refuses', said: [] };
  const said = isNamed && isPrivacy(consent) ? statementsOf(consent, saidAt(consent, now), baseUrl) : [];
  return { meaning: said.some((one) => sharesNow(one, now)) ? 'shares' : 'unusable', said };
};
/** Those referred to in `supportingInfo` and contained; the hub fetches none from elsewhere. */
export const consentsOf = (request: Request, context: Context): ConsentSent[] =>
  (request.supportingInfo ?? []).flatMap((reference) => {
    const target = targetOf(reference, context.contained);
    return target.kind === 'contained' && isConsent(target.resource) ? [{ ...read(target.resource, request, context), path: target.path }] : [];
  });
/** Whether sharing is agreed; one refusal outweighs all. */
export const sharesByConsent = (consents: readonly ConsentSent[]): boolean =>
  consents.some(({ meaning }) => meaning === 'shares') && consents.every(({ meaning }) => meaning !== 'refuses');

const isPlain = ({ gives, permissions, with: recipients, from, until }: ConsentStatement): boolean =>
  gives && permissions.includes('refer') && permissions.includes('share') && !recipients && !from && !until;
/** Said plainly: to be referred and to share, with anybody, without end; and what was said otherwise. */
export const agreedIn = (consents: readonly ConsentSent[]): { consent: boolean; consentAt?: Instant; consents?: ConsentStatement[] } => {
  const said = consents.flatMap((one) => one.said);
  const others = said.filter((one) => !isPlain(one));
  const [consentAt] = said
    .filter(isPlain)
    .map(({ at }) => at)
    .sort()
    .reverse();
  return { consent: consentAt !== undefined, ...(consentAt ? { consentAt } : {}), ...(others.length > 0 ? { consents: others } : {}) };
};
