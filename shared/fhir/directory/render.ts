/** The directory as FHIR: what a party needs to know of another, and no more (no mailboxes, no addresses of systems, no keys). */
import type { CodeableConcept, HealthcareService, Identifier, Location } from 'fhir/r4.js';
import { hubId } from '#directory/ids';
import type { Area, Organisation, Place, Practice, Practitioner, Service, ServiceCode, Versioned } from '#directory/types';
import { system } from '#fhir/codes';
import type { Seen } from '#fhir/door';
import { practiceSystem } from '#fhir/inbound/practice';
import { hubOrganisation } from '#fhir/referral/render';
import { instantOf } from '#platform/time';
import type { Version } from '#referral/types';
import type { Role } from './reach.ts';

const metaOf = ({ versionId, lastUpdated }: Version) => ({ versionId: String(versionId), lastUpdated });
const concept = (codeSystem: string, code: string, display: string): CodeableConcept => ({ coding: [{ system: codeSystem, code, display }] });
/** HL7's organization-type has a code for a practice and none that fits both a community group and a council's service. */
const organisationTypes = {
  practice: concept('http://terminology.hl7.org/CodeSystem/organization-type', 'prov', 'Healthcare Provider'),
  organisation: concept(system.hub, 'support-organisation', 'Community organisation or council service'),
  hub: concept(system.hub, 'referral-hub', 'Referral hub'),
};

/** Scotland's five digits are known under both systems; any other code is of ODS. */
const practiceIdentifiers = (code: string): Identifier[] => {
  const [, digits] = /^S?(\d{5})$/i.exec(code) ?? [];
  const ods = { system: practiceSystem.ods, value: digits ? `S${digits}` : code };
  return digits ? [ods, { system: practiceSystem.scottish, value: digits }] : [ods];
};

export const seenPractice = ({ id, name, codes = [], version }: Versioned<Practice>): Seen => {
  const identifier = codes.flatMap(practiceIdentifiers);
  const known = identifier.length > 0 ? { identifier } : {};
  return { resource: { resourceType: 'Organization', id, meta: metaOf(version), ...known, active: true, type: [organisationTypes.practice], name }, version };
};
export const seenOrganisation = ({ id, name, version }: Versioned<Organisation>): Seen => ({
  resource: { resourceType: 'Organization', id, meta: metaOf(version), active: true, type: [organisationTypes.organisation], name },
  version,
});
const hubVersion: Version = { versionId: 1, lastUpdated: instantOf(Date.UTC(2026, 10, 23)) };
export const seenHub: Seen = {
  resource: { resourceType: 'Organization', id: hubId, meta: metaOf(hubVersion), active: true, type: [organisationTypes.hub], name: hubOrganisation.display },
  version: hubVersion,
};

const codings = (codes: readonly ServiceCode[]): CodeableConcept[] =>
  codes.map(({ system: of, code, display }) => ({ coding: [{ ...(of ? { system: of } : {}), code, display }] }));
const coded = (name: 'category' | 'type', codes: readonly ServiceCode[] = []): Partial<HealthcareService> =>
  codes.length > 0 ? { [name]: codings(codes) } : {};

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
    coverageArea: [{ reference: `Location/${organisation.area}` }],
  };
  return { resource, version: organisation.version };
};

const addressOf = ({ line, town, postcode }: Place): Partial<Location> =>
  line || town || postcode
    ? { address: { ...(line ? { line: [line] } : {}), ...(town ? { city: town } : {}), ...(postcode ? { postalCode: postcode } : {}) } }
    : {};
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
      managingOrganization: { reference: `Organization/${organisation.id}`, display: organisation.name },
    },
    version: organisation.version,
  };
export const seenArea = ({ id, name, version }: Versioned<Area>): Seen => ({
  resource: {
    resourceType: 'Location',
    id,
    meta: metaOf(version),
    status: 'active',
    name: name ?? id,
    mode: 'instance',
    physicalType: concept('http://terminology.hl7.org/CodeSystem/location-physical-type', 'jdn', 'Jurisdiction'),
  },
  version,
});

export const seenPractitioner = ({ id, name, version }: Versioned<Practitioner>): Seen => ({
  resource: { resourceType: 'Practitioner', id, meta: metaOf(version), active: true, name: [{ text: name }] },
  version,
});
export const seenRole = ({ practitioner: { id, name, version }, practice }: Role): Seen => ({
  resource: {
    resourceType: 'PractitionerRole',
    id: `${id}.${practice}`,
    meta: metaOf(version),
    active: true,
    practitioner: { reference: `Practitioner/${id}`, display: name },
    organization: { reference: `Organization/${practice}` },
    code: [concept(system.hub, 'links-practitioner', 'Community links practitioner')],
  },
  version,
});
