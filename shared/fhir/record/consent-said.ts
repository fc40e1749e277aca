/** What a Consent kept beside the referrals says. */
import type { Consent } from 'fhir/r4.js';
import { isPrivacy, statementsOf } from '#fhir/inbound/consent-statements';
import type { ConsentStatement } from '#people/types';
import type { Instant } from '#platform/types';

/** A yes counts in the scope patient-privacy alone, a no in any. `at`: when it was said. */
export const saidIn = (consent: Consent, at: Instant, baseUrl: string): ConsentStatement[] =>
  statementsOf(consent, at, baseUrl).filter(({ gives }) => !gives || isPrivacy(consent));
