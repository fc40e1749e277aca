/** A health record as it was sent: read, judged, and what of it is kept. */

import { unknownActors } from '#fhir/directory/consent-actors';
import { fhirBody } from '#fhir/fhir-body';
import { longestKey } from '#fhir/if-none-exist';
import type { Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { withoutNarrative } from '#fhir/referral/outputs';
import type { HealthRecord, RecordType } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { judgeRecord } from './rules.ts';
import type { Recorded } from './values.ts';

/** What a type of record brings about, in the same transaction. */
export type Effects = {
  /** The version as it is to be kept. */
  stamped?(after: HealthRecord, before: HealthRecord | undefined, ports: FhirPorts): HealthRecord;
  /** The answer of a refusal: then nothing is written. */
  after?(call: FhirCall, after: HealthRecord, before: HealthRecord | undefined, ports: FhirPorts): Promise<Answer | undefined>;
};

/** A record is one item of the table, beside what it was. */
const largestRecord = 131_072;

type Read = { ok: true; resource: Recorded; warnings: Issue[] } | { ok: false; issues: Issue[] };
export const readRecord = async (call: FhirCall, type: RecordType, ports: Pick<FhirPorts, 'baseUrl' | 'directory'>): Promise<Read> => {
  const body = fhirBody<Recorded>(call, type);
  if (!body.ok) return body;
  const refuse = (status: number, code: Issue['code'], text: string): Read => ({ ok: false, issues: [{ severity: 'error', code, status, text }] });
  if ((call.header('idempotency-key')?.length ?? 0) > longestKey) return refuse(400, 'invalid', `An Idempotency-Key has at most ${longestKey} characters.`);
  if (Buffer.byteLength(JSON.stringify(body.resource)) > largestRecord)
    return refuse(413, 'too-long', `A ${type} has at most ${largestRecord} bytes. Send less with it.`);
  const judged = judgeRecord(body.resource, call.receivedAt, ports.baseUrl);
  const { warnings } = judged;
  const refusals = [...judged.refusals, ...(body.resource.resourceType === 'Consent' ? await unknownActors(body.resource, ports) : [])];
  return refusals.length > 0 ? { ok: false, issues: [...refusals, ...warnings] } : { ok: true, resource: body.resource, warnings };
};

/** All that was sent but for what the hub says itself; narrative is dropped. */
export const keptOf = ({ id: _, text: __, meta, contained, ...sent }: Recorded): string => {
  const { versionId: ___, lastUpdated: ____, ...labels } = meta ?? {};
  return JSON.stringify({
    ...sent,
    ...(contained ? { contained: withoutNarrative(contained) } : {}),
    ...(Object.keys(labels).length > 0 ? { meta: labels } : {}),
  });
};
