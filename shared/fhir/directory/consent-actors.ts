/** Whether those whom a Consent names are in the directory: a no to nobody would be lost, and the person would believe themselves heard. */
import type { Consent, ConsentProvision, Reference, ServiceRequest } from 'fhir/r4.js';
import { referenceId } from '#fhir/ids';
import { isPerson } from '#fhir/inbound/consent-statements';
import { containedIn, isConsent } from '#fhir/inbound/sent';
import { errorIssue, type Issue } from '#fhir/outcome';
import type { FhirPorts } from '#fhir/ports';
import { organisationNamed } from './reach.ts';
import { serviceNamed } from './services.ts';

type Ports = Pick<FhirPorts, 'directory' | 'baseUrl'>;
/** `refuses`: the person says no to them. */
type Named = { reference: Reference; path: string; refuses: boolean };

const isThere = async ({ reference }: Reference, { directory, baseUrl }: Ports): Promise<boolean> => {
  const [organisation, service] = [referenceId(reference, 'Organization', baseUrl), referenceId(reference, 'HealthcareService', baseUrl)];
  if (organisation !== undefined) return (await organisationNamed(organisation, directory)) !== undefined;
  return service !== undefined && (await serviceNamed(service, directory)) !== undefined;
};
const namedIn = ({ type, actor = [], provision = [] }: ConsentProvision, path: string): Named[] => [
  ...actor.flatMap(({ reference }, n) => (isPerson(reference) ? [] : [{ reference, path: `${path}.actor[${n}].reference`, refuses: type === 'deny' }])),
  ...(type === 'deny' ? [] : provision.flatMap((one, n) => namedIn(one, `${path}.provision[${n}]`))),
];
const saying: readonly Consent['status'][] = ['active', 'inactive', 'rejected'];
const unknownIn = async ({ status, provision }: Consent, path: string, ports: Ports): Promise<Named[]> => {
  const named = provision && saying.includes(status) ? namedIn(provision, `${path}.provision`) : [];
  const known = await Promise.all(named.map(({ reference }) => isThere(reference, ports)));
  return named.filter((_, n) => !known[n]);
};

const text = 'This actor is not in the directory. Send Organization/<id> as the directory has it.';
const refusalOf = ({ path }: Named): Issue => errorIssue(422, 'not-found', text, path);
const warningOf = ({ path }: Named): Issue => ({ severity: 'warning', code: 'not-found', text: `${text} Nothing is shared with it.`, expression: path });

/** Of a Consent that is sent by itself: whom it names must be there. */
export const unknownActors = async (consent: Consent, ports: Ports): Promise<Issue[]> => (await unknownIn(consent, 'Consent', ports)).map(refusalOf);
/** Of what a request contains: a yes to nobody stops no referral, a no to nobody does. */
export const actorsContained = async (request: ServiceRequest, ports: Ports): Promise<{ refusals: Issue[]; warnings: Issue[] }> => {
  const consents = containedIn(request).flatMap(({ resource, path }) => (isConsent(resource) ? [unknownIn(resource, path, ports)] : []));
  const unknown = (await Promise.all(consents)).flat();
  return { refusals: unknown.filter((one) => one.refuses).map(refusalOf), warnings: unknown.filter((one) => !one.refuses).map(warningOf) };
};
