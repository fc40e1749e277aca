/** Location: the places where services are, and the council areas they serve. */
import type { FhirResource } from 'fhir/r4.js';
import type { Door, Parameters } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import { searchAmong } from '#fhir/search/among';
import { texts } from '#fhir/search/values';
import { areaNamed, areasOf, organisationsFor } from './reach.ts';
import { seenArea, seenServed } from './render.ts';
import { seenPlace } from './render-service.ts';
import { serviceNamed } from './services.ts';

const parameters: Parameters = {
  name: { kind: 'string', text: 'How the name begins.', values: (one: FhirResource) => (one.resourceType === 'Location' ? texts(one.name) : []) },
};

export const locationDoor: Door = {
  text: 'Where people go to a service (<organisation>.<service>), and councils, health boards and Scotland by their codes (S12000049, S08000031, S92000003). A search lists the places and areas of the council areas in which the caller is at work.',
  ...oneVersion(async (_call, id, { directory }) => {
    const area = await areaNamed(id, directory);
    if (area) return seenArea(area);
    const found = await serviceNamed(id, directory);
    return found ? seenPlace(found.organisation, found.service) : seenServed(id);
  }),
  parameters,
  search: async ({ who: { caller } }, asked, { directory, baseUrl }) => {
    const [areas, organisations] = await Promise.all([areasOf(caller, directory), organisationsFor(caller, directory)]);
    const records = await Promise.all(areas.map(directory.area));
    const places = organisations.flatMap((organisation) => organisation.services.flatMap((service) => seenPlace(organisation, service) ?? []));
    return searchAmong([...records.flatMap((area) => (area ? [seenArea(area)] : [])), ...places], asked, parameters, baseUrl);
  },
};
