/** `/hsds/…`: the hub's directory in Open Referral's HSDS 3.1, for anybody, to be read. */
import { cacheable } from '#platform/cacheable';
import type { Answer, Call, Handler } from '#platform/endpoint';
import {
  type Listing,
  meta,
  organization,
  organizations,
  pageOf,
  service,
  serviceAtLocation,
  serviceAtLocations,
  services,
  taxonomies,
  taxonomyTerms,
} from './feed.ts';
import { type Asked, type Resource, readQuery } from './query.ts';
import { everyTerm, taxonomy } from './taxonomy.ts';

type Ports = { listing(): Promise<Listing>; baseUrl: string };

/** Any page of the internet may read it; nothing in it is anybody's own. */
const open = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-expose-headers': 'etag',
};
const json = 'application/json';
const refused = (status: number, ...problems: string[]): Answer => ({
  status,
  contentType: json,
  headers: open,
  body: { status, message: problems.join(' ') },
});

type Shown = { resource: Resource; id?: string };
const lists: Record<string, readonly [Resource, Resource]> = {
  services: ['services', 'service'],
  organizations: ['organizations', 'organization'],
  service_at_locations: ['service_at_locations', 'service_at_location'],
  taxonomies: ['taxonomies', 'taxonomy'],
  taxonomy_terms: ['taxonomy_terms', 'taxonomy_term'],
};
/** Undefined: no address of the feed. */
const shownAt = (path: string): Shown | undefined => {
  const [name = '', id, ...rest] = path
    .replace(/^\/hsds\/?/, '')
    .replace(/\/$/, '')
    .split('/');
  if (name === '') return { resource: 'meta' };
  const of = Object.hasOwn(lists, name) ? lists[name] : undefined;
  if (!of || rest.length > 0) return undefined;
  return id === undefined ? { resource: of[0] } : { resource: of[1], id };
};

/** Undefined: nothing of this id. */
const bodyOf = async ({ resource, id = '' }: Shown, asked: Asked, { listing, baseUrl }: Ports): Promise<object | undefined> => {
  switch (resource) {
    case 'meta':
      return meta(baseUrl);
    case 'services':
      return pageOf(services(await listing(), asked), asked);
    case 'service':
      return service(await listing(), id);
    case 'organizations':
      return pageOf(organizations(await listing(), asked), asked);
    case 'organization':
      return organization(await listing(), id, asked);
    case 'service_at_locations':
      return pageOf(serviceAtLocations(await listing(), asked), asked);
    case 'service_at_location':
      return serviceAtLocation(await listing(), id);
    case 'taxonomies':
      return pageOf(taxonomies(asked), asked);
    case 'taxonomy':
      return id === taxonomy.id ? taxonomy : undefined;
    case 'taxonomy_terms':
      return pageOf(taxonomyTerms(asked), asked);
    case 'taxonomy_term':
      return everyTerm.find((one) => one.id === id);
  }
};

const shown = (body: object, call: Call): Answer => cacheable({ status: 200, contentType: json, headers: open }, JSON.stringify(body), call);

const allowed = 'GET, HEAD, OPTIONS';
/** The gateway's `{proxy+}` takes no empty rest: the feed's own address comes to whoever answers the rest. */
export const withFeed = (feed: Handler, other: Handler): Record<'hsds' | 'other', Handler> => ({
  hsds: feed,
  other: (call) => (/^\/hsds\/?$/.test(call.path) ? feed(call) : other(call)),
});
export const hsdsRoute =
  (ports: Ports): Handler =>
  async (call) => {
    if (call.method === 'OPTIONS') return { status: 204, headers: { ...open, 'access-control-allow-headers': 'if-none-match', allow: allowed } };
    if (call.method !== 'GET' && call.method !== 'HEAD') {
      const answer = refused(405, `This is only to be read: send ${allowed}.`);
      return { ...answer, headers: { ...answer.headers, allow: allowed } };
    }
    const asked = shownAt(call.path);
    if (!asked) return refused(404, 'There is nothing at this address of the feed: see /hsds/services and /hsds/organizations.');
    const query = readQuery(call.rawQuery, asked.resource);
    if (!query.ok) return refused(400, ...query.problems);
    const body = await bodyOf(asked, query.asked, ports);
    return body ? shown(body, call) : refused(404, 'There is nothing of this id, or it is not listed any more.');
  };
