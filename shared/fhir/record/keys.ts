/** What keeps a health record from being made twice: its identifiers, and the caller's own key of the request. */
import { fullIdentifiers } from '#fhir/inbound/sent';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { contentHash, sha256 } from '#fhir/same-content';
import type { Caller, OrganisationId, PracticeId } from '#identity/types';
import type { RecordKey } from '#people/record-store';
import type { RecordType } from '#people/types';
import type { Recorded } from './values.ts';

type Keys = Pick<FhirPorts, 'keys'>;
const organisationSpace = (organisation: OrganisationId) => `organisation/${organisation}`;
/** In whose name an identifier stands: a practice's with its practitioners, or an organisation's. */
export const namespaceOf = ({ practice, organisation }: { practice: PracticeId; organisation?: OrganisationId }): string =>
  organisation === undefined ? practice : organisationSpace(organisation);
/** All those in which the caller has something. */
export const namespacesOf = (caller: Caller): string[] => {
  switch (caller.kind) {
    case 'practice':
      return [caller.practice];
    case 'practitioner':
      return caller.practices;
    case 'organisation':
      return [organisationSpace(caller.organisation)];
    case 'manager':
    case 'collector':
      return [];
  }
};

/** `identifier`: system|value. */
export const identifierKey = async (type: RecordType, identifier: string, requester: string, body: string, { keys }: Keys): Promise<RecordKey> => ({
  ...{ kind: 'identifier', requester, body },
  mac: await keys.mac('record', `${type}|${identifier}`),
});
export const identifierKeys = ({ content }: FhirCall, resource: Recorded, requester: string, ports: Keys): Promise<RecordKey[]> => {
  const texts = new Set(fullIdentifiers(resource.identifier).map(({ system, value }) => `${system}|${value}`));
  const body = content ?? contentHash(resource);
  return Promise.all([...texts].map((text) => identifierKey(resource.resourceType, text, requester, body, ports)));
};
/** Undefined without an Idempotency-Key. */
export const requestKey = async (call: FhirCall, type: RecordType, resource: Recorded, { keys }: Keys): Promise<RecordKey | undefined> => {
  const own = call.header('idempotency-key');
  if (!own) return undefined;
  const body = sha256(JSON.stringify(resource));
  return { kind: 'request', requester: call.who.caller.client, mac: await keys.mac('request', `POST ${type}|${own}`), body };
};
