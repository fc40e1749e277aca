/** POST of a health record: once, however often it is sent. */

import { resourceAnswer } from '#fhir/answers';
import { inOneTransaction } from '#fhir/bundle/one-transaction';
import { noneExist } from '#fhir/if-none-exist';
import type { Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal, refuse, refused } from '#fhir/refusals';
import { type RecordKey, recordIdOf, recordStore, type TakenKey } from '#people/record-store';
import type { HealthRecord, RecordType } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { nameOf, receiptExpired } from '#referral/carry-out';
import { identifierKey, identifierKeys, namespaceOf, requestKey } from './keys.ts';
import { type Effects, keptOf, readRecord } from './sent.ts';
import type { Recorded } from './values.ts';
import { readable, recordSeen } from './view.ts';
import { type Whose, whoseOf } from './whose.ts';

/** `unless`: what If-None-Exist asks for. */
type Create = { call: FhirCall; resource: Recorded; warnings: Issue[]; whose: Whose; unless?: RecordKey; request?: RecordKey; identifiers: RecordKey[] };
type Made = { keep: boolean; answer: Answer };
const over = (answer: Answer): Made => ({ keep: false, answer });

export const duplicate = (type: RecordType): Answer =>
  refusal(
    409,
    'duplicate',
    `There is a ${type} with this identifier that says something else. Change that one by PUT, or send a new identifier.`,
    `${type}.identifier`,
  );
/** As it is, or as the first answer showed it. */
const existing = async (call: FhirCall, type: RecordType, taken: TakenKey, asFirst: boolean, ports: FhirPorts): Promise<Answer> => {
  const versions = await recordStore(ports.referrals).versions(type, taken.record);
  const [shown] = await readable(call.who.caller, asFirst ? versions.slice(-1) : versions.slice(0, 1), ports);
  return shown ? resourceAnswer(call, asFirst ? 201 : 200, recordSeen(shown.record, shown.reading), ports.baseUrl) : duplicate(type);
};

type Claims = (RecordKey & { expired?: TakenKey })[];
/** The answer where it was made before; otherwise the keys to claim. */
const madeBefore = async ({ call, resource, unless, request, identifiers }: Create, ports: FhirPorts): Promise<{ answer: Answer } | { claims: Claims }> => {
  const type = resource.resourceType;
  const claimed = [...(request ? [request] : []), ...identifiers];
  const asked = unless && claimed.every(({ mac }) => mac !== unless.mac) ? [...claimed, unless] : claimed;
  const taken = await recordStore(ports.referrals).taken(asked);
  const holders = asked.map((key, n) => ({ key, by: taken[n] }));
  const first = holders.find(({ key, by }) => by && !(key.kind === 'request' && receiptExpired(by.at, call.receivedAt)));
  if (!first?.by) return { claims: holders.flatMap(({ key, by }) => (claimed.includes(key) ? [{ ...key, ...(by ? { expired: by } : {}) }] : [])) };
  const { key, by } = first;
  if (key.mac === unless?.mac || key.body === by.body) return { answer: await existing(call, type, by, key.kind === 'request', ports) };
  return { answer: key.kind === 'request' ? refused({ ok: false, because: 'key-reused' }) : duplicate(type) };
};

const newRecord = ({ call, resource, whose }: Create, ports: FhirPorts): HealthRecord => ({
  ...{ type: resource.resourceType, id: recordIdOf(whose.of, ports.ids.short()), ...whose, resource: keptOf(resource), by: nameOf(call.who.caller) },
  ...{ versionId: 1, lastUpdated: call.receivedAt },
});
const make = async (create: Create, { stamped = (record) => record, after }: Effects, ports: FhirPorts): Promise<Made> => {
  const { call, warnings } = create;
  const before = await madeBefore(create, ports);
  if ('answer' in before) return over(before.answer);
  const record = stamped(newRecord(create, ports), undefined, ports);
  const { outcome } = await recordStore(ports.referrals).write(record, undefined, before.claims);
  if (outcome !== 'written') return over(refused({ ok: false, because: 'busy' }));
  const failed = await after?.(call, record, undefined, ports);
  if (failed) return over(failed);
  const [shown] = await readable(call.who.caller, [record], ports);
  if (!shown) throw new Error('a sender who may not see its own record');
  return { keep: true, answer: resourceAnswer(call, 201, recordSeen(shown.record, shown.reading), ports.baseUrl, warnings) };
};

/** 201; 200 with what is there where it was sent before, or where If-None-Exist finds it. */
export const createRecord = async (call: FhirCall, type: RecordType, effects: Effects, ports: FhirPorts): Promise<Answer> => {
  const sent = await readRecord(call, type, ports);
  if (!sent.ok) return refuse(sent.issues);
  const condition = noneExist(call);
  if ('issue' in condition) return refuse([condition.issue]);
  const told = await whoseOf(call, sent.resource, ports);
  if (!told.ok) return told.answer;
  const { whose } = told;
  const space = namespaceOf(whose);
  const [unless, request, identifiers] = await Promise.all([
    condition.identifier === undefined ? undefined : identifierKey(type, condition.identifier, space, '', ports),
    requestKey(call, type, sent.resource, ports),
    identifierKeys(call, sent.resource, space, ports),
  ]);
  const create: Create = { call, ...sent, whose, identifiers, ...(unless ? { unless } : {}), ...(request ? { request } : {}) };
  const made = await inOneTransaction(ports, (staged) => make(create, effects, staged));
  return made.ok ? made.done.answer : made.answer;
};
