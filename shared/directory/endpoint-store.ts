/** Where an organisation's system listens and its keys, as a person changes them one by one: each change together with its audit item, and only from what was seen. */
import * as z from 'zod/mini';
import { accessKeys } from '#platform/tables';
import { later } from '#platform/time';
import type { Clock, Condition, Ids, Instant, Item, Key, Secrets, Table, Write } from '#platform/types';
import { documentItem } from './directory-store.ts';
import { answerKeysOf, endpointKeys, type Issued } from './keys-store.ts';
import { answerKeys, endpoint, endpointKey, instant } from './records.ts';
import type { AnswerKey, Endpoint, EndpointKey } from './types.ts';

/** Proposed by a person; `answeredAt`: it took what was signed by its key and refused what was not. `keys`: where there is no address yet. */
export type NextEndpoint = { party: string; url: string; keys: EndpointKey[]; at: Instant; answeredAt?: Instant };
const nextEndpoint: z.ZodMiniType<NextEndpoint> = z.object({
  ...{ party: z.string(), url: z.string(), keys: z.array(endpointKey), at: instant },
  answeredAt: z.optional(instant),
});
export type Listening = { endpoint?: Endpoint; next?: NextEndpoint; answerKeys: AnswerKey[] };
/** `changed`: somebody else was faster. */
export type Changed = { ok: true; issued?: Issued } | { ok: false; because: 'changed' | 'not-possible' };
export type EndpointDeps = { table: Table; clock: Clock; ids: Ids; secrets: Secrets /** Stands in the audit. */; who: string };

/** Milliseconds: an old key holds so long beside the new one; a proposed address that has shown that it listens waits so long to be confirmed. */
const oldKeyHolds = 7 * 86_400_000;
const answerHolds = 24 * 3_600_000;
const mostKeys = 2;

const stored = (item: Item | undefined): unknown => item && JSON.parse(String(item.data));
const items = async (party: string, table: Table) => {
  const keys = [accessKeys.endpoint(party), accessKeys.endpointNext(party), accessKeys.answerKeys(party)];
  const [current, next, answers] = await Promise.all(keys.map((key) => table.get(key)));
  return { current, next, answers };
};
export const listeningOf = async (party: string, table: Table): Promise<Listening> => {
  const { current, next, answers } = await items(party, table);
  return {
    ...(current ? { endpoint: endpoint.parse(stored(current)) } : {}),
    ...(next ? { next: nextEndpoint.parse(stored(next)) } : {}),
    answerKeys: answers ? answerKeys.parse(stored(answers)).keys : [],
  };
};

const unless = (item: Item | undefined): Condition => (item ? { equals: { data: String(item.data) } } : { absent: true });
type Seen = { key: Key; item: Item | undefined };
const put = ({ key, item }: Seen, record: object): Write => ({ put: documentItem(key, record), when: unless(item) });
const commit = async (writes: Write[], what: string, fields: string, { table, clock, ids, who }: EndpointDeps): Promise<boolean> => {
  const at = clock.now();
  const audit: Item = { ...accessKeys.audit(at, ids.id()), at, who, what, change: 'changed', fields, file: 'page' };
  const written = await table.write([...writes, { put: audit, when: { absent: true } }]);
  if (written.outcome === 'throttled') throw new Error('the access table is throttled: nothing was changed');
  return written.outcome === 'written';
};
const result = (done: boolean, issued?: Issued): Changed => (done ? { ok: true, ...(issued ? { issued } : {}) } : { ok: false, because: 'changed' });
const notPossible: Changed = { ok: false, because: 'not-possible' };
const isCurrent = ({ until }: { until?: Instant | undefined }, now: Instant): boolean => until === undefined || until > now;
const nameFor = (now: Instant, ids: Ids): string => `k${now.slice(0, 10).replaceAll('-', '')}-${ids.short()}`;

/** The address waits until it has shown that it listens; where the party has none yet its first key is made, and shown once. */
export const proposeEndpoint = async (party: string, url: string, deps: EndpointDeps): Promise<Changed> => {
  const { current, next } = await items(party, deps.table);
  const held = next ? nextEndpoint.parse(stored(next)).keys : [];
  const now = deps.clock.now();
  const made = current || held.length > 0 ? undefined : await endpointKeys(party, [{ id: nameFor(now, deps.ids), secret: 'generate' }], [], deps);
  const record: NextEndpoint = { party, url, keys: made?.keys ?? held, at: now };
  const done = await commit([put({ key: accessKeys.endpointNext(party), item: next }, record)], `next endpoint of ${party}`, 'url', deps);
  return result(done, made?.issued[0]);
};
export const noteAnswered = async (party: string, url: string, deps: EndpointDeps): Promise<Changed> => {
  const { next } = await items(party, deps.table);
  const held = next && nextEndpoint.parse(stored(next));
  if (held?.url !== url) return notPossible;
  const key = accessKeys.endpointNext(party);
  return result(await commit([put({ key, item: next }, { ...held, answeredAt: deps.clock.now() })], `next endpoint of ${party}`, 'answeredAt', deps));
};
export const withdrawNext = async (party: string, deps: EndpointDeps): Promise<Changed> => {
  const { next } = await items(party, deps.table);
  if (!next) return notPossible;
  return result(await commit([{ delete: accessKeys.endpointNext(party), when: unless(next) }], `next endpoint of ${party}`, 'withdrawn', deps));
};
export const mayApprove = ({ answeredAt }: Pick<NextEndpoint, 'answeredAt'>, now: Instant): boolean =>
  answeredAt !== undefined && later(answeredAt, answerHolds) > now;
