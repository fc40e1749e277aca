/** One entry of a Bundle as the call that it stands for. */
import type { BundleEntry } from 'fhir/r4.js';
import type { Dispatch } from '#fhir/door';
import { errorIssue, type Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import type { Fields } from '#fhir/structure/fields';
import type { Answer } from '#platform/endpoint';

/** `place`: its FHIRPath. `path`: below the base. */
export type Entry = {
  index: number;
  place: string;
  method: string;
  path: string[];
  rawQuery: string;
  headers: Record<string, string>;
  fullUrl?: string;
  resource?: Fields;
};

type Request = NonNullable<BundleEntry['request']>;
const headersOf = ({ ifMatch, ifNoneMatch, ifNoneExist, ifModifiedSince }: Request): Record<string, string> => ({
  ...(ifMatch ? { 'if-match': ifMatch } : {}),
  ...(ifNoneMatch ? { 'if-none-match': ifNoneMatch } : {}),
  ...(ifNoneExist ? { 'if-none-exist': ifNoneExist } : {}),
  ...(ifModifiedSince ? { 'if-modified-since': new Date(Date.parse(ifModifiedSince)).toUTCString() } : {}),
});

const within = (url: string, baseUrl: string): string | undefined => {
  const base = `${baseUrl}/fhir/`;
  if (url.startsWith(base)) return url.slice(base.length);
  return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(url) ? undefined : url.replace(/^\//, '');
};
/** Addresses of the whole system take no part in a Bundle: no Bundle in a Bundle, nothing that answers whoever asks. */
const isOfOne = ([type = '']: string[]): boolean => /^[A-Z]/.test(type) && type !== 'Bundle';

export const readEntry = (entry: BundleEntry & { request: Request }, index: number, baseUrl: string): { entry: Entry } | { issue: Issue } => {
  const place = `Bundle.entry[${index}]`;
  const { request, fullUrl, resource } = entry;
  const url = within(request.url, baseUrl);
  const [address = '', rawQuery = ''] = (url ?? '').split(/\?(.*)/s);
  const path = address.split('/').filter((part) => part !== '');
  const text = 'Send as `url` what follows this hub’s base: Type, Type/id or Type?parameters. Other servers and Bundles within Bundles are not called.';
  if (url === undefined || !isOfOne(path)) return { issue: errorIssue(400, 'invalid', text, `${place}.request.url`) };
  const read = { index, place, method: request.method, path, rawQuery, headers: headersOf(request) };
  return { entry: { ...read, ...(fullUrl ? { fullUrl } : {}), ...(resource ? { resource: { ...resource } } : {}) } };
};

const json = 'application/fhir+json';
const isSearch = ({ method, path, rawQuery }: Entry): boolean => method === 'GET' && path.length === 1 && rawQuery !== '';
const preferred = (call: FhirCall): string => call.header('prefer') ?? 'return=minimal';

type Content = { resource?: Fields; content?: string };
/** A search goes as a form, so that what stood in a body stays out of an address. */
const callOf = (call: FhirCall, entry: Entry, { resource, content }: Content): { call: FhirCall; path: string[] } => {
  const search = isSearch(entry);
  const path = search ? [...entry.path, '_search'] : entry.path;
  const body = Buffer.from(search ? entry.rawQuery : resource ? JSON.stringify(resource) : '');
  const type = search ? 'application/x-www-form-urlencoded' : json;
  const headers: Record<string, string> = { accept: json, prefer: preferred(call), 'content-type': type, ...entry.headers };
  const { who, receivedAt, requestId, message } = call;
  const { rawQuery, method } = search ? { rawQuery: '', method: 'POST' } : entry;
  const own = { method, path: `/fhir/${path.join('/')}`, rawQuery, pathParameters: {}, cookies: {}, headers, body, header: (name: string) => headers[name] };
  return {
    path,
    call: { ...own, who, receivedAt, requestId, ...(resource ? { parsed: resource } : {}), ...(content ? { content } : {}), ...(message ? { message } : {}) },
  };
};
/** `resource`: the entry's own with its references resolved; `content`: by what it is compared. */
export const carriedOut = (call: FhirCall, entry: Entry, content: Content, ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  const one = callOf(call, entry, content);
  return dispatch(one.call, one.path, ports);
};
