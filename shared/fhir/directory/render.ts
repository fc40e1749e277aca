/** The directory as FHIR: what a party needs to know of another, and no more (no mailboxes, no addresses of systems, no keys). */
import type { CodeableConcept, Identifier } from 'fhir/r4.js';
import { placeName } from '#directory/councils';
import { hubId } from '#directory/ids';
import type { Area, Organisation, Practice, Practitioner, Versioned } from '#directory/types';
import { system } from '#fhir/codes';
import type { Seen } from '#fhir/door';
import { practiceSystem } from '#fhir/inbound/practice';
import { hubOrganisation } from '#fhir/referral/render';
import { instantOf } from '#platform/time';
import type { Version } from '#referral/types';
import type { Role } from './reach.ts';

export const metaOf = ({ versionId, lastUpdated }: Version) => ({ versionId: String(versionId), lastUpdated });
export const concept = (codeSystem: string, code: string, display: string): CodeableConcept => ({ coding: [{ system: codeSystem, code, display }] });
/** HL7's organization-type has a code for a practice and none that fits both a community group and a council's service. */
const organisationTypes = {
  practice: concept('http://terminology.hl7.org/CodeSystem/organization-type', 'prov', 'Healthcare Provider'),
  organisation: concept(system.hub, 'support-organisation', 'Community organisation or council service'),
  council: concept('http://terminology.hl7.org/CodeSystem/organization-type', 'govt', 'Government'),
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
const typesOf = ({ kind }: Organisation): CodeableConcept[] => [organisationTypes.organisation, ...(kind === 'council' ? [organisationTypes.council] : [])];
export const seenOrganisation = ({ version, ...one }: Versioned<Organisation>): Seen => ({
  resource: { resourceType: 'Organization', id: one.id, meta: metaOf(version), active: true, type: typesOf(one), name: one.name },
  version,
});
const hubVersion: Version = { versionId: 1, lastUpdated: instantOf(Date.UTC(2026, 10, 23)) };
export const seenHub: Seen = {
  resource: { resourceType: 'Organization', id: hubId, meta: metaOf(hubVersion), active: true, type: [organisationTypes.hub], name: hubOrganisation.display },
  version: hubVersion,
};

export const seenArea = ({ id, name, version }: Pick<Versioned<Area>, 'name' | 'version'> & { id: string }): Seen => ({
  resource: {
    resourceType: 'Location',
    id,
    meta: metaOf(version),
    status: 'active',
    name: name ?? placeName(id) ?? id,
    mode: 'instance',
    physicalType: concept('http://terminology.hl7.org/CodeSystem/location-physical-type', 'jdn', 'Jurisdiction'),
  },
  version,
});
/** A council, a health board or Scotland, whether or not the hub has it as an area: services say that they serve it. */
export const seenServed = (code: string): Seen | undefined => (placeName(code) === undefined ? undefined : seenArea({ id: code, version: hubVersion }));

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
