/** PUT of a health record: the next version, by whom it may be changed; whose it is stays as it is. */

import { resourceAnswer } from '#fhir/answers';
import { inOneTransaction } from '#fhir/bundle/one-transaction';
import { referenceId } from '#fhir/ids';
import { updateOf } from '#fhir/if-match';
import type { Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { receiptOf } from '#fhir/receipt';
import { notFound, refusal, refuse, refused } from '#fhir/refusals';
import { canonicalJson } from '#fhir/same-content';
import type { Fields } from '#fhir/structure/fields';
import { type RecordKey, type RecordStore, readRecordId, recordStore } from '#people/record-store';
import type { HealthRecord, RecordId, RecordType } from '#people/types';
import type { Answer } from '#platform/endpoint';
import type { Instant } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import type { Receipt } from '#referral/types';
import { duplicate } from './create.ts';
import { identifierKeys, namespaceOf } from './keys.ts';
import { basedOnOf, personElement, personReference } from './rules.ts';
import { type Effects, keptOf, readRecord } from './sent.ts';
import type { Recorded } from './values.ts';
import { type Reading, readable, recordSeen } from './view.ts';

type Update = { call: FhirCall; resource: Recorded; warnings: Issue[]; id: RecordId; seen: number; receipt: Receipt | undefined };
type Done = { keep: boolean; answer: Answer };
const over = (answer: Answer): Done => ({ keep: false, answer });
const shown = ({ call, warnings }: Update, record: HealthRecord, reading: Reading, ports: FhirPorts): Answer =>
  resourceAnswer(call, 200, recordSeen(record, reading), ports.baseUrl, warnings);

/** What names whose it is must be as it was read. */
const movedIn = ({ resource }: Update, before: HealthRecord, reading: Reading, { baseUrl }: FhirPorts): string | undefined => {
  const type = before.type;
  const current = recordSeen(before, reading).resource as Recorded;
  const [sent, there] = [personReference(resource), personReference(current)];
  const isSame =
    referenceId(sent?.reference, 'Patient', baseUrl) === referenceId(there?.reference, 'Patient', baseUrl) && (there?.reference || !sent?.identifier);
  if (!isSame) return personElement(type);
  return canonicalJson(basedOnOf(resource)) === canonicalJson(basedOnOf(current)) ? undefined : 'basedOn';
};
const isSame = (one: unknown, other: unknown): boolean => canonicalJson(one ?? null) === canonicalJson(other ?? null);
/** What is sent as it was shown stays as it is kept: a reader who is told less takes nothing away. */
const unchanged = (sent: Fields, shown: Fields, kept: Fields): Fields =>
  Object.fromEntries(Object.entries(kept).filter(([name, value]) => isSame(sent[name], shown[name]) && !isSame(shown[name], value)));
/** As sent, with what never changes as it was first sent. */
const keptWith = (resource: Recorded, before: HealthRecord, reading: Reading): string => {
  const first: Recorded = JSON.parse(before.resource);
  const [sent, shown]: Fields[] = [keptOf(resource), keptOf(recordSeen(before, reading).resource as Recorded)].map((text) => JSON.parse(text));
  const element = personElement(before.type);
  const fixed = { basedOn: 'basedOn' in first ? first.basedOn : undefined, [element]: personReference(first) };
  return JSON.stringify({ ...sent, ...unchanged(sent ?? {}, shown ?? {}, first as unknown as Fields), ...fixed });
};
const isSameContent = (kept: string, before: HealthRecord) => canonicalJson(JSON.parse(kept)) === canonicalJson(JSON.parse(before.resource));

const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const nextVersion = ({ call, receipt }: Update, kept: string, { receipt: _, ...before }: HealthRecord): HealthRecord => ({
  ...before,
  ...{ resource: kept, by: nameOf(call.who.caller), versionId: before.versionId + 1, lastUpdated: latest(call.receivedAt, before.lastUpdated) },
  ...(receipt ? { receipt } : {}),
});

/** The keys of identifiers that it did not have; undefined: another record has one of them. */
const newKeys = async ({ call, resource, id }: Update, before: HealthRecord, store: RecordStore, ports: FhirPorts): Promise<RecordKey[] | undefined> => {
  const keys = await identifierKeys(call, resource, namespaceOf(before), ports);
  const taken = await store.taken(keys);
  if (taken.some((one) => one && one.record !== id)) return undefined;
  return keys.filter((_, n) => !taken[n]);
};

/** The version that the same request made, with the same key. */
const answeredBefore = async (update: Update, type: RecordType, reading: Reading, store: RecordStore, ports: FhirPorts): Promise<Answer | undefined> => {
  const { receipt, id } = update;
  const first = receipt && (await store.versions(type, id)).find((one) => one.receipt?.key === receipt.key);
  if (!first) return undefined;
  return first.receipt?.body === receipt.body ? shown(update, first, reading, ports) : refused({ ok: false, because: 'key-reused' });
};

const change = async (update: Update, type: RecordType, { stamped = (record) => record, after }: Effects, ports: FhirPorts): Promise<Done> => {
  const store = recordStore(ports.referrals);
  const current = await store.load(type, update.id);
  const [found] = await readable(update.call.who.caller, current ? [current] : [], ports);
  if (!found) return over(notFound());
  const { record: before, reading } = found;
  if (!reading.mayChange) return over(refusal(403, 'forbidden', 'Another party recorded this, and it alone changes it.'));
  const answered = await answeredBefore(update, type, reading, store, ports);
  if (answered) return over(answered);
  if (before.versionId !== update.seen) return over(refused({ ok: false, because: 'stale-version', versionId: before.versionId }));
  const moved = movedIn(update, before, reading, ports);
  if (moved) return over(refusal(422, 'business-rule', `${moved} never changes. Send it as you read it, or record anew.`, `${type}.${moved}`));
  const kept = keptWith(update.resource, before, reading);
  if (isSameContent(kept, before)) return over(shown(update, before, reading, ports));
  const claims = await newKeys(update, before, store, ports);
  if (!claims) return over(duplicate(type));
  const next = stamped(nextVersion(update, kept, before), before, ports);
  const { outcome } = await store.write(next, before, claims);
  if (outcome !== 'written') return over(refused({ ok: false, because: 'busy' }));
  const failed = await after?.(update.call, next, before, ports);
  return failed ? over(failed) : { keep: true, answer: shown(update, next, reading, ports) };
};

/** 200 with the record as it is afterwards; the same content again changes nothing. */
export const updateRecord = async (call: FhirCall, type: RecordType, id: string, effects: Effects, ports: FhirPorts): Promise<Answer> => {
  const named = readRecordId(id);
  if (!named) return notFound();
  const sent = await readRecord(call, type, ports);
  if (!sent.ok) return refuse(sent.issues);
  const asked = updateOf(call, id, sent.resource);
  if (!asked.ok) return asked.answer;
  const update = { call, ...sent, id: named, seen: asked.versionId, receipt: await receiptOf(call, ports) };
  const done = await inOneTransaction(ports, (staged) => change(update, type, effects, staged));
  return done.ok ? done.done.answer : done.answer;
};
