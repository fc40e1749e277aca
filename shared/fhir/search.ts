/** GET Type?… and POST Type/_search: a page of what the caller may see, and a sealed link to the next. */
import type { Bundle } from 'fhir/r4.js';
import { maySee, maySeeOnward } from '#identity/access-policy';
import { numberSystemOf } from '#people/identifiers';
import type { Answer } from '#platform/endpoint';
import { keys } from '#platform/tables';
import { later } from '#platform/time';
import type { Item } from '#platform/types';
import { shortOf } from '#referral/referral-items';
import type { Loaded } from '#referral/referral-store';
import type { Onward, ReferralId } from '#referral/types';
import { system } from './codes.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { refusal } from './refusals.ts';
import { type Candidate, dateRange, matches, type Search } from './search-filter.ts';
import { type Asked, linksOf, opened, type Place, start } from './search-page.ts';
import { type Clause, parseQuery } from './search-parameters.ts';
import { type Partition, sourceOf } from './search-source.ts';
import { type ResourceType, seenBy, sentTask, shelfOf } from './view.ts';

type Found = { loaded: Loaded; one: Candidate };

const horizonMilliseconds = 10_000;
const indexPages = 5;
/** Rows of one person, of whichever practice: all of them at once, so that a page never ends because of rows the caller may not see. */
const personRows = 100;
const atOnce = 10;

const caseReference = ({ acceptance }: Onward) => (acceptance?.reference ? [{ system: system.organisation, value: acceptance.reference }] : []);
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
  const all = loaded.flatMap((one) => (one ? own(search, one) : []));
  return pageOf(all, place.shown, count, place);
};

const pageIn = async (partition: Partition, place: Place, count: number, ports: FhirPorts) => {
  const limit = partition.index === 'fixed' ? Math.max(personRows, count + 1) : count + 1;
  const { items, next } = await ports.referrals.query({ ...partition, backwards: true, limit, after: place.after });
  const ids = items.map((item) => item.pk.slice(keys.referral('').length));
  const loaded = await loadAll(ids, ports);
  return { rows: items.map((key, n) => ({ key, loaded: loaded[n] })), isLast: !next };
};
const collect = async (search: Search, partitions: Partition[], from: Place, count: number, ports: FhirPorts): Promise<Collected> => {
  const found: Found[] = [];
  let place = from;
  for (let pages = 0; ; pages += 1) {
    const partition = partitions[place.partition];
    if (!partition) return { found };
    if (pages === indexPages) return { found, next: place };
    const { rows, isLast } = await pageIn(partition, place, count, ports);
    for (const { key, loaded } of rows) {
      const row = pageOf(loaded ? namedBy(key, own(search, loaded)) : [], place.shown, count - found.length, place);
      found.push(...row.found);
      if (row.next) return { found, next: row.next };
      place = { partition: place.partition, after: key, shown: 0 };
    }
    if (isLast) place = { partition: place.partition + 1, shown: 0 };
  }
};

const one = (clauses: Clause[], name: Clause['name']): string | undefined => clauses.find((clause) => clause.name === name)?.values[0];
const isOnce = (clauses: Clause[], name: Clause['name']) => clauses.filter((clause) => clause.name === name).flatMap(({ values }) => values).length <= 1;
const isCount = (text: string | undefined) => text === undefined || (/^\d{1,4}$/.test(text) && Number(text) >= 1);
const counted = (clauses: Clause[]) => Math.min(100, Number(one(clauses, '_count') ?? 20));
const valuesOf = (clauses: Clause[], name: Clause['name']) => clauses.flatMap((clause) => (clause.name === name ? clause.values : []));
const hasNumber = (clauses: Clause[]) => valuesOf(clauses, 'identifier').some((value) => numberSystemOf(value.split('|')[0] ?? '') !== undefined);

/** What a value must be, beyond the name being known. */
const faultIn = (clauses: Clause[], type: ResourceType, rawQuery: string): string | undefined => {
  if (!isOnce(clauses, '_count') || !isCount(one(clauses, '_count'))) return '_count is one number from 1 to 100.';
  if (!isOnce(clauses, 'page')) return 'page is there once, as the link said it.';
  if (!valuesOf(clauses, '_lastUpdated').every(dateRange)) return '_lastUpdated is a date or instant, with eq, ne, gt, ge, lt or le before it.';
  if (type === 'ServiceRequest' && !valuesOf(clauses, 'identifier').every((value) => /^[^|]+\|[^|]/.test(value)))
    return 'identifier is a system and a value, as system|value.';
  const inAddress = parseQuery(rawQuery, type);
  if (inAddress.ok && hasNumber(inAddress.clauses)) return `A person's number never goes into an address. Use POST [base]/${type}/_search with it in the body.`;
  return undefined;
};

const bundled = async (asked: Asked, { found, next }: Collected, { horizon, clauses }: Search, ports: FhirPorts): Promise<Bundle> => {
  const { call, type } = asked;
  const different = [...new Set(found.map(({ loaded }) => loaded))];
  const shelves = new Map(await Promise.all(different.map(async (loaded) => [loaded, await shelfOf(ports, loaded)] as const)));
  const seen = await Promise.all(
    found.map(async ({ loaded, one }) => {
      const shelf = shelves.get(loaded);
      return shelf && seenBy(call.who.caller, type, (one.onward ?? one.referral).id, shelf, ports);
    }),
  );
  const entry = seen.flatMap((row) =>
    row ? [{ fullUrl: `${ports.baseUrl}/fhir/${type}/${row.resource.id}`, resource: row.resource, search: { mode: 'match' as const } }] : [],
  );
  const meta = isDated(clauses) ? { meta: { lastUpdated: horizon } } : {};
  const link = await linksOf(asked, next, hasNumber(clauses), ports);
  return { resourceType: 'Bundle', type: 'searchset', ...meta, link, ...(entry.length > 0 ? { entry } : {}) };
};
const isDated = (clauses: Clause[]) => clauses.some(({ name }) => name === '_lastUpdated');

/** `raw`: the query as sent, with the body's parameters of a POST after it. */
export const search = async (call: FhirCall, type: ResourceType, raw: string, ports: FhirPorts): Promise<Answer> => {
  const parsed = parseQuery(raw, type);
  if (!parsed.ok) return refusal(400, 'not-supported', parsed.text);
  const { clauses } = parsed;
  const fault = faultIn(clauses, type, call.rawQuery);
  if (fault) return refusal(400, 'invalid', fault);
  const asked = { call, type, raw };
  const page = one(clauses, 'page');
  const place = page === undefined ? start : await opened(asked, page, ports);
  if (!place) return refusal(400, 'invalid', 'This page link is not for you, not for this search, or over ten minutes old. Search again from the start.');
  const { source, holders } = await sourceOf(call.who, type, clauses, ports);
  const horizon = later(call.receivedAt, isDated(clauses) ? -horizonMilliseconds : 0);
  const wanted: Search = { by: call.who.caller, type, clauses, holders, baseUrl: ports.baseUrl, horizon };
  const count = counted(clauses);
  const collected =
    'referrals' in source ? await collectNamed(wanted, source.referrals, place, count, ports) : await collect(wanted, source.partitions, place, count, ports);
  return { status: 200, body: await bundled(asked, collected, wanted, ports) };
};