/** From now on the party is told there, and nowhere else; one that was switched off is on again. */
export const approveNext = async (party: string, url: string, deps: EndpointDeps): Promise<Changed> => {
  const { current, next } = await items(party, deps.table);
  const held = next && nextEndpoint.parse(stored(next));
  if (held?.url !== url || !mayApprove(held, deps.clock.now())) return notPossible;
  const { keys } = current ? endpoint.parse(stored(current)) : held;
  const writes = [
    put({ key: accessKeys.endpoint(party), item: current }, { party, url, keys }),
    { delete: accessKeys.endpointNext(party), when: unless(next) },
  ];
  return result(await commit(writes, `endpoint of ${party}`, 'url', deps));
};

/** Of the keys that hold, the last one holds for a week more beside the new one; there are never more than two. */
const rotated = <Key extends { id: string; until?: Instant | undefined }>(keys: readonly Key[], now: Instant): Key[] | undefined => {
  const current = keys.filter((key) => isCurrent(key, now));
  return current.length >= mostKeys ? undefined : current.map((key) => ({ ...key, until: key.until ?? later(now, oldKeyHolds) }));
};
/** Of two keys the older one is over at once: somebody may know it who must not. */
const withoutOld = <Key extends { until?: Instant | undefined }>(keys: readonly Key[], now: Instant): Key[] | undefined => {
  const current = keys.filter((key) => isCurrent(key, now));
  const left = current.filter(({ until }) => until === undefined);
  return left.length > 0 && left.length < current.length ? left : undefined;
};
export const endOldHubKey = async (party: string, deps: EndpointDeps): Promise<Changed> => {
  const { current } = await items(party, deps.table);
  const held = current && endpoint.parse(stored(current));
  const left = held && withoutOld(held.keys, deps.clock.now());
  if (!held || !left) return notPossible;
  return result(await commit([put({ key: accessKeys.endpoint(party), item: current }, { ...held, keys: left })], `endpoint of ${party}`, 'keys', deps));
};
export const endOldAnswerKey = async (organisation: string, deps: EndpointDeps): Promise<Changed> => {
  const { answers } = await items(organisation, deps.table);
  const left = answers && withoutOld(answerKeys.parse(stored(answers)).keys, deps.clock.now());
  if (!left) return notPossible;
  return result(
    await commit([put({ key: accessKeys.answerKeys(organisation), item: answers }, { keys: left })], `answer keys of ${organisation}`, 'keys', deps),
  );
};

/** A new key with which the hub signs what it sends. */
export const rotateHubKey = async (party: string, deps: EndpointDeps): Promise<Changed> => {
  const { current } = await items(party, deps.table);
  const now = deps.clock.now();
  const held = current && endpoint.parse(stored(current));
  const old = held && rotated(held.keys, now);
  if (!held || !old) return notPossible;
  const { keys, issued } = await endpointKeys(party, [{ id: nameFor(now, deps.ids), secret: 'generate' }], [], deps);
  const record = { ...held, keys: [...old, ...keys] };
  return result(await commit([put({ key: accessKeys.endpoint(party), item: current }, record)], `endpoint of ${party}`, 'keys', deps), issued[0]);
};
/** A new key with which the organisation signs its answers. */
export const rotateAnswerKey = async (organisation: string, deps: EndpointDeps): Promise<Changed> => {
  const { answers } = await items(organisation, deps.table);
  const now = deps.clock.now();
  const old = rotated(answers ? answerKeys.parse(stored(answers)).keys : [], now);
  if (!old) return notPossible;
  const { keys, issued } = await answerKeysOf(organisation, [{ id: nameFor(now, deps.ids), scheme: 'v1', secret: 'generate' }], [], deps);
  const done = await commit(
    [put({ key: accessKeys.answerKeys(organisation), item: answers }, { keys: [...old, ...keys] })],
    `answer keys of ${organisation}`,
    'keys',
    deps,
  );
  return result(done, issued[0]);
};
/** Off, nothing is sent to it: what there is to tell waits, and the practitioners are told. */
export const switchEndpoint = async (party: string, on: boolean, deps: EndpointDeps): Promise<Changed> => {
  const { current } = await items(party, deps.table);
  const held = current && endpoint.parse(stored(current));
  if (!held || (held.disabledAt === undefined) === on) return notPossible;
  const { disabledAt: _, ...rest } = held;
  const record = on ? rest : { ...rest, disabledAt: deps.clock.now() };
  return result(await commit([put({ key: accessKeys.endpoint(party), item: current }, record)], `endpoint of ${party}`, 'disabledAt', deps));
};
