/** Reads a practitioner's request to refer on: a ServiceRequest of its own, based on the referral, to one organisation or service. */
import type { Reference, ServiceRequest } from 'fhir/r4.js';
import { readId, referenceId } from '#fhir/ids';
import type { Issue } from '#fhir/outcome';
import type { ConsentStatement } from '#people/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Agreement } from '#referral/commands';
import type { Need, ReferralId, Urgency } from '#referral/types';
import { codingsOf, isWrongSnomed } from './codes.ts';
import { type ConsentSent, consentsOf } from './consent.ts';
import { contentOf, longestText } from './content.ts';
import { type Judgement, judge, type Rule } from './judge.ts';
import { needOf, type Refused, refusal } from './referral.ts';
import { type Contained, containedIn } from './sent.ts';
import { neededBy, neededInPast } from './times.ts';

/** `baseUrl`: the hub's own address; references below its `/fhir` are local ones. */
type OnwardContext = { now: Instant; baseUrl: string };
type Onward = OnwardContext & { request: ServiceRequest; contained: Contained[] };
/** As the directory writes ids. */
type Performer = { type: 'Organization' | 'HealthcareService'; id: string };
type OnwardRequest = {
  basedOn: ReferralId;
  performer: Performer;
  /** As sent: whether it is the referral's own person is for the hub to say. */
  subject: Reference;
  /** Absent: as the referral's. */
  need?: Need;
  urgency?: Urgency;
  neededBy?: LocalDate;
  /** What the person agreed to, as it came with it. */
  consents?: Agreement[];
};

const basedOnOf = ({ request, baseUrl }: Onward): ReferralId | undefined => {
  const [only, ...more] = request.basedOn ?? [];
  const id = readId(referenceId(only?.reference, 'ServiceRequest', baseUrl) ?? '');
  return more.length === 0 && !id?.onward ? id?.referral : undefined;
};
const performerOf = ({ request, baseUrl }: Onward): Performer | undefined => {
  const [only, ...more] = request.performer ?? [];
  const named = (['Organization', 'HealthcareService'] as const).flatMap((type) => {
    const id = referenceId(only?.reference, type, baseUrl);
    return id === undefined ? [] : [{ type, id }];
  });
  return more.length === 0 ? named[0] : undefined;
};
const consents = (onward: Onward): ConsentSent[] => consentsOf(onward.request, onward);
const consentPaths = (onward: Onward, meaning: ConsentSent['meaning']): string[] =>
  consents(onward).flatMap((consent) => (consent.meaning === meaning ? [consent.path] : []));

