/** AuditEvent: the audit of changes, as its subject may read it. Reads are not in it: the hub keeps no audit of them yet. */
import type { AuditEvent, FhirResource } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { Door, Parameters, SearchValue, Seen } from '#fhir/door';
import { hubOrganisation } from '#fhir/referral/render';
import { named, texts } from '#fhir/search/values';
import { actDoor } from './act-door.ts';
import { type Act, targetOf, versionOf } from './acts.ts';

const seen = (act: Act): Seen => {
  const resource: AuditEvent = {
    resourceType: 'AuditEvent',
    id: act.id,
    meta: { versionId: '1', lastUpdated: act.at },
    type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest', display: 'RESTful Operation' },
    subtype: [
      { system: 'http://hl7.org/fhir/restful-interaction', code: act.created ? 'create' : 'update' },
      ...(act.command ? [{ system: system.hub, code: act.command }] : []),
    ],
    action: act.created ? 'C' : 'U',
    recorded: act.at,
    outcome: '0',
    agent: [{ who: act.agent, requestor: act.asked }],
    source: { observer: hubOrganisation },
    entity: act.targets.map((target) => ({ what: targetOf(target) })),
  };
  return { resource, version: versionOf(act) };
};

const of = (values: (one: AuditEvent) => readonly SearchValue[]) => (one: FhirResource) => (one.resourceType === 'AuditEvent' ? values(one) : []);
const parameters: Parameters = {
  entity: {
    kind: 'reference',
    text: 'Task/<id> or ServiceRequest/<id>: what was done to it. Always needed.',
    values: of(({ entity = [] }) => texts(...named(...entity.map(({ what }) => what)))),
  },
  date: { kind: 'date', text: 'When.', values: of(({ recorded }) => texts(recorded)) },
  agent: {
    kind: 'reference',
    text: 'Practitioner/<id> or Organization/<id>: by whom.',
    values: of(({ agent }) => texts(...named(...agent.map(({ who }) => who)))),
  },
};

export const auditEventDoor: Door = actDoor(
  'entity',
  'The audit of changes of a ServiceRequest or Task, to who may read it. Reads are not in it: the hub keeps no audit of them yet.',
  seen,
  parameters,
);
