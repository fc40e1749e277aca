/** A referral as an invented practice's system would send it. */
import { system } from '#fhir/codes';
import { termOf } from '#hsds/taxonomy';
import type { PracticeCaller } from '#identity/types';
import { instantOf } from '#platform/time';
import type { NeedCode } from '#referral/needs';
import type { Need, RequestFacts } from '#referral/types';
import type { InventedPerson } from './person.ts';
import { patientOf } from './person.ts';
import type { Programme } from './programme.ts';

export const needOf = (code: NeedCode): Need => ({ system: system.hub, code, display: termOf(code).name });

const scope = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] };
const category = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }];
const consentAt = (at: number) => ({
  ...{ resourceType: 'Consent', id: 'consent', status: 'active', patient: { reference: '#person' }, dateTime: instantOf(at), scope, category },
  policyRule: { text: 'Agreed in the consultation to be referred and to sharing what a service needs' },
});

/** `consent`: given with it. `number`: of the practice's own, with its system. */
type Asking = { person: InventedPerson; at: number; draft: boolean; consent: boolean; restricted: boolean; number: { system: string; value: string } };
export const sentBy = ({ person, at, draft, consent, restricted, number }: Asking): string =>
  JSON.stringify({
    ...{ resourceType: 'ServiceRequest', status: draft ? 'draft' : 'active', intent: 'order', subject: { reference: '#person' }, authoredOn: instantOf(at) },
    ...(restricted ? { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] } } : {}),
    contained: [{ ...patientOf(person), id: 'person' }, ...(consent ? [consentAt(at)] : [])],
    identifier: [number],
    category: [{ coding: [{ system: system.snomed, code: '410606002', display: 'Social service procedure' }] }],
    priority: 'routine',
    code: {
      coding: [
        { ...needOf(person.needs[0]), userSelected: true },
        { system: system.snomed, code: '871731000000106', display: 'Referral to social prescribing service' },
      ],
    },
    requester: { display: person.source === 'self' ? `${person.given} ${person.family}` : 'An invented practice' },
    reasonCode: [{ text: `Invented: would like help with ${termOf(person.needs[0]).name.toLowerCase()}.` }],
    ...(consent ? { supportingInfo: [{ reference: '#consent' }] } : {}),
  });
export const factsFor = ({ person, consent, restricted }: Asking, { area }: Programme, { client }: PracticeCaller): RequestFacts => ({
  ...{ practice: person.practice.id, requester: client, area, person: person.id, need: needOf(person.needs[0]), urgency: 'routine', consent },
  ...{ doNotContact: false, warnings: [] },
  ...(restricted ? { restricted: true as const } : {}),
  ...(person.source === 'gp-system' ? {} : { source: person.source }),
});