const onwardRules: readonly Rule<Onward>[] = [
  {
    flag: 'intent',
    element: 'ServiceRequest.intent',
    severity: 'reject',
    code: 'business-rule',
    text: 'An onward referral has the intent filler-order.',
    fails: ({ request }) => request.intent !== 'filler-order',
  },
  {
    flag: 'not-active',
    element: 'ServiceRequest.status',
    severity: 'reject',
    code: 'business-rule',
    text: 'A new onward referral has the status active.',
    fails: ({ request }) => request.status !== 'active',
  },
  {
    flag: 'based-on',
    element: 'ServiceRequest.basedOn',
    severity: 'reject',
    code: 'business-rule',
    text: 'Send in `basedOn` exactly one reference: ServiceRequest/ and the id the hub gave the referral.',
    fails: (onward) => basedOnOf(onward) === undefined,
  },
  {
    flag: 'performer',
    element: 'ServiceRequest.performer',
    severity: 'reject',
    code: 'business-rule',
    text: 'Send exactly one performer by reference: Organization/ or HealthcareService/, and its id in the directory.',
    fails: (onward) => performerOf(onward) === undefined,
  },
  {
    flag: 'do-not-perform',
    element: 'ServiceRequest.doNotPerform',
    severity: 'reject',
    code: 'not-supported',
    text: 'The hub takes no requests that something be not done. Leave `doNotPerform` out.',
    fails: ({ request }) => request.doNotPerform === true,
  },
  {
    flag: 'replaces',
    element: 'ServiceRequest.replaces',
    severity: 'reject',
    code: 'not-supported',
    text: 'The hub does not replace referrals. Cancel the earlier one, and send this one without `replaces`.',
    fails: ({ request }) => (request.replaces ?? []).length > 0,
  },
  {
    flag: 'snomed-check-digit',
    element: 'ServiceRequest.code',
    severity: 'reject',
    code: 'code-invalid',
    text: 'This is no SNOMED CT identifier: its check digit is wrong. Send the code as it stands in SNOMED CT, without rounding.',
    fails: ({ request }) => codingsOf([request.code]).some(isWrongSnomed),
  },
  {
    flag: 'consent-refused',
    element: 'ServiceRequest.supportingInfo',
    severity: 'reject',
    code: 'business-rule',
    text: 'This consent is not given: it is rejected, withdrawn, in error, or denies sharing. Refer on only with the person’s agreement.',
    fails: (onward) => consentPaths(onward, 'refuses'),
  },
  {
    flag: 'consent-of-other-person',
    element: 'ServiceRequest.supportingInfo',
    severity: 'reject',
    code: 'business-rule',
    text: 'This consent is another person’s than the subject. Send the subject’s own, with the same reference or identifier.',
    fails: (onward) => consentPaths(onward, 'other-person'),
  },
  {
    flag: 'consent-with-a-no',
    element: 'ServiceRequest.supportingInfo',
    severity: 'reject',
    code: 'business-rule',
    text: 'This consent says no to somebody too, which may end what is under way. POST it as a Consent by itself first, then refer on without it.',
    fails: (onward) => consents(onward).flatMap(({ said, path }) => (said.some(({ gives }) => !gives) ? [path] : [])),
  },
  {
    flag: 'consent-not-usable',
    element: 'ServiceRequest.supportingInfo',
    severity: 'warn',
    code: 'business-rule',
    text: 'This consent does not let the hub share: it must be active, in time, name the patient, have the scope patient-privacy, and no exceptions.',
    fails: (onward) => consentPaths(onward, 'unusable'),
  },
  {
    flag: 'needed-in-past',
    element: 'ServiceRequest.occurrence',
    severity: 'warn',
    code: 'business-rule',
    text: 'The day by which help was needed is over, and is not used as a deadline.',
    fails: neededInPast,
  },
  {
    flag: 'text-too-long',
    element: 'ServiceRequest',
    severity: 'reject',
    code: 'too-long',
    text: `This text is longer than ${longestText} characters. Shorten it.`,
    fails: ({ request }) => contentOf(request).longTexts,
  },
];
const isAgreement = (said: ConsentStatement): said is Agreement => said.gives;
const factsOf = (onward: Onward, basedOn: ReferralId, performer: Performer): OnwardRequest => {
  const { request } = onward;
  const until = neededBy(onward);
  const said = consents(onward).flatMap((consent) => consent.said.filter(isAgreement));
  return {
    basedOn,
    performer,
    subject: request.subject,
    ...(codingsOf([request.code]).length > 0 && { need: needOf(request.code, request.category ?? []) }),
    ...(request.priority !== undefined && { urgency: request.priority }),
    ...(until !== undefined && { neededBy: until }),
    ...(said.length > 0 && { consents: said }),
  };
};
const read = (onward: Onward, { refusals, warnings }: Judgement): { ok: true; onward: OnwardRequest; issues: Issue[] } | Refused => {
  const [basedOn, performer] = [basedOnOf(onward), performerOf(onward)];
  if (refusals.length > 0 || basedOn === undefined || performer === undefined) return refusal([...refusals, ...warnings]);
  return { ok: true, onward: factsOf(onward, basedOn, performer), issues: warnings };
};
/** `request` has passed checkStructure. Whether the referral, the person and the performer are there and the caller's is not looked at here. */
export const readOnwardRequest = (request: ServiceRequest, context: OnwardContext): { ok: true; onward: OnwardRequest; issues: Issue[] } | Refused => {
  const onward: Onward = { ...context, request, contained: containedIn(request) };
  return read(onward, judge(onwardRules, onward));
};
