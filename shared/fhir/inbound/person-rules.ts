/** Rules 3 and 17 to 21: whom a referral is for. */
import type { Patient } from 'fhir/r4.js';
import { isBefore } from '#fhir/structure/calendar';
import { agreesWithBirthDate, type NumberFault } from '#people/identifiers';
import { londonDate } from '#referral/working-days';
import type { Sent } from './gathered.ts';
import { hasContact, hasName } from './person.ts';
import type { ReferralRule } from './rules.ts';
import { isPatient, typeOfReference } from './sent.ts';

/** Asks of the contained patient, if it is one; gives the paths below it that are at fault. */
const ofPatient =
  (fails: (patient: Patient, sent: Sent) => readonly string[]) =>
  (sent: Sent): string[] => {
    const { subject } = sent;
    return subject.kind === 'contained' && isPatient(subject.resource) ? fails(subject.resource, sent).map((name) => `${subject.path}.${name}`) : [];
  };
const when = (fails: boolean, name: string): string[] => (fails ? [name] : []);
const yearsEarlier = (date: string, years: number): string => `${Number(date.slice(0, 4)) - years}${date.slice(4)}`;
const isNamedOnly = ({ request, subject }: Sent): boolean => {
  const type = typeOfReference(request.subject, subject);
  return type === undefined || type === 'Patient';
};

const numberTexts: Record<NumberFault, string> = {
  'wrong-check-digit': 'The check digit of this CHI or NHS number is wrong. Check the number in the patient’s record.',
  'no-real-day': 'The first six digits of a CHI number are a day of birth; these are no day. Check the number in the patient’s record.',
  'not-ten-digits': 'A CHI or NHS number has ten digits and nothing else. Send it without spaces.',
  'not-in-use': 'No CHI or NHS number begins so. Check the number in the patient’s record.',
  'lost-leading-zero': 'This number has nine digits; it seems to have lost its leading zero. Send it as text with ten digits.',
};
const numberRule = (rule: number, fault: NumberFault): ReferralRule => ({
  rule,
  flag: fault,
  element: 'ServiceRequest.subject',
  severity: 'reject',
  code: 'business-rule',
  text: numberTexts[fault],
  fails: ({ numbers }) => numbers.flatMap(({ reading, path }) => (!reading.ok && reading.because === fault ? [path] : [])),
});

export const personRules: readonly ReferralRule[] = [
  {
    rule: 3,
    flag: 'subject-not-a-patient',
    element: 'ServiceRequest.subject',
    severity: 'reject',
    code: 'business-rule',
    text: 'A referral is for one person. Send a Patient as its subject.',
    fails: (sent) => !isNamedOnly(sent),
  },
  {
    rule: 3,
    flag: 'subject-not-found',
    element: 'ServiceRequest.subject',
    severity: 'reject',
    code: 'not-found',
    text: 'The hub has no such Patient. Send the patient contained in the referral, by identifier, or by an https URL of your own server.',
    fails: (sent) => sent.subject.kind === 'relative' && isNamedOnly(sent) && !sent.known?.has(sent.subject.reference),
  },
  {
    rule: 3,
    flag: 'subject-missing',
    element: 'ServiceRequest.subject',
    severity: 'reject',
    code: 'business-rule',
    text: 'The subject names nobody. Send the patient contained in the referral, by identifier with system and value, or by an https URL.',
    fails: (sent) => sent.subject.kind === 'other' && isNamedOnly(sent),
  },
  {
    rule: 3,
    flag: 'several-patients',
    element: 'ServiceRequest.contained',
    severity: 'reject',
    code: 'business-rule',
    text: 'A referral is for one person. Leave other patients out; a relative or carer is a RelatedPerson.',
    fails: ({ contained }) =>
      contained
        .filter(({ resource }) => isPatient(resource))
        .slice(1)
        .map(({ path }) => path),
  },
  {
    rule: 17,
    flag: 'person-not-identifiable',
    element: 'ServiceRequest.subject',
    severity: 'reject',
    code: 'business-rule',
    text: 'A patient needs a name, a birth date, and an identifier, address or telecom, so that nobody is taken for somebody else.',
    fails: ofPatient((patient, { entered }) => [
      ...when(!hasName(patient), 'name'),
      ...when(patient.birthDate === undefined && !entered, 'birthDate'),
      ...when(!entered && !(patient.identifier ?? []).some(({ value }) => value !== undefined) && !hasContact(patient), 'identifier'),
    ]),
  },
  {
    rule: 17,
    flag: 'no-contact-route',
    element: 'ServiceRequest.subject',
    severity: 'warn',
    code: 'business-rule',
    text: 'The referral gives no telecom or address, so the person cannot be reached from it. Send one that is safe to use.',
    fails: ({ subject, reachable }) => !reachable && (subject.kind !== 'contained' || (isPatient(subject.resource) && !hasContact(subject.resource))),
  },
  numberRule(18, 'wrong-check-digit'),
  numberRule(18, 'no-real-day'),
  numberRule(18, 'not-ten-digits'),
  numberRule(18, 'not-in-use'),
  numberRule(19, 'lost-leading-zero'),
  {
    rule: 19,
    flag: 'number-under-other-system',
    element: 'ServiceRequest.subject',
    severity: 'warn',
    code: 'value',
    text: 'This number is of another service’s range than its system says, and is taken by its range. A CHI number is sent under urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53.',
    fails: ({ numbers }) => numbers.flatMap(({ reading, path }) => (reading.ok && reading.moved ? [path] : [])),
  },
  {
    rule: 19,
    flag: 'chi-birth-date',
    element: 'ServiceRequest.subject',
    severity: 'warn',
    code: 'business-rule',
    text: 'The CHI number begins with another day than the birth date. Check that both are of the same person.',
    fails: ofPatient(({ birthDate = '' }, { numbers }) => {
      const ofScotland = numbers.flatMap(({ reading }) => (reading.ok && reading.number.system === 'chi' ? [reading.number.value] : []));
      return when(birthDate.length === 10 && ofScotland.some((chi) => !agreesWithBirthDate(chi, birthDate)), 'birthDate');
    }),
  },
  {
    rule: 20,
    flag: 'person-died',
    element: 'ServiceRequest.subject',
    severity: 'reject',
    code: 'business-rule',
    text: 'The patient is recorded as having died. If that is wrong, correct the record and send the referral again.',
    fails: ofPatient((patient) => when(patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined, 'deceased')),
  },
  {
    rule: 21,
    flag: 'birth-date-in-future',
    element: 'ServiceRequest.subject',
    severity: 'reject',
    code: 'business-rule',
    text: 'The birth date is in the future. Check it in the patient’s record.',
    fails: ofPatient(({ birthDate }, { now }) => when(birthDate !== undefined && isBefore(londonDate(now), birthDate), 'birthDate')),
  },
  {
    rule: 21,
    flag: 'birth-date-long-ago',
    element: 'ServiceRequest.subject',
    severity: 'warn',
    code: 'business-rule',
    text: 'The birth date is more than 120 years ago. Check it in the patient’s record.',
    fails: ofPatient(({ birthDate }, { now }) => when(birthDate !== undefined && isBefore(birthDate, yearsEarlier(londonDate(now), 120)), 'birthDate')),
  },
];
