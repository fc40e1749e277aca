/** The same ServiceRequest that a GP system would post, out of what was typed into a form of the hub. */
import type { CodeableConcept, Consent, Patient, PractitionerRole, Reference, ServiceRequest } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import type { PracticeId, PractitionerId } from '#identity/types';
import type { Permission } from '#people/types';
import type { LocalDate } from '#platform/types';
import type { NeedCode } from '#referral/needs';
import type { PersonId } from '#referral/types';

/** Under which each form that was opened has a number, so that sent twice it is one referral. */
const formSystem = 'https://linkshub.scot/fhir/NamingSystem/form';
export const formIdentifier = (form: string) => ({ system: formSystem, value: form });

type TypedRequest = {
  /** The form's own number. */
  form: string;
  practice: PracticeId;
  /** `themselves`: the person asks. `name`: with the role, as the practitioner reads it. */
  by: { name: string; practitioner?: PractitionerId } | { themselves: string };
  /** Known already, or as typed. */
  person: PersonId | Patient;
  /** `self-referral`: who asks themselves sorts nothing. */
  need: { code: NeedCode | 'self-referral'; display: string };
  /** In their own words, or the referrer's. */
  words: string;
  /** More that the practitioner should read, each on its own. */
  notes?: readonly string[];
  /** What the person said yes to, and how that is known. */
  agreed: { to: readonly Permission[]; how: string };
  day: LocalDate;
};

const consentCodes: Readonly<Record<Permission, string>> = { refer: 'to-be-referred', share: 'to-share' };
const coded = (codeSystem: string, code: string): CodeableConcept => ({ coding: [{ system: codeSystem, code }] });
const consentOf = ({ agreed, day }: TypedRequest, patient: Reference): Consent => ({
  ...{ resourceType: 'Consent', id: 'consent', status: 'active', patient, dateTime: day },
  scope: coded('http://terminology.hl7.org/CodeSystem/consentscope', 'patient-privacy'),
  category: agreed.to.map((permission) => coded(system.hub, consentCodes[permission])),
  policyRule: { text: agreed.how },
});
const requesterOf = ({ by, practice }: TypedRequest): PractitionerRole[] => {
  if ('themselves' in by) return [];
  const person: Reference = { ...(by.practitioner ? { reference: `Practitioner/${by.practitioner}` } : {}), display: by.name };
  return [{ resourceType: 'PractitionerRole', id: 'requester', practitioner: person, organization: { reference: `Organization/${practice}` } }];
};

/** The day alone stands in it, so that the same form sent twice has the same content. */
export const requestOf = (typed: TypedRequest): ServiceRequest => {
  const { form, by, person, need, words, notes = [], agreed, day } = typed;
  const subject = { reference: typeof person === 'string' ? `Patient/${person}` : '#patient' };
  const consent = agreed.to.length > 0 ? [consentOf(typed, subject)] : [];
  const contained = [...(typeof person === 'string' ? [] : [{ ...person, id: 'patient' }]), ...requesterOf(typed), ...consent];
  return {
    ...{ resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject, authoredOn: day },
    identifier: [formIdentifier(form)],
    category: [{ coding: [{ system: system.snomed, code: '410606002', display: 'Social service procedure' }] }],
    code: {
      coding: [
        { system: system.hub, code: need.code, display: need.display, userSelected: true },
        { system: system.snomed, code: '871731000000106', display: 'Referral to social prescribing service' },
      ],
    },
    requester: 'themselves' in by ? { ...subject, display: by.themselves } : { reference: '#requester', display: by.name },
    reasonCode: [{ text: words === '' ? need.display : words }],
    ...(notes.length > 0 ? { note: notes.map((text) => ({ text })) } : {}),
    ...(consent.length > 0 ? { supportingInfo: [{ reference: '#consent' }] } : {}),
    ...(contained.length > 0 ? { contained } : {}),
  };
};
