/** HealthcareService: what an organisation offers, to be asked as the performer of an onward referral. */
import type { FhirResource, HealthcareService } from 'fhir/r4.js';
import type { Directory, Organisation, Service, Versioned } from '#directory/types';
import type { Door, Parameters, SearchValue } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import { concepts } from '#fhir/record/values';
import { searchAmong } from '#fhir/search/among';
import { named, texts } from '#fhir/search/values';
import { organisationNamed, organisationsFor } from './reach.ts';
import { seenService } from './render-service.ts';

/** `<organisation>.<service>`; a service's own id has no dot. */
export const serviceNamed = async (id: string, directory: Directory): Promise<{ organisation: Versioned<Organisation>; service: Service } | undefined> => {
  const dot = id.lastIndexOf('.');
  const organisation = dot > 0 ? await organisationNamed(id.slice(0, dot), directory) : undefined;
  const service = organisation?.services.find((one) => one.id === id.slice(dot + 1));
  return organisation && service && { organisation, service };
};

const of = (values: (one: HealthcareService) => readonly SearchValue[]) => (one: FhirResource) => (one.resourceType === 'HealthcareService' ? values(one) : []);
const to = (references: (one: HealthcareService) => readonly string[]) => (one: FhirResource) =>
  one.resourceType === 'HealthcareService' ? references(one) : [];
const [organizationOf, locationOf] = [to(({ providedBy }) => named(providedBy)), to(({ location = [] }) => named(...location))];
const values = (references: typeof locationOf) => (one: FhirResource) => texts(...references(one));
const parameters: Parameters = {
  organization: { kind: 'reference', text: 'Organization/<id>: whose service it is.', values: values(organizationOf) },
  location: { kind: 'reference', text: 'Location/<id>: where people go.', values: values(locationOf) },
  name: { kind: 'string', text: 'How the name begins.', values: of(({ name }) => texts(name)) },
  'service-category': { kind: 'token', text: 'The need it serves, coded as a referral codes it.', values: of(({ category }) => concepts(category)) },
  'service-type': { kind: 'token', text: 'What it does about it, coded.', values: of(({ type }) => concepts(type)) },
  active: { kind: 'token', text: 'false: it takes nobody for now.', values: of(({ active }) => [{ value: String(active) }]) },
  'coverage-area': {
    kind: 'reference',
    text: 'Location/<council area>: whom it serves.',
    values: values(to(({ coverageArea = [] }) => named(...coverageArea))),
  },
};

export const healthcareServiceDoor: Door = {
  text: 'Services of community organisations and councils, as <organisation>.<service>: the performer of an onward ServiceRequest. A search lists those of the council areas in which the caller is at work.',
  ...oneVersion(async (_call, id, { directory }) => {
    const found = await serviceNamed(id, directory);
    return found && seenService(found.organisation, found.service);
  }),
  parameters,
  search: async ({ who: { caller } }, asked, { directory, baseUrl }) => {
    const organisations = await organisationsFor(caller, directory);
    return searchAmong(
      organisations.flatMap((organisation) => organisation.services.map((service) => seenService(organisation, service))),
      asked,
      parameters,
      baseUrl,
    );
  },
  includes: { 'HealthcareService:organization': organizationOf, 'HealthcareService:location': locationOf },
};
