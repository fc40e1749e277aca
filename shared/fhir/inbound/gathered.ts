/** Everything that the rules of a referral look at, gathered once. */
import type { ServiceRequest } from 'fhir/r4.js';
import { type ConsentSent, consentsOf } from './consent.ts';
import { type Content, contentOf } from './content.ts';
import { type NumberSent, numbersOf } from './person.ts';
import { type Contained, containedIn, type InboundContext, type Target, targetOf } from './sent.ts';

export type Sent = InboundContext & {
  request: ServiceRequest;
  contained: Contained[];
  subject: Target;
  /** Every health number sent for the subject. */
  numbers: NumberSent[];
  consents: ConsentSent[];
  content: Content;
};
export const gather = (request: ServiceRequest, context: InboundContext): Sent => {
  const contained = containedIn(request);
  const subject = targetOf(request.subject, contained);
  return {
    ...context,
    request,
    contained,
    subject,
    numbers: numbersOf(subject),
    consents: consentsOf(request, { ...context, contained }),
    content: contentOf(request),
  };
};
