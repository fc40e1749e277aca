/** Practitioner and PractitionerRole: the links practitioners by name, and at which practices they work. */
import type { FhirResource, PractitionerRole } from 'fhir/r4.js';
import type { Directory } from '#directory/types';
import type { Door, Parameters } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import { searchAmong } from '#fhir/search/among';
import { named, texts } from '#fhir/search/values';
import { practitionerNamed, type Role, rolesFor } from './reach.ts';
import { seenPractitioner, seenRole } from './render.ts';

const names: Parameters = {
  name: {
    kind: 'string',
    text: 'How the name, or a part of it, begins.',
    values: (one: FhirResource) =>
      one.resourceType === 'Practitioner' ? (one.name ?? []).flatMap(({ text = '' }) => texts(text, ...text.split(' ').slice(1))) : [],
  },
};
export const practitionerDoor: Door = {
  text: 'Links practitioners, by name alone. Any is read by id; a search lists those of the practices in the council areas in which the caller is at work.',
  ...oneVersion(async (_call, id, { directory }) => {
    const practitioner = await practitionerNamed(id, directory);
    return practitioner && seenPractitioner(practitioner);
  }),
  parameters: names,
  search: async ({ who: { caller } }, asked, { directory, baseUrl }) => {
    const roles = await rolesFor(caller, directory);
    const once = new Map(roles.map(({ practitioner }) => [practitioner.id, practitioner]));
    return searchAmong([...once.values()].map(seenPractitioner), asked, names, baseUrl);
  },
};

/** `<practitioner>.<practice>`, either of which may hold dots. */
const roleNamed = async (id: string, directory: Directory): Promise<Role | undefined> => {
  for (let dot = id.indexOf('.'); dot > 0; dot = id.indexOf('.', dot + 1)) {
    const practitioner = await practitionerNamed(id.slice(0, dot), directory);
    const practice = practitioner?.practices.find((one) => one === id.slice(dot + 1));
    if (practitioner && practice) return { practitioner, practice };
  }
};
const to = (references: (one: PractitionerRole) => readonly string[]) => (one: FhirResource) =>
  one.resourceType === 'PractitionerRole' ? references(one) : [];
const [organizationOf, practitionerOf] = [to(({ organization }) => named(organization)), to(({ practitioner }) => named(practitioner))];
const roleParameters: Parameters = {
  organization: { kind: 'reference', text: 'Organization/<practice>.', values: (one) => texts(...organizationOf(one)) },
  practitioner: { kind: 'reference', text: 'Practitioner/<id>.', values: (one) => texts(...practitionerOf(one)) },
};
export const practitionerRoleDoor: Door = {
  text: 'A links practitioner at a practice, as <practitioner>.<practice>. A search lists those of the practices in the council areas in which the caller is at work.',
  ...oneVersion(async (_call, id, { directory }) => {
    const role = await roleNamed(id, directory);
    return role && seenRole(role);
  }),
  parameters: roleParameters,
  search: async ({ who: { caller } }, asked, { directory, baseUrl }) =>
    searchAmong((await rolesFor(caller, directory)).map(seenRole), asked, roleParameters, baseUrl),
  includes: { 'PractitionerRole:organization': organizationOf, 'PractitionerRole:practitioner': practitionerOf },
};
