/** The feed itself: each address, asked of what the hub lists. Pure. */

import { plain } from '#directory/entry';
import { kilometres, type Point, pointOf, type Sectors } from '#directory/geography';
import type { Asked } from './query.ts';
import { atLocationId, baseOf, fullOf, type Listed, locationOf, organizationOf } from './render.ts';
import { everyTerm, taxonomy } from './taxonomy.ts';

/** All that the hub lists, and where postcodes are. */
export type Listing = { services: readonly Listed[]; sectors: Sectors | undefined };

/** HSDS's own form of a page. */
export const pageOf = (all: readonly object[], { page, perPage }: Pick<Asked, 'page' | 'perPage'>) => {
  const contents = all.slice((page - 1) * perPage, page * perPage);
  const pages = Math.ceil(all.length / perPage);
  return {
    total_items: all.length,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
};

type Test = (one: Listed) => boolean;
const holds = (text: string, ...texts: readonly (string | undefined)[]): boolean => {
  const all = plain(texts.filter(Boolean).join('\n'));
  return plain(text)
    .split(/\s+/)
    .every((word) => all.includes(word));
};
const hasTerm = (one: Listed, is: (id: string) => boolean): boolean => (fullOf(one).attributes ?? []).some(({ taxonomy_term_id }) => is(taxonomy_term_id));
const changedAt = ({ organisation, capacity }: Listed): number =>
  Math.max(Date.parse(organisation.version.lastUpdated), capacity ? Date.parse(capacity.updatedAt) : 0);
const testsOf = (asked: Asked): Test[] => {
  const { search, taxonomy_term_id: term, taxonomy_id: of, organization_id: organization, modified_after: after } = asked;
  const tests: (Test | undefined)[] = [
    search ? ({ service, organisation }) => holds(search, service.name, service.about, organisation.name) : undefined,
    term ? (one) => hasTerm(one, (id) => id === term) : undefined,
    of ? (one) => of === taxonomy.id && hasTerm(one, () => true) : undefined,
    organization ? ({ organisation }) => organizationOf(organisation).id === organization : undefined,
    after ? (one) => changedAt(one) >= Date.parse(after) : undefined,
  ];
  return tests.flatMap((test) => test ?? []);
};
const asking = (services: readonly Listed[], tests: readonly Test[]): Listed[] => services.filter((one) => tests.every((test) => test(one)));

/** As the standard's lists have a service: only what it has one of. */
const listedOf = (one: Listed): object => ({ ...baseOf(one), organization: organizationOf(one.organisation) });
const isYes = (text: string | undefined): boolean => text === 'true';
export const services = ({ services: all }: Listing, asked: Asked): object[] =>
  asking(all, testsOf(asked)).map((one) => {
    if (isYes(asked.minimal)) return { id: baseOf(one).id, last_modified: baseOf(one).last_modified };
    return isYes(asked.full) ? fullOf(one) : listedOf(one);
  });
export const service = ({ services: all }: Listing, id: string): object | undefined => {
  const found = all.find((one) => baseOf(one).id === id);
  return found && fullOf(found);
};

const withServices = (own: readonly Listed[], full: boolean) => ({
  services: own.map((one) => (full ? fullOf(one) : { id: baseOf(one).id, name: baseOf(one).name, status: baseOf(one).status })),
});
const byOrganisation = (all: readonly Listed[]): Listed[][] => [...Map.groupBy(all, ({ organisation }) => organisation.id).values()];
const organizationWith = (own: readonly Listed[], nested: boolean, full: boolean): object => {
  const [first] = own;
  return first ? { ...organizationOf(first.organisation), ...(nested ? withServices(own, full) : {}) } : {};
};
export const organizations = ({ services: all }: Listing, asked: Asked): object[] => {
  const { search, ...others } = asked;
  const isFull = isYes(asked.full_service);
  return byOrganisation(asking(all, testsOf(others)))
    .filter(([first]) => !search || (first && holds(search, first.organisation.name)))
    .map((own) => organizationWith(own, isFull || isYes(asked.full), isFull));
};
export const organization = ({ services: all }: Listing, id: string, asked: Asked): object | undefined => {
  const own = byOrganisation(all).find(([first]) => first && organizationOf(first.organisation).id === id);
  return own && organizationWith(own, true, isYes(asked.full_service));
};

/** Where it is, without what it has more than one of. */
const placeOf = (one: Listed): object => {
  const { addresses: _, accessibility: __, ...place } = locationOf(one) ?? {};
  return place;
};
const atLocation = (one: Listed, full: boolean): object => ({
  id: atLocationId(one),
  ...(full ? { service: fullOf(one), location: locationOf(one) } : { service_id: baseOf(one).id, service: listedOf(one), location: placeOf(one) }),
});
const pointIn = ({ service: { place } }: Listed, sectors: Sectors | undefined): Point | undefined =>
  place?.latitude !== undefined && place.longitude !== undefined ? { latitude: place.latitude, longitude: place.longitude } : pointOf(place?.postcode, sectors);
/** Metres. A place that nobody can find on a map is not within any. */
const near = (sectors: Sectors | undefined, postcode: string | undefined, proximity: string | undefined): Test => {
  if (postcode === undefined || proximity === undefined) return () => true;
  const from = pointOf(postcode, sectors);
  return (one) => {
    const there = pointIn(one, sectors);
    return from !== undefined && there !== undefined && kilometres(from, there) * 1000 <= Number(proximity);
  };
};
export const serviceAtLocations = ({ services: all, sectors }: Listing, asked: Asked): object[] =>
  asking(all, [(one) => locationOf(one) !== undefined, ...testsOf(asked), near(sectors, asked.postcode, asked.proximity)]).map((one) =>
    atLocation(one, isYes(asked.full)),
  );
export const serviceAtLocation = ({ services: all }: Listing, id: string): object | undefined => {
  const found = all.find((one) => atLocationId(one) === id && locationOf(one) !== undefined);
  return found && atLocation(found, true);
};

export const taxonomies = ({ search }: Asked): object[] => (search && !holds(search, taxonomy.name, taxonomy.description) ? [] : [taxonomy]);
/** It has one level: no term has a parent, and none has a child. */
export const taxonomyTerms = ({ search, taxonomy_id: of, parent_id: parent }: Asked): object[] =>
  (of && of !== taxonomy.id) || parent ? [] : everyTerm.filter(({ name }) => !search || holds(search, name));
/** `openapi_url`: the standard's own, which this follows; it offers GET alone. */
export const meta = (baseUrl: string) => ({
  version: '3.1',
  profile: 'https://docs.openreferral.org/en/latest/hsds/uk_compliance.html',
  openapi_url: 'https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json',
  description: 'Community organisations and council services that take referrals from links practitioners, with the room they have. Licence: CC BY 4.0.',
  publisher: { name: 'Links Hub', website: baseUrl },
});
