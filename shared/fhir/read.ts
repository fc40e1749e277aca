/** GET of one resource, of one version of it, and of its history. */
import type { Bundle, BundleEntry } from 'fhir/r4.js';
import { dateRange } from '#fhir/search/date-range';
import { linksOf, opened, type Paged } from '#fhir/search/page';
import { readQuery } from '#fhir/search/query';
import type { Answer } from '#platform/endpoint';
import { resourceAnswer } from './answers.ts';
import type { Door, Seen } from './door.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { notFound, refusal, refuse } from './refusals.ts';
import { shownAs } from './shown.ts';

/** What the reader has already: `If-None-Match` first, as HTTP says, else `If-Modified-Since`. */
const isKnown = (call: FhirCall, { version, living }: Seen): boolean => {
  if (living) return false;
  const [match, since] = [call.header('if-none-match'), call.header('if-modified-since')];
  if (match !== undefined) return match.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === `"${version.versionId}"`);
  const time = since === undefined ? Number.NaN : Date.parse(since);
  return Number.isFinite(time) && Math.floor(Date.parse(version.lastUpdated) / 1000) * 1000 <= time;
};

/** A door that has nothing to search takes the parameters that shape an answer. */
const shaping: Door = { text: '' };
const shapeOf = (call: FhirCall, type: string) => {
  const read = readQuery({ address: call.rawQuery }, type, shaping, false);
  if (!read.ok) return read;
  const { summary, elements, clauses, page } = read.query;
  if (clauses.length === 0 && page === undefined) return { ok: true as const, shape: { ...(summary && { summary }), ...(elements && { elements }) } };
  const text = 'A read takes _summary, _elements and _format only.';
  return { ok: false as const, issues: [{ severity: 'error' as const, code: 'invalid' as const, status: 400, text }] };
};

const answered = (call: FhirCall, type: string, seen: Seen | undefined, ports: FhirPorts): Answer => {
  if (!seen) return notFound();
  const shape = shapeOf(call, type);
  if (!shape.ok) return refuse(shape.issues);
  const answer = resourceAnswer(call, 200, { ...seen, resource: shownAs(seen.resource, shape.shape) }, ports.baseUrl);
  return isKnown(call, seen) ? { status: 304, headers: { ...answer.headers } } : answer;
};

export const read = async (call: FhirCall, type: string, id: string, door: Door, ports: FhirPorts): Promise<Answer> =>
  answered(call, type, await door.read?.(call, id, ports), ports);

export const readVersion = async (call: FhirCall, type: string, [id, version]: readonly [string, string], door: Door, ports: FhirPorts): Promise<Answer> => {
  const versions = (await door.versions?.(call, id, ports)) ?? [];
  return answered(
    call,
    type,
    versions.find((one) => String(one.version.versionId) === version),
    ports,
  );
};

type Asked = { since?: string; count: number; from: number };
const historyEntry = ({ resource, version }: Seen, ports: FhirPorts): BundleEntry => {
  const isFirst = version.versionId === 1;
  const address = `${resource.resourceType}/${resource.id}`;
  return {
    fullUrl: `${ports.baseUrl}/fhir/${address}`,
    resource: shownAs(resource, {}),
    request: isFirst ? { method: 'POST', url: resource.resourceType } : { method: 'PUT', url: address },
    response: { status: isFirst ? '201 Created' : '200 OK', etag: `W/"${version.versionId}"`, lastModified: version.lastUpdated },
  };
};
const historyBundle = async (paged: Paged, versions: Seen[], { since, count, from }: Asked, ports: FhirPorts): Promise<Bundle> => {
  const wanted = versions.filter(({ version }) => since === undefined || version.lastUpdated >= since);
  const entry = wanted.slice(from, from + count).map((one) => historyEntry(one, ports));
  const link = await linksOf(paged, wanted.length > from + count ? from + count : undefined, false, ports);
  return { resourceType: 'Bundle', type: 'history', total: wanted.length, link, ...(entry.length > 0 ? { entry } : {}) };
};

const parametersOf = (raw: string): Map<string, string> | undefined => {
  const query = new URLSearchParams(raw);
  const names = [...query.keys()];
  const known = names.every((name) => ['_count', '_since', 'page'].includes(name)) && new Set(names).size === names.length;
  return known ? new Map(query) : undefined;
};
const askedBy = (query: Map<string, string>, place: unknown): Asked | undefined => {
  const [count, since] = [query.get('_count') ?? '20', query.get('_since')];
  const range = since === undefined ? undefined : dateRange(since);
  if (!/^[1-9]\d{0,3}$/.test(count) || (since !== undefined && (!range || /^[a-z]/.test(since)))) return undefined;
  return { count: Math.min(100, Number(count)), from: typeof place === 'number' ? place : 0, ...(range ? { since: range.from } : {}) };
};

/** `_history`: newest first, as this caller may see each version now. */
export const history = async (call: FhirCall, type: string, id: string, door: Door, ports: FhirPorts): Promise<Answer> => {
  const versions = (await door.versions?.(call, id, ports)) ?? [];
  if (versions.length === 0) return notFound();
  const query = parametersOf(call.rawQuery);
  const paged: Paged = { call, address: `${type}/${id}/_history`, raw: call.rawQuery };
  const page = query?.get('page');
  const place = page === undefined ? { place: 0 } : await opened(paged, page, ports);
  const asked = query && place && askedBy(query, place.place);
  if (!asked) return refusal(400, 'invalid', 'A history takes _count (1 to 100) and _since (a date or instant) only, and the page that its link said.');
  return { status: 200, body: await historyBundle(paged, versions, asked, ports) };
};
