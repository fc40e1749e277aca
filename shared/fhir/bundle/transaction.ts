/** A transaction Bundle: every entry through the same hands as a single call, and all of them in one commit, or none. */
import type { BundleEntry } from 'fhir/r4.js';
import type { Dispatch } from '#fhir/door';
import { longestKey } from '#fhir/if-none-exist';
import { errorIssue, type Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal, refuse, refused } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import { bundleAnswer, isRefusal, placeOf, responseEntry, toldAt } from './answers.ts';
import { isConditional, resolved } from './conditional.ts';
import { carriedOut, type Entry } from './entry.ts';
import { inOneTransaction } from './one-transaction.ts';
import { contentsOf, orderOf } from './order.ts';
import { claim, note, type Receipt, type ReceiptKey, receiptAt, receiptKeyOf } from './receipt.ts';
import { finder, rewritten, saidIn } from './references.ts';

type Plan = {
  call: FhirCall;
  dispatch: Dispatch;
  entries: readonly Entry[];
  order: readonly Entry[];
  contents: ReadonlyMap<number, string>;
  find: ReturnType<typeof finder>;
  key: ReceiptKey | undefined;
};
/** `known`: which resource each entry became, by its index; `answers` likewise. */
type Going = { known: Map<number, string>; answers: Map<number, Answer>; cache: Map<string, string> };
type Outcome = { keep: boolean; answer: Answer };

const referenceOf = (plan: Plan, going: Going, index: number): string | undefined =>
  going.known.get(index) ?? (plan.entries[index]?.method === 'POST' ? undefined : plan.entries[index]?.path.slice(0, 2).join('/'));

/** Looks up what the entry refers to by condition; the first that has not one match is why the whole fails. */
const lookedUp = async (plan: Plan, going: Going, entry: Entry, ports: FhirPorts): Promise<Issue | undefined> => {
  for (const said of saidIn(entry.resource, `${entry.place}.resource`).filter(isConditional)) {
    if (going.cache.has(said.text) || plan.find(said.text, said.key, entry.index) !== undefined) continue;
    const found = await resolved(said, plan.call, ports, plan.dispatch);
    if ('issue' in found) return found.issue;
    going.cache.set(said.text, found.reference);
  }
  return undefined;
};

/** Undefined: done. */
const carryOutOne = async (plan: Plan, going: Going, entry: Entry, ports: FhirPorts): Promise<Answer | undefined> => {
  const issue = await lookedUp(plan, going, entry, ports);
  if (issue) return refuse([issue]);
  const replaced = (text: string, key: string): string => {
    const index = plan.find(text, key, entry.index);
    return (index === undefined ? going.cache.get(text) : referenceOf(plan, going, index)) ?? text;
  };
  const { resource } = entry;
  const content = plan.contents.get(entry.index) ?? '';
  const answer = await carriedOut(plan.call, entry, { content, ...(resource ? { resource: rewritten(resource, replaced) } : {}) }, ports, plan.dispatch);
  if (isRefusal(answer)) return toldAt(entry, answer);
  going.answers.set(entry.index, answer);
  const place = entry.method === 'POST' || entry.method === 'PUT' ? placeOf(answer, ports.baseUrl)?.reference : undefined;
  if (!place) return undefined;
  if ([...going.known.values()].includes(place))
    return refusal(422, 'duplicate', 'Another entry of this transaction made or changed the same resource. Send each once.', entry.place);
  going.known.set(entry.index, place);
  return undefined;
};

const answered = ({ entries }: Plan, { answers }: Going, baseUrl: string): Answer =>
  bundleAnswer(
    'transaction-response',
    entries.map((entry) => responseEntry(entry, answers.get(entry.index) ?? { status: 204 }, baseUrl)),
  );
const doneOf = (entry: Entry, answer: Answer | undefined, baseUrl: string): string => {
  const place = answer && (entry.method === 'POST' || entry.method === 'PUT') ? placeOf(answer, baseUrl) : undefined;
  return place ? `${answer?.status} ${place.reference} ${place.versionId ?? ''}` : '';
};

/** What it was the first time, or what is there by now; the resources as the caller may see them now. */
const repeatedEntry = async (plan: Plan, entry: Entry, done: string, original: boolean, ports: FhirPorts): Promise<BundleEntry> => {
  const [status = '', reference = '', versionId = ''] = done.split(' ');
  const { index, place, headers } = entry;
  const read = {
    index,
    place,
    method: 'GET',
    rawQuery: entry.rawQuery,
    headers: reference ? {} : headers,
    path: reference ? reference.split('/') : entry.path,
  };
  const now = await carriedOut(plan.call, read, {}, ports, plan.dispatch);
  if (!reference) return responseEntry(entry, now, ports.baseUrl);
  const location = `${ports.baseUrl}/fhir/${reference}/_history/${versionId}`;
  const first = { status: Number(status), headers: { location, etag: `W/"${versionId}"` } };
  if (original || isRefusal(now)) return responseEntry(entry, original ? first : { ...first, status: 200 }, ports.baseUrl);
  const wanted = /return=representation/.test(plan.call.header('prefer') ?? '');
  return responseEntry(entry, { ...now, status: 200, body: wanted ? now.body : undefined }, ports.baseUrl);
};
const repeated = async (plan: Plan, { body, done }: Receipt, ports: FhirPorts): Promise<Outcome> => {
  if (body !== plan.key?.body) return { keep: false, answer: refused({ ok: false, because: 'key-reused' }) };
  const entry: BundleEntry[] = [];
  for (const one of plan.entries) entry.push(await repeatedEntry(plan, one, done[one.index] ?? '', plan.key.original, ports));
  return { keep: false, answer: bundleAnswer('transaction-response', entry) };
};

const run = async (plan: Plan, ports: FhirPorts): Promise<Outcome> => {
  const { key, call } = plan;
  const before = key && (await claim(key, call.receivedAt, ports));
  if (before) return repeated(plan, before, ports);
  const going: Going = { known: new Map(), answers: new Map(), cache: new Map() };
  for (const entry of plan.order) {
    const failure = await carryOutOne(plan, going, entry, ports);
    if (failure) return { keep: false, answer: failure };
  }
  if (key)
    await note(
      key,
      call.receivedAt,
      plan.entries.map((entry) => doneOf(entry, going.answers.get(entry.index), ports.baseUrl)),
      ports,
    );
  return { keep: true, answer: answered(plan, going, ports.baseUrl) };
};

const circular = (circle: readonly Entry[]): Answer => {
  const text = 'These entries refer to each other in a circle, so that none can be made first. Leave one of the references out, and add it by an update.';
  return refuse(circle.map(({ place }) => errorIssue(422, 'business-rule', text, place)));
};

export const transact = async (call: FhirCall, entries: readonly Entry[], ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  const find = finder(entries);
  const ordered = orderOf(entries, find);
  if (!ordered.ok) return circular(ordered.circle);
  const contents = contentsOf(ordered.order, entries, find);
  const key = await receiptKeyOf(call, entries, contents, ports);
  if (key === 'too-long') return refusal(400, 'invalid', `An Idempotency-Key has at most ${longestKey} characters.`);
  const plan = { call, dispatch, entries, order: ordered.order, contents, find, key };
  const result = await inOneTransaction(ports, (staged) => run(plan, staged));
  if (!result.ok) return result.answer;
  // Found wanting at once, where it was done before: the staged table takes a key for free until it is asked.
  const before = key && !result.done.keep && isRefusal(result.done.answer) ? await receiptAt(key, call.receivedAt, ports) : undefined;
  return before ? (await repeated(plan, before, ports)).answer : result.done.answer;
};
