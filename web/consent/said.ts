/** What a person said about being referred and passing on, as the hub's Consents keep it. */
import type { Consent, ConsentProvision, ConsentProvisionActor } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { OrganisationId } from '#identity/types';
import type { Giver } from '#people/consent-giving';
import type { Permission } from '#people/types';
import type { LocalDate } from '#platform/types';
import type { PersonId } from '#referral/types';

export const hows = ['face-to-face', 'telephone', 'written', 'bsl-interpreter', 'supporter'] as const;
export type How = (typeof hows)[number];
export type Said = {
  permissions: readonly Permission[];
  gives: boolean;
  /** Absent: any. */
  organisation?: OrganisationId | undefined;
  /** Of a yes to any: to these the person said no, and it stands. */
  exceptions?: readonly OrganisationId[];
  until?: LocalDate | undefined;
  day: LocalDate;
  /** Of a no that was said by one button there is nothing more to know. */
  how: How | 'taken-back';
  giver: Giver;
  /** In words: how it was said, and who agreed for somebody under 16. */
  texts: { how: string; parent?: string | undefined };
};

const terminology = 'http://terminology.hl7.org/CodeSystem';
const categories: Readonly<Record<Permission, string>> = { refer: 'to-be-referred', share: 'to-share' };
const actorOf = (organisation: OrganisationId): ConsentProvisionActor => ({
  role: { coding: [{ system: `${terminology}/v3-ParticipationType`, code: 'IRCP', display: 'information recipient' }] },
  reference: { reference: `Organization/${organisation}` },
});
const provisionOf = ({ gives, organisation, exceptions = [], until }: Said): ConsentProvision => ({
  type: gives ? 'permit' : 'deny',
  ...(gives && until ? { period: { end: until } } : {}),
  ...(organisation ? { actor: [actorOf(organisation)] } : {}),
  ...(gives && exceptions.length > 0 ? { provision: [{ type: 'deny', actor: exceptions.map(actorOf) }] } : {}),
});

/** The Consent to record. Who gave it is its performer; how it was given and on which ground stand in `policyRule`, which R4 asks for. */
export const consentOf = (said: Said, person: PersonId): Consent => ({
  resourceType: 'Consent',
  status: 'active',
  scope: { coding: [{ system: `${terminology}/consentscope`, code: 'patient-privacy' }] },
  category: [
    { coding: [{ system: `${terminology}/v3-ActCode`, code: 'IDSCL' }] },
    { coding: said.permissions.map((permission) => ({ system: system.hub, code: categories[permission] })) },
  ],
  patient: { reference: `Patient/${person}` },
  dateTime: said.day,
  performer: [said.texts.parent === undefined ? { type: 'Patient' as const, display: 'The person' } : { type: 'RelatedPerson', display: said.texts.parent }],
  policyRule: {
    coding: [
      { system: system.hub, code: `said-${said.how}` },
      { system: system.hub, code: `given-by-${said.giver}` },
    ],
    text: said.texts.how,
  },
  provision: provisionOf(said),
});

/** Who agreed for the person; undefined: they themselves, or nobody said. */
export const parentIn = ({ performer = [] }: Consent): string | undefined => performer.find(({ type }) => type === 'RelatedPerson')?.display;
export const howIn = ({ policyRule }: Consent): string | undefined => policyRule?.text;
