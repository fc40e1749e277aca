/** GET Type?… and POST Type/_search: a page of what the caller may see, and a sealed link to the next. */
import type { Bundle } from 'fhir/r4.js';
import { maySee, maySeeOnward } from '#identity/access-policy';
import { numberSystemOf } from '#people/identifiers';
import type { Answer } from '#platform/endpoint';
import { keys } from '#platform/tables';
import { later } from '#platform/time';
import type { Item } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import { shortOf } from '#referral/referral-items';
import type { Loaded } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import type { FhirCall, FhirPorts } from './ports.ts';
import { refusal } from './refusals.ts';
import { type Candidate, dateRange, matches, type Search } from './search-filter.ts';
import { type Clause, parseQuery } from './search-parameters.ts';
import { type Partition, sourceOf } from './search-source.ts';
import { type ResourceType, seenBy, sentTask, shelfOf } from './view.ts';

/** Where a page ended: in which partition, after which index key, and how many of the next row's resources were shown. */
type Place = { partition: number; after?: Item; shown: number };
type Found = { loaded: Loaded; one: Candidate };

const horizonMilliseconds = 10_000;
const cursorMilliseconds = 600_000;
const indexPages = 5;
const atOnce = 10;

const own = (search: Search, loaded: Loaded): Found[] => {
  const { referral } = loaded;
  const sent = (): Candidate => ({ referral, identifiers: sentTask(loaded)?.identifier ?? [] });
  const all: Candidate[] = maySee(search.by, referral) && !(search.type === 'Task' && referral.status === 'draft') ? [sent()] : [];
  for (const onward of referral.onward) if (maySeeOnward(search.by, referral, onward)) all.push({ referral, onward, identifiers: caseReference(onward) });
  return all.filter((one) => matches(one, search)).map((one) => ({ loaded, one }));
};

/** One load per referral, some at a time. */
const loadAll = async (ids: string[], ports: FhirPorts): Promise<(Loaded | undefined)[]> => {
  const loaded: (Loaded | undefined)[] = [];
  for (let at = 0; at < ids.length; at += atOnce)
    loaded.push(...(await Promise.all(ids.slice(at, at + atOnce).map((id) => ports.carryOut.store.load(id as ReferralId)))));
  return loaded;
};

/** An organisation's partition names onward referrals one by one; two of one referral are two rows. */
const namedBy = (key: Item, found: Found[]): Found[] => {
  if (!key.sk.startsWith('C#')) return found;
  return found.filter(({ one }) => one.onward && keys.onward(shortOf(one.onward.id)) === key.sk);
};

type Collected = { found: Found[]; next?: Place };
const pageOf = (all: Found[], shown: number, count: number, place: Place): Collected => {
  const found = all.slice(shown, shown + count);
  return { found, ...(all.length > shown + count ? { next: { ...place, shown: shown + count } } : {}) };
};

const collectNamed = async (search: Search, ids: string[], place: Place, count: number, ports: FhirPorts): Promise<Collected> => {
  const loaded = await loadAll(ids, ports);
  return pageOf(
    loaded.flatMap((one) => (one ? own(search, one) : [])),
    place.shown,
    count,
    place,
  );
};

const collect = async (search: Search, partitions: Partition[], start: Place, count: number, ports: FhirPorts): Promise<Collected> => {
  const found: Found[] = [];
  let place = start;
  for (let pages = 0; place.partition < partitions.length; pages += 1) {
    if (pages === indexPages) return { found, next: place };
    const { items, next } = await ports.referrals.query({
      ...(partitions[place.partition] as Partition),
      backwards: true,
      limit: count + 1,
      after: place.after,
    });
    const loaded = await loadAll(
      items.map((item) => item.pk.slice(4)),
      ports,
    );
    for (const [n, key] of items.entries()) {
      const one = loaded[n];
      const row = pageOf(one ? namedBy(key, own(search, one)) : [], place.shown, count - found.length, place);
      found.push(...row.found);
      if (row.next) return { found, next: row.next };
      place = { partition: place.partition, after: key, shown: 0 };
    }
    if (!next) place = { partition: place.partition + 1, shown: 0 };
  }
  return { found };
};

const one = (clauses: Clause[], name: Clause['name']): string | undefined => clauses.find((clause) => clause.name === name)?.values[0];
const isCount = (text: string | undefined) => text === undefined || (/^\d{1,4}$/.test(text) && Number(text) >= 1);
const counted = (clauses: Clause[]) => Math.min(100, Number(one(clauses, '_count') ?? 20));

