/** A service and where it is, as FHIR: what helps a system to choose; never what the service asks of people or who is its mailbox. */
import type { CodeableConcept, ContactPoint, HealthcareService, HealthcareServiceAvailableTime, Location } from 'fhir/r4.js';
import type { Cost, Eligibility, Organisation, Place, Service, ServiceCode, ServiceContact, Versioned } from '#directory/types';
import { system } from '#fhir/codes';
import type { Seen } from '#fhir/door';
import { concept, metaOf } from './render.ts';

const codings = (codes: readonly ServiceCode[]): CodeableConcept[] =>
  codes.map(({ system: of, code, display }) => ({ coding: [{ ...(of ? { system: of } : {}), code, display }] }));
const coded = (name: 'category' | 'type', codes: readonly ServiceCode[] = []): Partial<HealthcareService> =>
  codes.length > 0 ? { [name]: codings(codes) } : {};

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const availableTime = ({ opening = [] }: Service): HealthcareServiceAvailableTime[] =>
  opening.map(({ day, from, to }) => ({
    daysOfWeek: weekdays.slice(day - 1, day),
    availableStartTime: `${from}:00`,
    availableEndTime: `${to}:00`,
  }));
const provision = (code: string, display: string) => [concept('http://terminology.hl7.org/CodeSystem/service-provision-conditions', code, display)];
const conditions: Record<Cost, CodeableConcept[]> = {
  free: provision('free', 'Free'),
  'low-cost': provision('disc', 'Discounts Available'),
  paid: provision('cost', 'Fees apply'),
};
const agesOf = ({ fromAge, toAge }: Eligibility): string[] => {
  if (fromAge !== undefined && toAge !== undefined) return [`Aged ${fromAge} to ${toAge}.`];
  if (fromAge !== undefined) return [`Aged ${fromAge} or over.`];
  return toAge === undefined ? [] : [`Aged up to ${toAge}.`];
};
const onlyFor = { women: 'Women only.', men: 'Men only.' } as const;
/** In words, for people. */
const eligibilityText = (eligibility: Eligibility): string => {
  const { only, text } = eligibility;
  return [...agesOf(eligibility), ...(only ? [onlyFor[only]] : []), ...(text ? [text] : [])].join(' ');
};
const eligibilityOf = ({ eligibility }: Service): HealthcareService['eligibility'] => {
  const comment = eligibility ? eligibilityText(eligibility) : '';
  return comment === '' ? [] : [{ comment }];
};
const telecomOf = ({ phone, mail, web }: ServiceContact): ContactPoint[] => [
  ...(phone ? [{ system: 'phone' as const, value: phone }] : []),
  ...(mail ? [{ system: 'email' as const, value: mail }] : []),
  ...(web ? [{ system: 'url' as const, value: web }] : []),
];
const languagesOf = ({ languages = [] }: Service): CodeableConcept[] => languages.map((code) => ({ coding: [{ system: 'urn:ietf:bcp:47', code }] }));
const accessOf = ({ access = [] }: Service): CodeableConcept[] => access.map((code) => ({ coding: [{ system: system.hub, code }] }));
/** FHIR knows no empty list. */
const filled = <Lists extends Record<string, readonly unknown[] | undefined>>(lists: Lists): Partial<Lists> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0)) as Partial<Lists>;
const servedBy = ({ area }: Organisation, { serves }: Service): HealthcareService['coverageArea'] =>
  (serves ?? [area]).map((code) => ({ reference: `Location/${code}` }));

/** A service is a part of its organisation's record and shares its version. */
export const seenService = (organisation: Versioned<Organisation>, service: Service): Seen => {
  const id = `${organisation.id}.${service.id}`;
  const resource: HealthcareService = {
    resourceType: 'HealthcareService',
    id,
    meta: metaOf(organisation.version),
    active: service.active ?? true,
    providedBy: { reference: `Organization/${organisation.id}`, display: organisation.name },
    ...coded('category', service.categories),
    ...coded('type', service.types),
    ...(service.place ? { location: [{ reference: `Location/${id}` }] } : {}),
    name: service.name,
    ...(service.about ? { comment: service.about } : {}),
    ...filled({
      telecom: telecomOf(service.contact ?? {}),
      coverageArea: servedBy(organisation, service),
      serviceProvisionCode: service.cost && conditions[service.cost],
      eligibility: eligibilityOf(service),
      characteristic: accessOf(service),
      communication: languagesOf(service),
      availableTime: availableTime(service),
    }),
  };
  return { resource, version: organisation.version };
};

const addressOf = ({ line, town, postcode }: Place): Partial<Location> =>
  line || town || postcode
    ? { address: { ...(line ? { line: [line] } : {}), ...(town ? { city: town } : {}), ...(postcode ? { postalCode: postcode } : {}) } }
    : {};
const positionOf = ({ latitude, longitude }: Place): Partial<Location> =>
  latitude === undefined || longitude === undefined ? {} : { position: { longitude, latitude } };
/** Where people go to the service; undefined where that is not said. */
export const seenPlace = (organisation: Versioned<Organisation>, { id, name, place }: Service): Seen | undefined =>
  place && {
    resource: {
      resourceType: 'Location',
      id: `${organisation.id}.${id}`,
      meta: metaOf(organisation.version),
      status: 'active',
      name: place.name ?? name,
      mode: 'instance',
      ...addressOf(place),
      ...positionOf(place),
      managingOrganization: { reference: `Organization/${organisation.id}`, display: organisation.name },
    },
    version: organisation.version,
  };
