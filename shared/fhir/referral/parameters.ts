/** The search parameters of ServiceRequest and Task, with what each compares in the resource as its reader sees it. */
import type { FhirResource, Reference, ServiceRequest, Task } from 'fhir/r4.js';
import type { Parameters, SearchValue } from '#fhir/door';

type Concept = { coding?: { system?: string | undefined; code?: string | undefined }[] } | undefined;
const tokens = (...concepts: Concept[]): SearchValue[] =>
  concepts.flatMap((concept) => concept?.coding ?? []).flatMap(({ system, code }) => (code === undefined ? [] : [{ system, value: code }]));
const named = (...references: (Reference | undefined)[]): SearchValue[] =>
  references.flatMap((one) => (one?.reference === undefined || one.reference.startsWith('#') ? [] : [{ value: one.reference }]));
const code = (system: string, value: string | undefined): SearchValue[] => (value === undefined ? [] : [{ system, value }]);
const at = (...instants: (string | undefined)[]): SearchValue[] => instants.flatMap((value) => (value === undefined ? [] : [{ value }]));
const identifiers = (all: readonly { system?: string | undefined; value?: string | undefined }[] | undefined): SearchValue[] =>
  (all ?? []).flatMap(({ system, value }) => (value === undefined ? [] : [{ system, value }]));

const ofRequest = (read: (request: ServiceRequest) => SearchValue[]) => (resource: FhirResource) =>
  resource.resourceType === 'ServiceRequest' ? read(resource) : [];
const ofTask = (read: (task: Task) => SearchValue[]) => (resource: FhirResource) => (resource.resourceType === 'Task' ? read(resource) : []);
const periodOf = ({ occurrenceDateTime, occurrencePeriod }: ServiceRequest): SearchValue[] =>
  occurrencePeriod ? [{ value: `${occurrencePeriod.start ?? ''}/${occurrencePeriod.end ?? ''}` }] : at(occurrenceDateTime);

/** As R4 names it, with what R4 calls its system. */
const priority = 'http://hl7.org/fhir/request-priority';
const sender = "The sender's own identifier";

export const requestParameters = {
  identifier: { kind: 'token', personal: true, text: `${sender}, as system|value.`, values: ofRequest((one) => identifiers(one.identifier)) },
  status: { kind: 'token', text: 'The status.', modifiers: ['not'], values: ofRequest((one) => code('http://hl7.org/fhir/request-status', one.status)) },
  intent: {
    kind: 'token',
    text: 'order and its like of a referral, filler-order of an onward one.',
    values: ofRequest((one) => code('http://hl7.org/fhir/request-intent', one.intent)),
  },
  priority: { kind: 'token', text: 'routine, urgent, asap or stat.', values: ofRequest((one) => code(priority, one.priority)) },
  category: { kind: 'token', text: 'A code of the category.', values: ofRequest((one) => tokens(...(one.category ?? []))) },
  code: { kind: 'token', text: 'The coded need.', values: ofRequest((one) => tokens(one.code)) },
  patient: { kind: 'reference', text: 'Patient/<id>, as Task.for names it; for who may know the person.' },
  requester: {
    kind: 'reference',
    text: 'Practitioner/<id> of an onward request; of a referral as it was sent.',
    values: ofRequest((one) => named(one.requester)),
  },
  performer: {
    kind: 'reference',
    text: 'Organization/<id> or HealthcareService/<id> that is asked.',
    values: ofRequest((one) => named(...(one.performer ?? []))),
  },
  'based-on': { kind: 'reference', text: "ServiceRequest/<id>: a referral's onward requests.", values: ofRequest((one) => named(...(one.basedOn ?? []))) },
  'supporting-info': { kind: 'reference', text: 'What was sent with it by reference.', values: ofRequest((one) => named(...(one.supportingInfo ?? []))) },
  authored: { kind: 'date', text: 'When it was written.', values: ofRequest((one) => at(one.authoredOn)) },
  occurrence: { kind: 'date', text: 'When the help is asked for.', values: ofRequest(periodOf) },
} as const satisfies Parameters;

export const taskParameters = {
  identifier: { kind: 'token', personal: true, text: `${sender}, or the organisation's case reference.`, values: ofTask((one) => identifiers(one.identifier)) },
  status: { kind: 'token', text: 'The status.', modifiers: ['not'], values: ofTask((one) => code('http://hl7.org/fhir/task-status', one.status)) },
  'business-status': {
    kind: 'token',
    text: "The hub's own, finer status.",
    modifiers: ['missing', 'not'],
    values: ofTask((one) => tokens(one.businessStatus)),
  },
  intent: { kind: 'token', text: 'Always order.', values: ofTask((one) => code('http://hl7.org/fhir/request-intent', one.intent)) },
  code: { kind: 'token', text: 'fulfill.', values: ofTask((one) => tokens(one.code)) },
  patient: { kind: 'reference', text: 'Patient/<id>, as Task.for names it; for who may know the person.' },
  focus: { kind: 'reference', text: 'ServiceRequest/<id>.', values: ofTask((one) => named(one.focus)) },
  owner: {
    kind: 'reference',
    text: 'Organization/<id> of an onward Task, Practitioner/<id> of a referral; Organization/links-hub while nobody has accepted.',
    modifiers: ['missing'],
    values: ofTask((one) => named(one.owner)),
  },
  requester: {
    kind: 'reference',
    text: 'Organization/<practice> of a referral, Practitioner/<id> of an onward referral.',
    values: ofTask((one) => named(one.requester)),
  },
  'part-of': { kind: 'reference', text: "Task/<id>: a referral's onward Tasks.", values: ofTask((one) => named(...(one.partOf ?? []))) },
  'authored-on': { kind: 'date', text: 'When it was asked.', values: ofTask((one) => at(one.authoredOn)) },
  modified: { kind: 'date', text: 'When it last moved.', values: ofTask((one) => at(one.lastModified)) },
} as const satisfies Parameters;

const references = (...all: (Reference | undefined)[]): string[] => named(...all).map(({ value }) => value);
export const requestIncludes = {
  'ServiceRequest:patient': (one: FhirResource) => (one.resourceType === 'ServiceRequest' ? references(one.subject) : []),
  'ServiceRequest:requester': (one: FhirResource) => (one.resourceType === 'ServiceRequest' ? references(one.requester) : []),
  'ServiceRequest:performer': (one: FhirResource) => (one.resourceType === 'ServiceRequest' ? references(...(one.performer ?? [])) : []),
  'ServiceRequest:supporting-info': (one: FhirResource) => (one.resourceType === 'ServiceRequest' ? references(...(one.supportingInfo ?? [])) : []),
} as const;
export const taskIncludes = {
  'Task:focus': (one: FhirResource) => (one.resourceType === 'Task' ? references(one.focus) : []),
  'Task:output': (one: FhirResource) => (one.resourceType === 'Task' ? references(...(one.output ?? []).map(({ valueReference }) => valueReference)) : []),
  'Task:patient': (one: FhirResource) => (one.resourceType === 'Task' ? references(one.for) : []),
} as const;
