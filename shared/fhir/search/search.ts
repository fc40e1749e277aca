/** GET Type?… and POST Type/_search: a page of what the caller may see, what it asked to be included, and a sealed link to the next. */
import type { Bundle, BundleEntry } from 'fhir/r4.js';
import { isLenient } from '#fhir/answers';
import type { Door, Found, Seen } from '#fhir/door';
import { relativeTo } from '#fhir/ids';
import { outcome } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal, refuse } from '#fhir/refusals';
import { shownAs } from '#fhir/shown';
import { mayUse } from '#identity/access-policy';
import type { Answer } from '#platform/endpoint';
import { later } from '#platform/time';
import { linksOf, opened, type Paged } from './page.ts';
import { type Query, readQuery } from './query.ts';

/** Doors by type: what is included is read by its own. */
type Doors = Readonly<Record<string, Door>>;

const horizonMilliseconds = 10_000;
const mostIncluded = 100;

const isDated = ({ clauses }: Query) => clauses.some(({ name }) => name === '_lastUpdated');
const addressOf = ({ resource }: Seen) => `${resource.resourceType}/${resource.id}`;

/** Each is asked of its own door under this caller's policy and scopes; what is not for this caller is left out in silence. */
const includedWith = async (call: FhirCall, query: Query, door: Door, { found }: Found, doors: Doors, ports: FhirPorts): Promise<Seen[]> => {
  const there = new Set(found.map(addressOf));
  const names = query.includes.flatMap((include) => found.flatMap(({ resource }) => [...(door.includes?.[include]?.(resource) ?? [])]));
  const wanted = [...new Set(names.map((name) => relativeTo(ports.baseUrl, name)))].filter((name) => !there.has(name)).slice(0, mostIncluded);
  const read = await Promise.all(
    wanted.map((name) => {
      const [type = '', id = ''] = name.split('/');
      const target = Object.hasOwn(doors, type) && mayUse(call.who, type, 'r') ? doors[type] : undefined;
      return target?.read?.(call, id, ports);
    }),
  );
  return read.flatMap((one) => (one ? [one] : []));
};

const entriesOf = (seen: Seen[], mode: 'match' | 'include', query: Query, ports: FhirPorts): BundleEntry[] =>
  seen.map((one) => ({ fullUrl: `${ports.baseUrl}/fhir/${addressOf(one)}`, resource: shownAs(one.resource, query), search: { mode } }));
const leftOut = ({ ignored }: Query): BundleEntry[] => {
  if (ignored.length === 0) return [];
  const text = `${ignored.length} parameters that are none here were left out, as handling=lenient asks. The CapabilityStatement lists those there are.`;
  return [{ resource: outcome([{ severity: 'warning', code: 'not-supported', text }]), search: { mode: 'outcome' } }];
};
/** As it was understood: without what was left out. */
const understood = (raw: string, { ignored }: Query): string =>
  raw
    .split('&')
    .filter((part) => !ignored.some((name) => decodeURIComponent(part.replace(/=.*/s, '')) === name))
    .join('&');

/** `body`: the parameters of a POST. */
export const search = async (call: FhirCall, type: string, body: string | undefined, doors: Doors, ports: FhirPorts): Promise<Answer> => {
  const door = doors[type];
  if (!door?.search) throw new Error('a search at a door without one');
  const read = readQuery({ address: call.rawQuery, ...(body === undefined ? {} : { body }) }, type, door, isLenient(call));
  if (!read.ok) return refuse(read.issues);
  const { query } = read;
  const raw = understood([call.rawQuery, body ?? ''].filter((part) => part !== '').join('&'), query);
  const paged: Paged = { call, address: type, raw };
  const page = query.page === undefined ? undefined : await opened(paged, query.page, ports);
  if (query.page !== undefined && !page)
    return refusal(400, 'invalid', 'This page link is not for you, not for this search, or over ten minutes old. Search again from the start.');
  const horizon = later(call.receivedAt, isDated(query) ? -horizonMilliseconds : 0);
  const found = await door.search(call, { clauses: query.clauses, count: query.count, ...(page ? { from: page.place } : {}), horizon }, ports);
  if (!('found' in found)) return found;
  const included = query.includes.length > 0 ? await includedWith(call, query, door, found, doors, ports) : [];
  const entry = [...entriesOf(found.found, 'match', query, ports), ...entriesOf(included, 'include', query, ports), ...leftOut(query)];
  const bundle: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(isDated(query) ? { meta: { lastUpdated: horizon } } : {}),
    link: await linksOf(paged, found.next, query.personal && body !== undefined, ports),
    ...(entry.length > 0 ? { entry } : {}),
  };
  return { status: 200, body: bundle };
};
