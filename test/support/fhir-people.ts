/** Patients through the FHIR face. All of them are invented. */
import type { FhirHub, Request, Told } from '#test/fhir-hub';

type Fields = Record<string, unknown>;
export const chi = 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53';
/** Valid numbers out of published examples. */
export const numbers = ['0101011237', '0101336489', '0101405073', '0101625707'] as const;
export const number = (value: string, system = chi) => ({ system, value });
export const patientOf = (change: Fields = {}): Fields => ({
  resourceType: 'Patient',
  identifier: [number(numbers[0])],
  name: [{ use: 'official', family: 'Testperson', given: ['Ailsa'] }],
  telecom: [{ system: 'phone', value: '0141 496 0000', use: 'mobile' }],
  birthDate: '2001-01-01',
  address: [{ use: 'home', line: ['1 Example Street'], city: 'Glasgow', postalCode: 'G1 1XX' }],
  ...change,
});
/** Somebody else of the same practice, under the number of the one above. */
export const otherOf = (change: Fields = {}): Fields => patientOf({ name: [{ family: 'Someoneelse', given: ['Rab'] }], birthDate: '1933-02-02', ...change });
export const contained = (patient: Fields): { contained: Fields[]; supportingInfo: undefined } => ({
  contained: [{ ...patient, id: 'patient' }],
  supportingInfo: undefined,
});

export const post = (hub: FhirHub, change: Fields = {}, request: Request = {}): Promise<Told> =>
  hub.call('POST', '/Patient', { ...request, body: patientOf(change) });
const taken = (answer: Told): Told => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
/** A Patient posted; its id. */
export const known = async (hub: FhirHub, change: Fields = {}, request: Request = {}): Promise<string> => taken(await post(hub, change, request)).body.id;
export const readOne = async (hub: FhirHub, id: string, request: Request = {}): Promise<Told> => taken(await hub.call('GET', `/Patient/${id}`, request));
/** Reads, changes and puts. */
export const change = async (hub: FhirHub, id: string, fields: Fields, request: Request = {}): Promise<Told> => {
  const read = await readOne(hub, id, { ...request, headers: {} });
  return hub.call('PUT', `/Patient/${id}`, { ...request, headers: { 'if-match': read.etag, ...request.headers }, body: { ...read.body, ...fields } });
};
const reference = (name: string, id: string) => ({ name, valueReference: { reference: `Patient/${id}` } });
export const merged = (hub: FhirHub, source: string, target: string, request: Request = { as: 'practitioner' }): Promise<Told> =>
  hub.call('POST', '/Patient/$merge', {
    ...request,
    body: { resourceType: 'Parameters', parameter: [reference('source-patient', source), reference('target-patient', target)] },
  });
export const searched = (hub: FhirHub, query: string, request: Request = {}): Promise<Told> =>
  hub.call('POST', '/Patient/_search', {
    ...request,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...request.headers },
    bytes: Buffer.from(query),
  });
/** Every version there is, newest first. */
export const history = async (hub: FhirHub, id: string, request: Request = {}): Promise<Fields[]> =>
  (taken(await hub.call('GET', `/Patient/${id}/_history?_count=100`, request)).body.entry ?? []).map((entry: { resource: Fields }) => entry.resource);
