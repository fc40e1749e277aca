/** Provenance: by whom and when a ServiceRequest or Task came to be as it is. */
import type { FhirResource, Provenance } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { Door, Parameters, SearchValue, Seen } from '#fhir/door';
import { named, texts } from '#fhir/search/values';
import { actDoor } from './act-door.ts';
import { type Act, targetOf, versionOf } from './acts.ts';

const seen = (act: Act): Seen => {
  const operation = { system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: act.created ? 'CREATE' : 'UPDATE' };
  const resource: Provenance = {
    resourceType: 'Provenance',
    id: act.id,
    meta: { versionId: '1', lastUpdated: act.at },
    target: act.targets.map(targetOf),
    occurredDateTime: act.at,
    recorded: act.at,
    activity: { coding: [operation, ...(act.command ? [{ system: system.hub, code: act.command }] : [])] },
    agent: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/provenance-participant-type', code: 'performer' }] }, who: act.agent }],
  };
  return { resource, version: versionOf(act) };
};

const of = (values: (one: Provenance) => readonly SearchValue[]) => (one: FhirResource) => (one.resourceType === 'Provenance' ? values(one) : []);
const parameters: Parameters = {
  target: {
    kind: 'reference',
    text: 'Task/<id> or ServiceRequest/<id>: what was done to it. Always needed.',
    values: of(({ target }) => texts(...named(...target))),
  },
  recorded: { kind: 'date', text: 'When.', values: of(({ recorded }) => texts(recorded)) },
  agent: {
    kind: 'reference',
    text: 'Practitioner/<id> or Organization/<id>: by whom.',
    values: of(({ agent }) => texts(...named(...agent.map(({ who }) => who)))),
  },
};

export const provenanceDoor: Door = actDoor(
  'target',
  'Every change of a ServiceRequest or Task, by whom and when, to who may read it; what was changed for others besides is not in it.',
  seen,
  parameters,
);
