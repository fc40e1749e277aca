/** What became of the entries of a Bundle, as the answer says it. */
import type { Bundle, BundleEntry, FhirResource, OperationOutcome } from 'fhir/r4.js';
import { relativeTo } from '#fhir/ids';
import { isFields } from '#fhir/structure/fields';
import type { Answer } from '#platform/endpoint';
import type { Entry } from './entry.ts';

export const isRefusal = ({ status }: Answer): boolean => status >= 400;
const isOutcome = (body: unknown): body is OperationOutcome => isFields(body) && body.resourceType === 'OperationOutcome';
const isRead = ({ method }: Entry): boolean => method === 'GET' || method === 'HEAD';

/** `ServiceRequest.subject` of the third entry is `Bundle.entry[2].resource.subject`. */
const within = (expression: string | undefined, { place, resource }: Pick<Entry, 'place' | 'resource'>): string => {
  const type = String(resource?.resourceType ?? '');
  if (expression === undefined || !resource) return place;
  if (expression === type) return `${place}.resource`;
  return expression.startsWith(`${type}.`) ? `${place}.resource${expression.slice(type.length)}` : `${place}.resource.${expression}`;
};
/** What is said of one entry, with its place in the whole Bundle; the status is its own. */
export const toldAt = (entry: Entry, answer: Answer): Answer => {
  if (!isOutcome(answer.body)) return answer;
  const issue = answer.body.issue.map((one) => ({ ...one, expression: [within(one.expression?.[0], entry)] }));
  return { ...answer, body: { ...answer.body, issue } };
};

type Place = { reference: string; versionId?: string };
/** Which resource an answer is about, as its headers say. */
export const placeOf = ({ headers = {} }: Answer, baseUrl: string): Place | undefined => {
  const url = headers.location ?? headers['content-location'] ?? '';
  const below = relativeTo(baseUrl, url);
  if (below === url) return undefined;
  const [type, id, , versionId] = below.split('/');
  return type && id ? { reference: `${type}/${id}`, ...(versionId ? { versionId } : {}) } : undefined;
};

const instantOf = (httpDate: string | undefined) => (httpDate ? { lastModified: new Date(Date.parse(httpDate)).toISOString() } : {});
export const responseEntry = (entry: Entry, answer: Answer, baseUrl: string): BundleEntry => {
  const { headers = {}, body } = toldAt(entry, answer);
  const place = placeOf(answer, baseUrl);
  const location = isRead(entry) ? undefined : (headers.location ?? headers['content-location']);
  return {
    ...(place ? { fullUrl: `${baseUrl}/fhir/${place.reference}` } : {}),
    ...(isFields(body) && !isOutcome(body) ? { resource: body as unknown as FhirResource } : {}),
    response: {
      status: String(answer.status),
      ...(location ? { location } : {}),
      ...(headers.etag ? { etag: headers.etag } : {}),
      ...instantOf(headers['last-modified']),
      ...(isOutcome(body) ? { outcome: body } : {}),
    },
  };
};
/** R4 wants no fullUrl twice, though several entries may be about one resource: the first names it. (bdl-7) */
const namedOnce = ({ fullUrl, ...entry }: BundleEntry, n: number, all: readonly BundleEntry[]): BundleEntry =>
  fullUrl !== undefined && all.findIndex((other) => other.fullUrl === fullUrl) === n ? { fullUrl, ...entry } : entry;
export const bundleAnswer = (type: 'transaction-response' | 'batch-response', entry: BundleEntry[]): Answer => {
  const bundle: Bundle = { resourceType: 'Bundle', type, ...(entry.length > 0 ? { entry: entry.map(namedOnce) } : {}) };
  return { status: 200, body: bundle };
};
