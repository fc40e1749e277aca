/** What the FHIR face can do, from the doors that do it. */
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r4.js';
import { messaging } from '#fhir/message/codes';
import { controls, parametersOf } from '#fhir/search/query';
import { system } from './codes.ts';
import type { Door } from './door.ts';
import { doors, systemOperations } from './doors.ts';

type Interaction = { code: 'read' | 'vread' | 'update' | 'patch' | 'delete' | 'history-instance' | 'create' | 'search-type' };
const interactionsOf = (door: Door): Interaction[] => [
  ...(door.read ? [{ code: 'read' as const }] : []),
  ...(door.versions ? [{ code: 'vread' as const }, { code: 'history-instance' as const }] : []),
  ...(door.create ? [{ code: 'create' as const }] : []),
  ...(door.update ? [{ code: 'update' as const }] : []),
  ...(door.update && door.read ? [{ code: 'patch' as const }] : []),
  ...(door.remove ? [{ code: 'delete' as const }] : []),
  ...(door.search ? [{ code: 'search-type' as const }] : []),
];
/** What shapes any search is told with each type; `page` is a link's, and nobody writes it. */
const shaping = Object.entries(controls).filter(([name]) => name !== 'page' && name !== '_include');
const searchOf = (door: Door): CapabilityStatementRestResource['searchParam'] => [
  ...Object.entries(parametersOf(door)).map(([name, { kind, text, modifiers }]) => ({
    name,
    type: kind,
    documentation: modifiers ? `${text} Modifiers: ${modifiers.map((one) => `:${one}`).join(', ')}.` : text,
  })),
  ...shaping.map(([name, documentation]) => ({ name, type: name === '_count' ? ('number' as const) : ('token' as const), documentation })),
];
const operationsOf = (of: string, { operations = [] }: Pick<Door, 'operations'>) =>
  // One that is called in several ways is one operation.
  [...new Map(operations.map((one) => [one.name, one])).values()].map(({ name, text, definition }) => ({
    name,
    definition: definition ?? `${system.operations}/${of}-${name}`,
    documentation: text,
  }));
const named = systemOperations.filter(({ name }) => name !== '');

const resource = (type: string, door: Door): CapabilityStatementRestResource => ({
  type: type as CapabilityStatementRestResource['type'],
  documentation: door.text,
  ...(door.profiles ? { supportedProfile: [...door.profiles] } : {}),
  interaction: interactionsOf(door),
  versioning: door.update ? 'versioned-update' : 'versioned',
  readHistory: door.versions !== undefined,
  updateCreate: false,
  conditionalCreate: door.conditionalCreate === true,
  conditionalRead: 'full-support',
  conditionalUpdate: false,
  conditionalDelete: 'not-supported',
  referencePolicy: ['literal', 'logical'],
  ...(door.includes ? { searchInclude: Object.keys(door.includes) } : {}),
  ...(door.search ? { searchParam: searchOf(door) } : {}),
  ...(door.operations ? { operation: operationsOf(type, door) } : {}),
});

const make = (baseUrl: string): CapabilityStatement => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: '2026-11-23',
  kind: 'instance',
  software: { name: 'Links Hub' },
  implementation: { description: 'Links Hub: referrals between GP practices, links practitioners and community organisations', url: `${baseUrl}/fhir` },
  fhirVersion: '4.0.1',
  format: ['json'],
  patchFormat: ['application/json-patch+json'],
  instantiates: [
    'http://hl7.org/fhir/us/sdoh-clinicalcare/CapabilityStatement/SDOHCC-CoordinationPlatform',
    'http://hl7.org/fhir/uv/subscriptions-backport/CapabilityStatement/backport-subscription-server-r4',
  ],
  rest: [
    {
      mode: 'server',
      documentation:
        'JSON only: the guide asks servers for XML too, which the hub does not speak. Repeat a create safely with Idempotency-Key, or with the same identifier.',
      security: {
        cors: false,
        service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'SMART-on-FHIR' }] }],
        description: `SMART Backend Services; see ${baseUrl}/.well-known/smart-configuration`,
      },
      resource: Object.entries(doors).map(([type, door]) => resource(type, door)),
      ...(systemOperations.some(({ name }) => name === '') ? { interaction: [{ code: 'transaction' }, { code: 'batch' }] } : {}),
      ...(named.length > 0 ? { operation: operationsOf('system', { operations: named }) } : {}),
    },
  ],
  messaging: [messaging(baseUrl)],
});

const made = new Map<string, CapabilityStatement>();
/** The doors do not change while the process runs: made once for each base address. */
export const capabilityStatement = (baseUrl: string): CapabilityStatement => {
  const statement = made.get(baseUrl) ?? make(baseUrl);
  made.set(baseUrl, statement);
  return statement;
};
