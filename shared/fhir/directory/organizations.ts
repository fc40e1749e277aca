/** Organization: the practices, the community organisations and council services, and the hub itself. */
import type { FhirResource, Organization } from 'fhir/r4.js';
import { hubId } from '#directory/ids';
import type { Door, Parameters, SearchValue } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import { concepts, identifiers } from '#fhir/record/values';
import { searchAmong } from '#fhir/search/among';
import { texts } from '#fhir/search/values';
import { organisationNamed, organisationsFor, practiceNamed, practicesFor } from './reach.ts';
import { seenHub, seenOrganisation, seenPractice } from './render.ts';

const of = (values: (one: Organization) => readonly SearchValue[]) => (one: FhirResource) => (one.resourceType === 'Organization' ? values(one) : []);
const parameters: Parameters = {
  name: { kind: 'string', text: 'How the name begins.', values: of(({ name }) => texts(name)) },
  identifier: {
    kind: 'token',
    text: 'system|value: a practice by its ODS code or its Scottish practice code.',
    values: of(({ identifier }) => identifiers(identifier)),
  },
  type: {
    kind: 'token',
    text: 'prov: a practice; support-organisation: who takes referrals; referral-hub: the hub.',
    values: of(({ type }) => concepts(type)),
  },
};

export const organizationDoor: Door = {
  text: 'Practices, community organisations and council services, and the hub. Any is read by id; a search lists those of the council areas in which the caller is at work.',
  ...oneVersion(async (_call, id, { directory }) => {
    if (id === hubId) return seenHub;
    const practice = await practiceNamed(id, directory);
    if (practice) return seenPractice(practice);
    const organisation = await organisationNamed(id, directory);
    return organisation && seenOrganisation(organisation);
  }),
  parameters,
  search: async ({ who: { caller } }, asked, { directory, baseUrl }) => {
    const [practices, organisations] = await Promise.all([practicesFor(caller, directory), organisationsFor(caller, directory)]);
    return searchAmong([seenHub, ...practices.map(seenPractice), ...organisations.map(seenOrganisation)], asked, parameters, baseUrl);
  },
};
