/** What a health record must be beyond R4: a row each, and the scores' own table. */
import type { Reference } from 'fhir/r4.js';
import { attachmentRules } from '#fhir/inbound/attachment-rules';
import { exceptionsNotApplied } from '#fhir/inbound/consent-statements';
import { type Content, contentOf } from '#fhir/inbound/content';
import { type Judgement, judge, type Rule } from '#fhir/inbound/judge';
import type { RecordType } from '#people/types';
import type { Instant } from '#platform/types';
import { saidIn } from './consent-said.ts';
import { scoreFaults } from './scores.ts';
import type { Recorded } from './values.ts';

/** Which element says whose it is. */
export const personElement = (type: RecordType): 'patient' | 'subject' => (type === 'Consent' ? 'patient' : 'subject');
export const personReference = (resource: Recorded): Reference | undefined => (resource.resourceType === 'Consent' ? resource.patient : resource.subject);
export const basedOnOf = (resource: Recorded): readonly Reference[] => ('basedOn' in resource ? (resource.basedOn ?? []) : []);

type Sent = { resource: Recorded; content: Content; now: Instant; baseUrl: string };
/** A no that reaches nobody: the person would believe themselves heard. */
const isUnheardNo = ({ resource, now, baseUrl }: Sent): boolean =>
  resource.resourceType === 'Consent' && resource.status === 'active' && resource.provision?.type === 'deny' && saidIn(resource, now, baseUrl).length === 0;
const exceptions = ({ resource, baseUrl }: Sent): string[] => (resource.resourceType === 'Consent' ? exceptionsNotApplied(resource, baseUrl) : []);
const recordRules: readonly Rule<Sent>[] = [
  {
    flag: 'measured-when',
    element: 'Observation.effective',
    severity: 'reject',
    code: 'required',
    text: 'Say when it was so: effectiveDateTime, or effectivePeriod.',
    fails: ({ resource }) =>
      resource.resourceType === 'Observation' &&
      !(resource.effectiveDateTime ?? resource.effectivePeriod ?? resource.effectiveInstant ?? resource.effectiveTiming),
  },
  {
    flag: 'measured-what',
    element: 'Observation.value',
    severity: 'reject',
    code: 'required',
    text: 'Send what was found: a value, components, or dataAbsentReason.',
    fails: ({ resource }) =>
      resource.resourceType === 'Observation' && !Object.keys(resource).some((name) => /^(value[A-Z]|component$|hasMember$|dataAbsentReason$)/.test(name)),
  },
  {
    flag: 'refusal-of-somebody-unknown',
    element: 'Consent.provision.actor',
    severity: 'reject',
    code: 'business-rule',
    text: 'The hub cannot tell to whom the person says no, and would go on sharing. Name each actor as Organization/<id> of the directory, or leave actor out: then it is a no to everybody.',
    fails: isUnheardNo,
  },
  {
    flag: 'exception-not-applied',
    element: 'Consent.provision.provision',
    severity: 'reject',
    code: 'not-supported',
    text: 'The hub cannot apply this exception, and would share what the person holds back. Say to whom the person says no: type deny, with Organization/<id> of the directory as actor and nothing else; or record a Consent with provision.type deny.',
    fails: exceptions,
  },
  {
    flag: 'consent-without-effect',
    element: 'Consent',
    severity: 'warn',
    code: 'business-rule',
    text: 'The hub keeps this Consent but shares nothing on it, and what the person agreed to before stands: it needs the scope patient-privacy, no actor or one of the directory, and of the hub’s own categories to-be-referred, to-share or none.',
    fails: (sent) =>
      sent.resource.resourceType === 'Consent' &&
      sent.resource.status === 'active' &&
      !isUnheardNo(sent) &&
      exceptions(sent).length === 0 &&
      saidIn(sent.resource, sent.now, sent.baseUrl).length === 0,
  },
  ...attachmentRules,
];

/** Everything at once; `refusals` empty where it is taken. */
export const judgeRecord = (resource: Recorded, now: Instant, baseUrl: string): Judgement => {
  const judged = judge(recordRules, { resource, content: contentOf(resource), now, baseUrl });
  return { ...judged, refusals: [...judged.refusals, ...(resource.resourceType === 'Observation' ? scoreFaults(resource) : [])] };
};
