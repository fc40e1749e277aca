/**
 * The message that answers a message: at once, that it was taken, and later where the referral stands. It names nobody: who may know more reads the
 * Task. The same facts give the same bytes.
 */
import type { Bundle, FhirResource, MessageHeader, OperationOutcome, ServiceRequest, Task } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import { hubOrganisation } from '#fhir/referral/render';
import { uuidOf } from '#fhir/uuid-of';
import type { Instant } from '#platform/types';
import type { RequestStatus, SentMessage, TaskStatus } from '#referral/types';
import { definitions, events, messageAddress, reasonSystem } from './codes.ts';

/** `about`: what happened, in the hub's own words. `name`: tells this message from every other. */
type Response = {
  to: SentMessage;
  name: string;
  at: Instant;
  about?: string;
  referral: { id: string; requestStatus: RequestStatus; taskStatus?: TaskStatus };
  warnings?: OperationOutcome;
  baseUrl: string;
};

const headerOf = ({ to, about, baseUrl }: Response, id: string, focus: string): MessageHeader => ({
  resourceType: 'MessageHeader',
  id,
  eventCoding: { system: events.system, code: events.response },
  destination: [{ endpoint: to.from }],
  source: { name: 'Links Hub', endpoint: messageAddress(baseUrl) },
  sender: hubOrganisation,
  reason: { coding: [{ system: reasonSystem, code: 'new' }, ...(about ? [{ system: system.hub, code: about }] : [])] },
  response: { identifier: to.id, code: 'ok' },
  focus: [{ reference: focus }],
  definition: definitions.response,
});

/** R4 asks for a subject; who it is stays in the hub. */
const masked = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' as const }] };
const requestOf = ({ to, referral }: Response): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: referral.id,
  ...(to.identifier ? { identifier: [to.identifier] } : {}),
  status: referral.requestStatus,
  intent: to.intent as ServiceRequest['intent'],
  subject: masked,
});
const taskOf = ({ referral: { id, taskStatus } }: Response, focus: string): Task[] =>
  taskStatus ? [{ resourceType: 'Task', id, status: taskStatus, intent: 'order', focus: { reference: focus } }] : [];

export const messageResponse = (response: Response): Bundle => {
  const { name, at, warnings, baseUrl } = response;
  const [bundleId, headerId, outcomeId] = ['bundle', 'header', 'outcome'].map((part) => uuidOf(`${name}\n${part}`));
  const placed = (resource: FhirResource) => ({ fullUrl: `${baseUrl}/fhir/${resource.resourceType}/${resource.id}`, resource });
  const request = requestOf(response);
  const focus = `${baseUrl}/fhir/ServiceRequest/${request.id}`;
  return {
    resourceType: 'Bundle',
    id: bundleId ?? '',
    type: 'message',
    timestamp: at,
    entry: [
      { fullUrl: `urn:uuid:${headerId}`, resource: headerOf(response, headerId ?? '', focus) },
      placed(request),
      ...taskOf(response, focus).map(placed),
      ...(warnings ? [{ fullUrl: `urn:uuid:${outcomeId}`, resource: { ...warnings, id: outcomeId ?? '' } }] : []),
    ],
  };
};
