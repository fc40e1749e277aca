/** What a Bundle that comes again is answered from: by its Idempotency-Key, or because it sends the same referral with the same beside it. */
import { longestKey } from '#fhir/if-none-exist';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { sha256 } from '#fhir/same-content';
import { listOf } from '#fhir/structure/fields';
import { keys } from '#platform/tables';
import type { Instant, Item } from '#platform/types';
import { receiptExpired } from '#referral/carry-out';
import type { Entry } from './entry.ts';

/** `original`: it is answered as it was the first time; otherwise as what is there already. */
export type ReceiptKey = { pk: string; sk: string; body: string; original: boolean };
/** Of each entry in the order sent: `201 ServiceRequest/<id> 1`; empty where it only read. */
export type Receipt = { body: string; done: string[] };

const namesReferral = ({ method, path, resource = {} }: Entry): boolean =>
  method === 'POST' && path[0] === 'ServiceRequest' && listOf(resource, 'identifier').some(({ system, value }) => system && value);

/** Undefined: nothing says that a second one would be the same. */
export const receiptKeyOf = async (
  call: FhirCall,
  entries: readonly Entry[],
  contents: ReadonlyMap<number, string>,
  ports: Pick<FhirPorts, 'keys'>,
): Promise<ReceiptKey | 'too-long' | undefined> => {
  const own = call.header('idempotency-key');
  const { caller } = call.who;
  if (own && own.length > longestKey) return 'too-long';
  if (own) return { ...keys.unique(caller.client, await ports.keys.mac('request', `POST Bundle|${own}`)), body: sha256(call.body), original: true };
  if (caller.kind !== 'practice' || !entries.some(namesReferral)) return undefined;
  const content = sha256(entries.map(({ index }) => contents.get(index)).join('\n'));
  return { ...keys.unique(caller.practice, await ports.keys.mac('request', `POST Bundle content|${content}`)), body: content, original: false };
};

const itemOf = ({ pk, sk, body }: ReceiptKey, at: Instant, done: readonly string[]): Item => ({ pk, sk, kind: 'bundle', body, at, data: JSON.stringify(done) });
const receiptOf = (item: Item): Receipt => ({ body: String(item.body), done: JSON.parse(String(item.data)) });

/** The receipt of the first time, if it is not too long ago. */
export const receiptAt = async ({ pk, sk }: ReceiptKey, at: Instant, { referrals }: FhirPorts): Promise<Receipt | undefined> => {
  const item = await referrals.get({ pk, sk });
  return item && !receiptExpired(String(item.at) as Instant, at) ? receiptOf(item) : undefined;
};
/** Takes the key before anything is done; the receipt that is there already, if it is. */
export const claim = async (key: ReceiptKey, at: Instant, ports: FhirPorts): Promise<Receipt | undefined> => {
  const put = itemOf(key, at, []);
  const taken = (await ports.referrals.write([{ put, when: { absent: true } }])).outcome !== 'written';
  const before = taken ? await ports.referrals.get(key) : undefined;
  if (!before) return undefined;
  if (!receiptExpired(String(before.at) as Instant, at)) return receiptOf(before);
  await ports.referrals.write([{ put, when: { equals: { at: before.at ?? '' } } }]);
  return undefined;
};
/** Once everything is done, in the same transaction. */
export const note = async (key: ReceiptKey, at: Instant, done: readonly string[], { referrals }: FhirPorts): Promise<void> => {
  await referrals.write([{ put: itemOf(key, at, done), when: { equals: { at } } }]);
};
