/** Reads a referral that a GP system sends: refused with every reason at once, or taken with what the hub needs to know of it. */
import type { CodeableConcept, ServiceRequest } from 'fhir/r4.js';
import { type Issue, statusOf } from '#fhir/outcome';
import type { ConsentStatement } from '#people/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Need, Urgency } from '#referral/types';
import { asksNotToContact, codingsOf, displayOf } from './codes.ts';
import { agreedIn } from './consent.ts';
import { gather, type Sent } from './gathered.ts';
import { judge } from './judge.ts';
import { referralRules } from './rules.ts';
import { fullIdentifiers, type InboundContext } from './sent.ts';
import { neededBy } from './times.ts';

export type InboundFacts = {
  need: Need;
  urgency: Urgency;
  neededBy?: LocalDate;
  /** The plain consent came with it: to be referred on and to share, with any service, without end. */
  consent: boolean;
  /** When the person said so. */
  consentAt?: Instant;
  /** What else the person said. */
  consents?: ConsentStatement[];
  doNotContact: boolean;
  /** Labelled restricted or very restricted: for the assigned practitioner's eyes alone. */
  restricted: boolean;
  /** Flags of the warnings, for triage. */
  warnings: string[];
  /** The sender's own identifiers of the referral, with system and value. */
  identifiers: { system: string; value: string }[];
};
export type Refused = { ok: false; status: number; issues: Issue[] };

const longestDisplay = 200;
/** The first coding the sender chose itself, else the first; the words of a code, never the referral's own free text. */
export const needOf = (concept: CodeableConcept | undefined, categories: readonly CodeableConcept[]): Need => {
  const codings = codingsOf([concept]);
  const coding = codings.find(({ userSelected }) => userSelected === true) ?? codings[0];
  const display = [coding, ...codings, ...codingsOf(categories)].map((one) => one && displayOf(one)).find((words) => words !== undefined) ?? 'Social support';
  return {
    ...(coding?.system !== undefined && { system: coding.system }),
    ...(coding?.code !== undefined && { code: coding.code }),
    display: display.slice(0, longestDisplay),
  };
};
const isRestricted = ({ meta }: ServiceRequest): boolean => (meta?.security ?? []).some(({ code }) => code === 'R' || code === 'V');
const factsOf = (sent: Sent, warnings: string[]): InboundFacts => {
  const { request } = sent;
  const until = neededBy(sent);
  return {
    need: needOf(request.code, request.category ?? []),
    urgency: request.priority ?? 'routine',
    ...(until !== undefined && { neededBy: until }),
    ...agreedIn(sent.consents),
    doNotContact: asksNotToContact(request.orderDetail ?? []),
    restricted: isRestricted(request),
    warnings,
    identifiers: fullIdentifiers(request.identifier),
  };
};
export const refusal = (issues: Issue[]): Refused => ({ ok: false, status: statusOf(issues), issues });

/**
 * `request` has passed checkStructure. `issues` of a taken referral are warnings, which never stop it; those of a refused one are everything
 * that is wrong, and the warnings. `draft`: stored, but not yet asked of anybody.
 */
export const readReferral = (
  request: ServiceRequest,
  context: InboundContext,
): { ok: true; facts: InboundFacts; draft: boolean; issues: Issue[] } | Refused => {
  const sent = gather(request, context);
  const { refusals, warnings, flags } = judge(referralRules, sent);
  if (refusals.length > 0) return refusal([...refusals, ...warnings]);
  return { ok: true, facts: factsOf(sent, [...new Set(flags)]), draft: request.status === 'draft', issues: warnings };
};