/** What a value must be, beyond the name being known. */
const faultIn = (clauses: Clause[], method: string): { name: string; text: string } | undefined => {
  if (!isCount(one(clauses, '_count'))) return { name: '_count', text: '_count is a number from 1 to 100.' };
  if (clauses.some(({ name, values }) => name === '_lastUpdated' && !values.every(dateRange)))
    return { name: '_lastUpdated', text: '_lastUpdated is a date or instant, with eq, ne, gt, ge, lt or le before it.' };
  const numbers = clauses.some(({ name, values }) => name === 'identifier' && values.some((value) => numberSystemOf(value.split('|')[0] ?? '')));
  if (numbers && method === 'GET')
    return { name: 'identifier', text: "A person's number never goes into an address. Use POST [base]/ServiceRequest/_search with it in the body." };
  return undefined;
};

const withoutPage = (raw: string) =>
  raw
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('page='))
    .join('&');
/** A cursor opens only for the caller, the query and the ten minutes it was made for. */
const contextOf = (call: FhirCall, type: ResourceType, raw: string) => [nameOf(call.who.caller), call.who.caller.client, type, withoutPage(raw)].join('\n');
const opened = async (call: FhirCall, type: ResourceType, raw: string, page: string, ports: FhirPorts): Promise<Place | undefined> => {
  const text = await ports.keys.open(page, contextOf(call, type, raw));
  const { place, until } = text ? (JSON.parse(text) as { place: Place; until: string }) : {};
  return until && until > call.receivedAt ? place : undefined;
};
const linksOf = async (call: FhirCall, type: ResourceType, raw: string, next: Place | undefined, ports: FhirPorts) => {
  const query = withoutPage(raw);
  const address = (more: string[]) => `${ports.baseUrl}/fhir/${type}${query || more.length > 0 ? '?' : ''}${[...(query ? [query] : []), ...more].join('&')}`;
  const sealed =
    next && (await ports.keys.seal(JSON.stringify({ place: next, until: later(call.receivedAt, cursorMilliseconds) }), contextOf(call, type, raw)));
  return [{ relation: 'self', url: address([]) }, ...(sealed ? [{ relation: 'next', url: address([`page=${encodeURIComponent(sealed)}`]) }] : [])];
};

const bundled = async (
  call: FhirCall,
  type: ResourceType,
  raw: string,
  { found, next }: Collected,
  horizon: string | undefined,
  ports: FhirPorts,
): Promise<Bundle> => {
  const shelves = new Map(
    await Promise.all([...new Set(found.map(({ loaded }) => loaded))].map(async (loaded) => [loaded, await shelfOf(ports, loaded)] as const)),
  );
  const seen = await Promise.all(
    found.map(async ({ loaded, one }) => {
      const shelf = shelves.get(loaded);
      return shelf && seenBy(call.who.caller, type, (one.onward ?? one.referral).id, shelf, ports);
    }),
  );
  const entry = seen.flatMap((row) =>
    row ? [{ fullUrl: `${ports.baseUrl}/fhir/${type}/${row.resource.id}`, resource: row.resource, search: { mode: 'match' as const } }] : [],
  );
  const meta = horizon ? { meta: { lastUpdated: horizon } } : {};
  return { resourceType: 'Bundle', type: 'searchset', ...meta, link: await linksOf(call, type, raw, next, ports), ...(entry.length > 0 ? { entry } : {}) };
};

/** `raw`: the query as sent, with the body's parameters of a POST after it. */
export const search = async (call: FhirCall, type: ResourceType, raw: string, ports: FhirPorts): Promise<Answer> => {
  const parsed = parseQuery(raw, type);
  if (!parsed.ok) return refusal(400, 'not-supported', parsed.text);
  const { clauses } = parsed;
  const fault = faultIn(clauses, call.method);
  if (fault) return refusal(400, 'invalid', fault.text);
  const page = one(clauses, 'page');
  const place = page === undefined ? { partition: 0, shown: 0 } : await opened(call, type, raw, page, ports);
  if (!place) return refusal(400, 'invalid', 'This page link is not for you, not for this search, or over ten minutes old. Search again from the start.');
  const dated = clauses.some(({ name }) => name === '_lastUpdated');
  const horizon = later(call.receivedAt, dated ? -horizonMilliseconds : 0);
  const asked: Search = { by: call.who.caller, type, clauses, baseUrl: ports.baseUrl, horizon };
  const source = await sourceOf(call.who, type, clauses, ports);
  const collected =
    'referrals' in source
      ? await collectNamed(asked, source.referrals, place, counted(clauses), ports)
      : await collect(asked, source.partitions, place, counted(clauses), ports);
  return { status: 200, body: await bundled(call, type, raw, collected, dated ? horizon : undefined, ports) };
};
