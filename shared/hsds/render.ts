/** Services of the hub as HSDS 3.1 says them. What is sensitive keeps its place to itself. Pure. */
import type { Capacity } from '#directory/capacity-store';
import { placeName } from '#directory/councils';
import { needsOfCodes } from '#directory/needs-met';
import type { Cost, Organisation, Place, Service, Versioned } from '#directory/types';
import type { LocalDate } from '#platform/types';
import { capacitiesOf, roomText, statusOf } from './capacity.ts';
import { uuidOf } from './ids.ts';
import { termOf } from './taxonomy.ts';
import type { HsdsAttribute, HsdsLocation, HsdsOrganization, HsdsSchedule, HsdsServiceBase, HsdsServiceFull } from './types.ts';

/** One service with all that is said of it, and what a search asks of it. */
export type Listed = { organisation: Versioned<Organisation>; service: Service; capacity: Capacity | undefined; today: LocalDate };

const defined = <Given extends object>(given: Given): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
const filled = <One>(list: readonly One[]): One[] | undefined => (list.length > 0 ? [...list] : undefined);

const legal = { 'third-sector': 'Community organisation', council: 'Council service', nhs: 'NHS service' } as const;
export const organizationOf = ({ id, name, area, kind }: Organisation): HsdsOrganization => ({
  id: uuidOf('organization', id),
  name,
  description: `${kind ? legal[kind] : 'Community organisation or council service'}, ${placeName(area) ?? area}`,
  ...(kind ? { legal_status: legal[kind] } : {}),
});

const serviceId = ({ organisation, service }: Listed): string => uuidOf('service', organisation.id, service.id);
const fees: Record<Cost, string> = { free: 'Free', 'low-cost': 'A small charge', paid: 'There is a charge' };
const agesText = ({ eligibility }: Service): string | undefined => {
  const only = eligibility?.only && { women: 'Women only.', men: 'Men only.' }[eligibility.only];
  return [only, eligibility?.text].filter(Boolean).join(' ') || undefined;
};
/** What `/services` lists. */
export const baseOf = (one: Listed): HsdsServiceBase => {
  const { organisation, service, capacity, today } = one;
  const { about, contact, cost, eligibility, lastChecked } = service;
  return {
    id: serviceId(one),
    name: service.name,
    status: statusOf(capacity, today),
    application_process: 'By a links practitioner, or as the service itself says.',
    last_modified: organisation.version.lastUpdated,
    ...defined({
      description: about,
      url: contact?.web,
      email: contact?.mail,
      fees_description: cost && fees[cost],
      eligibility_description: agesText(service),
      minimum_age: eligibility?.fromAge,
      maximum_age: eligibility?.toAge,
      assured_date: lastChecked,
      alert: roomText(capacity, today),
    }),
  };
};

/** HSDS has no half an address: without street, town and postcode there is none. */
const addressesOf = (one: Listed, { line, town, postcode }: Place): HsdsLocation['addresses'] =>
  line && town && postcode
    ? [
        {
          id: uuidOf('address', one.organisation.id, one.service.id),
          ...{ address_1: line, city: town, state_province: 'Scotland', postal_code: postcode, country: 'GB', address_type: 'physical' },
        },
      ]
    : undefined;
const accessWords: Record<string, string> = {
  'step-free': 'Step-free',
  'accessible-toilet': 'Accessible toilet',
  'hearing-loop': 'Hearing loop',
  'quiet-space': 'A quiet space',
  parking: 'Parking',
  'near-bus': 'Near a bus stop',
  'home-visits': 'Home visits',
  telephone: 'By telephone',
  online: 'Online',
};
const accessibilityOf = ({ organisation, service }: Listed) =>
  filled((service.access ?? []).map((one) => ({ id: uuidOf('accessibility', organisation.id, service.id, one), description: accessWords[one] ?? one })));
/** Undefined where there is none to be told of. */
export const locationOf = (one: Listed): HsdsLocation | undefined => {
  const { organisation, service } = one;
  if (service.sensitive || !service.place) return undefined;
  const { name, latitude, longitude } = service.place;
  return {
    id: uuidOf('location', organisation.id, service.id),
    location_type: 'physical',
    ...defined({ name, latitude, longitude, addresses: addressesOf(one, service.place), accessibility: accessibilityOf(one) }),
  };
};
export const atLocationId = ({ organisation, service }: Listed): string => uuidOf('service-at-location', organisation.id, service.id);

const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
/** Local times: an offset would be wrong for half of the year. */
const schedulesOf = ({ organisation, service }: Listed): HsdsSchedule[] =>
  (service.opening ?? []).map(({ day, from, to }, n) => ({
    id: uuidOf('schedule', organisation.id, service.id, String(n)),
    freq: 'WEEKLY',
    byday: days[day - 1] ?? 'MO',
    opens_at: from,
    closes_at: to,
    description: 'Times are those of Europe/London.',
  }));
const areasOf = ({ organisation, service }: Listed) =>
  (service.serves ?? [organisation.area]).map((code) => ({
    id: uuidOf('area', organisation.id, service.id, code),
    name: placeName(code) ?? code,
    uri: `http://statistics.gov.scot/id/statistical-geography/${code}`,
  }));
const attributesOf = (one: Listed): HsdsAttribute[] =>
  (needsOfCodes(one.service.categories) ?? []).map((need) => {
    const term = termOf(need);
    const id = uuidOf('attribute', one.organisation.id, one.service.id, need);
    return { id, link_id: serviceId(one), taxonomy_term_id: term.id, link_entity: 'service', taxonomy_term: term };
  });
/** Made when the first asks: it costs a function 30 ms. */
const names: { made?: Intl.DisplayNames } = {};
const languageName = (code: string): string => {
  names.made ??= new Intl.DisplayNames('en', { type: 'language' });
  return names.made.of(code) ?? code;
};
const languagesOf = ({ organisation, service }: Listed) =>
  (service.languages ?? []).map((code) => ({ id: uuidOf('language', organisation.id, service.id, code), code, name: languageName(code) }));
const costsOf = ({ organisation, service: { id, cost } }: Listed) =>
  cost ? [{ id: uuidOf('cost', organisation.id, id), option: fees[cost], currency: 'gbp', ...(cost === 'free' ? { amount: 0 } : {}) }] : [];
const phonesOf = ({ organisation, service: { id, contact } }: Listed) =>
  contact?.phone ? [{ id: uuidOf('phone', organisation.id, id), number: contact.phone, type: 'voice' as const }] : [];

/** With everything that belongs to it. */
export const fullOf = (one: Listed): HsdsServiceFull => {
  const location = locationOf(one);
  return {
    ...baseOf(one),
    organization: organizationOf(one.organisation),
    ...defined({
      phones: filled(phonesOf(one)),
      schedules: filled(schedulesOf(one)),
      service_areas: filled(areasOf(one)),
      service_at_locations: location && [{ id: atLocationId(one), location }],
      languages: filled(languagesOf(one)),
      cost_options: filled(costsOf(one)),
      capacities: filled(capacitiesOf(one.organisation.id, one.service.id, one.capacity, one.today)),
      attributes: filled(attributesOf(one)),
    }),
  };
};
