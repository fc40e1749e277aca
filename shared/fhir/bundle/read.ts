/** From bytes to the entries of a transaction or batch, or everything that is wrong with the whole at once. */
import type { Bundle, BundleEntry } from 'fhir/r4.js';
import { bodyJson, fhirBody } from '#fhir/fhir-body';
import { errorIssue, type Issue } from '#fhir/outcome';
import type { FhirCall } from '#fhir/ports';
import { isFields } from '#fhir/structure/fields';
import { isConditional } from './conditional.ts';
import { type Entry, readEntry } from './entry.ts';
import { rewritten } from './references.ts';

export const mostEntries = 40;
type Read = { ok: true; type: 'transaction' | 'batch'; entries: Entry[] } | { ok: false; issues: Issue[] };
const no = (...issues: Issue[]): Read => ({ ok: false, issues });

/** R4 has conditional references in transactions alone: for the check of structure each stands as one that is known. */
const withKnown = (value: unknown): unknown => rewritten(value, (text, key) => (isConditional({ text, key }) ? `${text.split('?')[0]}/conditional` : text));
const withoutResource = (entry: unknown): unknown => {
  if (!isFields(entry)) return entry;
  const { resource: _, ...rest } = entry;
  return rest;
};
/** Each entry of a batch is refused by itself, so that the others are carried out. */
const withoutResources = (value: unknown): unknown =>
  isFields(value) && Array.isArray(value.entry) ? { ...value, entry: value.entry.map(withoutResource) } : value;

const otherTypes: Partial<Record<Bundle['type'], string>> = {
  message: 'Send a message to /fhir/$process-message.',
  document: 'The hub takes no documents. Send what is in it as a transaction.',
};
const wrongType = (type: Bundle['type']): Issue =>
  errorIssue(422, 'not-supported', otherTypes[type] ?? 'This address takes Bundles of type transaction and batch.', 'Bundle.type');

const targetOf = ({ path }: Entry): string => path.join('/');
/** Who changes the same thing twice at once does not say which is to be last. */
const twice = (entries: readonly Entry[]): Issue[] => {
  const changes = entries.filter(({ method, path }) => method !== 'GET' && method !== 'HEAD' && path.length > 1);
  return changes
    .filter((entry, n) => changes.findIndex((other) => targetOf(other) === targetOf(entry)) !== n)
    .map(({ place }) => errorIssue(400, 'invalid', 'Another entry changes the same resource. Change each once in a transaction.', `${place}.request.url`));
};
/** Subscriptions are in another table, and an operation decides by itself what it writes. */
const standsAlone = ({ method, path }: Entry): boolean =>
  (path[0] === 'Subscription' && method !== 'GET') || path.some((part) => part.startsWith('$') || part === '_search');
const alone = (entries: readonly Entry[]): Issue[] =>
  entries
    .filter(standsAlone)
    .map(({ place }) => errorIssue(422, 'not-supported', 'This cannot be part of a transaction. Send it by itself, or in a batch.', `${place}.request.url`));
const ofPost = (entry: Entry): Issue[] => {
  const { method, path, resource, place } = entry;
  if ((method !== 'POST' && method !== 'PUT') || standsAlone(entry)) return [];
  if (!resource) return [errorIssue(400, 'required', 'Send with a POST or PUT the resource to make or to change.', `${place}.resource`)];
  return resource.resourceType === path[0] ? [] : [errorIssue(400, 'invalid', 'The address takes another type than this resource is.', `${place}.request.url`)];
};

const entriesOf = (bundle: Bundle, baseUrl: string): Read => {
  const { type, entry = [] } = bundle;
  if (type !== 'transaction' && type !== 'batch') return no(wrongType(type));
  const read = entry.map((one, index) => readEntry(one as BundleEntry & Required<Pick<BundleEntry, 'request'>>, index, baseUrl));
  const entries = read.flatMap((one) => ('entry' in one ? [one.entry] : []));
  const wrong = read.flatMap((one) => ('issue' in one ? [one.issue] : []));
  const issues = type === 'batch' ? wrong : [...wrong, ...twice(entries), ...alone(entries), ...entries.flatMap(ofPost)];
  return issues.length > 0 ? no(...issues) : { ok: true, type, entries };
};

const tooMany: Read = no(errorIssue(413, 'too-costly', `A Bundle has at most ${mostEntries} entries here. Send it in parts.`, 'Bundle.entry'));

/** The structure of every entry is checked before anything is done; for a batch that is left to each. */
export const readBundle = (call: FhirCall, baseUrl: string): Read => {
  const json = bodyJson(call, 'Bundle');
  const value = json.ok ? json.value : undefined;
  if (isFields(value) && Array.isArray(value.entry) && value.entry.length > mostEntries) return tooMany;
  const isBatch = isFields(value) && value.type === 'batch';
  const body = fhirBody<Bundle>(json.ok ? { ...call, parsed: isBatch ? withoutResources(value) : withKnown(value) } : call, 'Bundle');
  return body.ok ? entriesOf(value as Bundle, baseUrl) : no(...body.issues);
};
