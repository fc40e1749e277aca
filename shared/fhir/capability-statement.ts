/** What the FHIR face can do, from the tables that do it. */
import type { CapabilityStatement } from 'fhir/r4.js';
import { parametersOf, searchParameters } from './search-parameters.ts';
import type { ResourceType } from './view.ts';

const interactions = {
  ServiceRequest: ['create', 'read', 'update', 'search-type'],
  Task: ['create', 'read', 'update', 'search-type'],
} as const satisfies Record<ResourceType, readonly string[]>;
const documentation: Record<ResourceType, string> = {
  ServiceRequest:
    'A practice posts its referral (intent order, plan or proposal); a practitioner refers on (intent filler-order, basedOn, one performer). If-None-Exist: identifier=system|value. PUT with If-Match by the practice changes the status alone: active, on-hold, revoked (a note added says why) or entered-in-error.',
  Task: 'Made with the ServiceRequest, under the same id. PUT with If-Match moves it: the new status is the step, with statusReason or output where the step needs one. A note added with the status unchanged is a question of who does the work, or the reply of who asked for it. POST by the sender of the ServiceRequest returns the Task that is there.',
};

const resource = (type: ResourceType) => ({
  type,
  documentation: documentation[type],
  interaction: interactions[type].map((code) => ({ code })),
  versioning: 'versioned-update' as const,
  updateCreate: false,
  conditionalCreate: type === 'ServiceRequest',
  searchParam: parametersOf(type)
    .filter((name) => name !== 'page')
    .map((name) => ({ name, type: searchParameters[name].kind, documentation: searchParameters[name].text })),
});

export const capabilityStatement = (baseUrl: string): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-23',
  kind: 'instance',
  software: { name: 'Links Hub' },
  implementation: { description: 'Links Hub: referrals between GP practices, links practitioners and community organisations', url: `${baseUrl}/fhir` },
  fhirVersion: '4.0.1',
  format: ['json'],
  rest: [
    {
      mode: 'server',
      documentation: 'JSON only. Repeat a create safely with Idempotency-Key or with the same ServiceRequest.identifier.',
      security: {
        cors: false,
        service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
        description: `SMART Backend Services; see ${baseUrl}/.well-known/smart-configuration`,
      },
      resource: [resource('ServiceRequest'), resource('Task')],
    },
  ],
});
