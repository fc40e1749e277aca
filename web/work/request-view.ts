/** What a referrer sent, as a practitioner reads it. */
import type { Annotation, CodeableConcept, FhirResource, ServiceRequest } from 'fhir/r4.js';
import { warningText } from '#fhir/inbound/warning-texts';
import { consentTo, statementsIn } from '#referral/consent';
import type { Referral } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { needText } from './need-text.ts';
import { summaryList } from './summary-list.ts';

const concept = ({ text, coding }: CodeableConcept): string | undefined => text ?? coding?.find(({ display }) => display)?.display ?? coding?.[0]?.code;
const noteText = ({ text }: Annotation) => text;
const besides = (sent: ServiceRequest) => (sent.contained ?? []) as FhirResource[];
/** The resource beside the request that this refers to. */
const contained = (sent: ServiceRequest, reference: string | undefined): FhirResource | undefined =>
  besides(sent).find(({ id }) => id !== undefined && reference === `#${id}`);
const nameIn = (resource: FhirResource | undefined): string | undefined => {
  switch (resource?.resourceType) {
    case 'Practitioner':
      return (
        resource.name?.[0]?.text ??
        [...(resource.name?.[0]?.prefix ?? []), ...(resource.name?.[0]?.given ?? []), resource.name?.[0]?.family].filter(Boolean).join(' ')
      );
    case 'Organization':
      return resource.name;
    case 'PractitionerRole':
      return resource.practitioner?.display;
    default:
      return undefined;
  }
};
const referrerOf = (sent: ServiceRequest): string | undefined => sent.requester?.display ?? nameIn(contained(sent, sent.requester?.reference));

/** Every text that says why, in the order in which it was sent. */
const whyOf = (sent: ServiceRequest): string[] =>
  [
    ...(sent.reasonCode ?? []).map(concept),
    ...(sent.note ?? []).map(noteText),
    ...(sent.patientInstruction ? [sent.patientInstruction] : []),
    ...(sent.orderDetail ?? []).map(concept),
  ].filter((text) => text !== undefined && text !== '') as string[];

const alsoSent = (sent: ServiceRequest): string[] =>
  besides(sent)
    .flatMap((one) => {
      if (one.resourceType === 'Condition') return [concept(one.code ?? {}) ?? ''];
      if (one.resourceType === 'Goal') return [concept(one.description) ?? ''];
      if (one.resourceType === 'Observation') return [[concept(one.code), one.valueString ?? one.valueQuantity?.value].filter(Boolean).join(': ')];
      return [];
    })
    .filter((text) => text !== '');

export const warningsView = (referral: Referral, { words }: Visit): Html | undefined => {
  const { request } = words.referral;
  const said = [
    ...(referral.died ? [request.died] : []),
    ...(referral.doNotContact ? [request.doNotContact] : []),
    ...(referral.restricted ? [request.restricted] : []),
    ...referral.warnings.map((flag) => words.warnings[flag] ?? warningText(flag)).filter((text) => text !== ''),
  ];
  return said.length === 0
    ? undefined
    : html`<div class="ds_inset-text"><div class="ds_inset-text__text"><h2>${request.warnings}</h2><ul>${said.map((text) => html`<li>${text}</li>`)}</ul></div></div>`;
};
/** What came with it; once something was said since, how both permissions stand now for services in general. */
const consentText = (referral: Referral, { words, at }: Visit): string => {
  const { request } = words.referral;
  const { now } = words.consent;
  if (referral.consents === undefined) return referral.consent ? request.consentYes : request.consentNo;
  const statements = statementsIn(referral);
  const permissions = ['refer', 'share'] as const;
  return permissions.map((permission) => now.line(now.permissions[permission], now.standings[consentTo(statements, { permission, at })])).join(' ');
};
export const requestView = (referral: Referral, sent: ServiceRequest, visit: Visit): Html => {
  const { words, today } = visit;
  const { request } = words.referral;
  const also = alsoSent(sent);
  return summaryList([
    [request.need, needText(referral.need, words)],
    [request.why, whyOf(sent).map((text) => html`<p class="hub_prewrap">${text}</p>`)],
    [request.by, referrerOf(sent) ?? request.notSaid],
    [request.received, nearDay(londonDate(referral.receivedAt), today, words)],
    [request.urgency, words.casework.urgency[referral.urgency]],
    ...(referral.neededBy ? [[request.neededBy, nearDay(referral.neededBy, today, words)] as const] : []),
    ...(also.length > 0 ? [[request.more, also.map((text) => html`<p>${text}</p>`)] as const] : []),
    [request.consent, consentText(referral, visit)],
  ]);
};
