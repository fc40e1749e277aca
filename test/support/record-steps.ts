/** Health records as a practice or an organisation sends them; all people are invented. */
import type { FhirHub, Request, Told } from '#test/fhir-hub';

type Fields = Record<string, unknown>;
const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const terminology = 'http://terminology.hl7.org/CodeSystem';
let count = 0;
const identifier = () => {
  count += 1;
  return [{ system: 'https://gp.example/records', value: `H-${count}` }];
};
/** Whose it is; an organisation leaves it out. */
const whose = (name: 'patient' | 'subject', patient: string | undefined): Fields =>
  patient === undefined ? { [name]: { display: 'The person' } } : { [name]: { reference: patient } };

const built = {
  Consent: (patient) => ({
    status: 'active',
    scope: concept(`${terminology}/consentscope`, 'patient-privacy'),
    category: [concept(`${terminology}/v3-ActCode`, 'IDSCL')],
    dateTime: '2026-11-20',
    policyRule: { text: 'Agreed in the consultation' },
    ...whose('patient', patient),
  }),
  Condition: (patient) => ({
    clinicalStatus: concept(`${terminology}/condition-clinical`, 'active'),
    verificationStatus: concept(`${terminology}/condition-ver-status`, 'confirmed'),
    category: [concept(`${terminology}/condition-category`, 'problem-list-item')],
    code: { ...concept('http://snomed.info/sct', '267076002'), text: 'Loneliness' },
    recordedDate: '2026-11-20',
    ...whose('subject', patient),
  }),
  Goal: (patient) => ({
    lifecycleStatus: 'active',
    description: { text: 'Meet somebody once a week' },
    startDate: '2026-11-20',
    ...whose('subject', patient),
  }),
  Observation: (patient) => ({
    status: 'final',
    code: concept('https://linkshub.scot/fhir/CodeSystem/links-hub', 'ons4-life-satisfaction'),
    effectiveDateTime: '2026-11-20',
    valueInteger: 4,
    ...whose('subject', patient),
  }),
  Procedure: (patient) => ({
    status: 'completed',
    code: { text: 'Food parcel' },
    performedDateTime: '2026-11-22T10:00:00Z',
    ...whose('subject', patient),
  }),
} as const satisfies Record<string, (patient: string | undefined) => Fields>;
export type RecordedType = keyof typeof built;
export const recordTypes = Object.keys(built) as RecordedType[];

/** `patient`: as `Patient/<id>`. */
export const record = (type: RecordedType, patient: string | undefined, change: Fields = {}): Fields => ({
  ...{ resourceType: type, identifier: identifier() },
  ...built[type](patient),
  ...change,
});
/** How Task.for names the person of a referral. */
export const personOf = async (hub: FhirHub, referral: string): Promise<string> =>
  (await hub.call('GET', `/Task/${referral}`, { as: 'practitioner' })).body.for.reference;

const taken = (answer: Told): Told => {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
};
export const recorded = async (hub: FhirHub, body: Fields, request: Request = {}): Promise<Told> =>
  taken(await hub.call('POST', `/${String(body.resourceType)}`, { ...request, body }));
/** Reads it, changes it and puts it with the version just read. */
export const changed = async (
  hub: FhirHub,
  { resourceType, id }: { resourceType: string; id: string },
  change: Fields,
  request: Request = {},
): Promise<Told> => {
  const read = taken(await hub.call('GET', `/${resourceType}/${id}`, { ...request, headers: {} }));
  return hub.call('PUT', `/${resourceType}/${id}`, { ...request, headers: { 'if-match': read.etag, ...request.headers }, body: { ...read.body, ...change } });
};
