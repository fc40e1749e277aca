/** Bundles as a client sends them. */
import { randomUUID } from 'node:crypto';
import type { FhirHub, Request, Told } from './fhir-hub.ts';
import { referral } from './fhir-steps.ts';

type Fields = Record<string, unknown>;
type Sent = { fullUrl?: string; resource?: Fields; request: Fields };
export const urn = () => `urn:uuid:${randomUUID()}`;

export const posted = (resource: Fields, fullUrl = urn(), more: Fields = {}): Sent => ({
  fullUrl,
  resource,
  request: { method: 'POST', url: resource.resourceType, ...more },
});
export const put = (resource: Fields, etag: string): Sent => ({
  resource,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}`, ifMatch: etag },
});
export const got = (url: string, more: Fields = {}): Sent => ({ request: { method: 'GET', url, ...more } });
export const bundle = (type: string, ...entry: Sent[]): Fields => ({ resourceType: 'Bundle', type, ...(entry.length > 0 ? { entry } : {}) });
export const transaction = (...entry: Sent[]): Fields => bundle('transaction', ...entry);

/** The sender's own Task for its ServiceRequest. */
export const parentTask = (focus: string, change: Fields = {}): Fields => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }] },
  focus: { reference: focus },
  for: { identifier: { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' } },
  authoredOn: '2026-11-23T09:00:00Z',
  requester: { display: 'Dr Nadia Khan' },
  ...change,
});
/** A ServiceRequest and its Task. */
export const referralWithTask = (change: Fields = {}, task: Fields = {}): Sent[] => {
  const order = urn();
  return [posted(parentTask(order, task)), posted(referral(change), order)];
};

export const sendBundle = (hub: FhirHub, body: Fields, request: Request = {}): Promise<Told> => hub.call('POST', '', { ...request, body });
type Response = { status: string; location?: string; etag?: string; lastModified?: string; outcome?: Fields };
export const responsesOf = ({ body }: Told): Response[] => (body?.entry ?? []).map(({ response }: { response: Response }) => response);
export const statusesOf = (told: Told): string[] => responsesOf(told).map(({ status }) => status);
/** `Type/id` of each entry, as its location says. */
export const madeBy = (told: Told): string[] =>
  responsesOf(told).map(({ location = '' }) =>
    location
      .replace(/^https:\/\/hub.example\/fhir\//, '')
      .split('/_history')
      .slice(0, 1)
      .join(''),
  );
export const issuesOf = ({ status, body }: Told) => ({
  status,
  issues: (body?.issue ?? []).map(({ code, expression }: { code: string; expression?: string[] }) => [code, expression?.[0]]),
});

const chi = { system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: '0101011237' };
/** What a GP system sends at once: the person, their consent, the request and its Task. */
export const wholeReferral = (change: Fields = {}, person: Fields = {}): Sent[] => {
  const [patient, consent, order] = [urn(), urn(), urn()];
  const { contained: _, ...request } = referral({ subject: { reference: patient }, supportingInfo: [{ reference: consent }], ...change });
  const known = {
    identifier: [chi],
    name: [{ family: 'Testperson', given: ['Ailsa'] }],
    birthDate: '2001-01-01',
    telecom: [{ system: 'phone', value: '0141 496 0000' }],
  };
  const said = {
    resourceType: 'Consent',
    status: 'active',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
    patient: { reference: patient },
    dateTime: '2026-11-20',
    organization: [{ display: 'Birchtree Practice' }],
    sourceAttachment: { title: 'Agreed in the consultation' },
    policyRule: { text: 'Sharing agreed in the consultation' },
  };
  return [
    posted(parentTask(order, { for: { reference: patient } })),
    posted(request, order),
    posted(said, consent),
    posted({ resourceType: 'Patient', ...known, ...person }, patient),
  ];
};
