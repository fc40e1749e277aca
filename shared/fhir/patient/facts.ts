/** A FHIR Patient as the hub keeps it, and what the matching of people reads in it. */
import type { Address, Identifier, Patient, ServiceRequest } from 'fhir/r4.js';
import { current, numbersOf, personOf } from '#fhir/inbound/person';
import { containedIn, isPatient, targetOf } from '#fhir/inbound/sent';
import { withoutNarrative } from '#fhir/referral/outputs';
import { type NumberSystem, numberSystemOf, type PersonNumber, readNumber } from '#people/identifiers';
import { isSameNumber, noFixedAbode, plainFamily, plainGiven, plainPostcode } from '#people/likeness';
import type { SentFacts } from '#people/matching';
import type { PersonFacts } from '#people/types';

/** Public Health Scotland's code for no fixed abode, and the postcode that stands for it. */
const saysNoFixedAbode = (address: Address): boolean =>
  plainPostcode(address.postalCode ?? '') === noFixedAbode ||
  [address.text, ...(address.line ?? []), address.city].some((words) => /\bno fixed (abode|address)\b|^nfa$/i.test(words ?? '')) ||
  JSON.stringify([address.extension, address.district, address.text]).includes('RA2701');
const postcodeOf = (patient: Patient): string | undefined => {
  const address = current(patient.address);
  if (address && saysNoFixedAbode(address)) return noFixedAbode;
  return address?.postalCode === undefined ? undefined : plainPostcode(address.postalCode) || undefined;
};

/** Of a name that is only one text the last word is the family, unless a comma says otherwise. */
const partsOf = (text: string): { family: string; given: string } => {
  const [family = '', given] = text.split(',');
  if (given !== undefined) return { family, given };
  const words = text.trim().split(/\s+/);
  return { family: words.at(-1) ?? '', given: words.length > 1 ? (words[0] ?? '') : '' };
};
const nameFacts = (name: { family?: string; given: string[]; text?: string } | undefined): Pick<PersonFacts, 'family' | 'given'> => {
  const parts = partsOf(name?.text ?? '');
  const [family, given] = [plainFamily(name?.family ?? parts.family), plainGiven(name?.given[0] ?? parts.given)];
  return { ...(family ? { family } : {}), ...(given ? { given } : {}) };
};

/** As the practice has it recorded. */
export const hasDied = ({ deceasedBoolean, deceasedDateTime }: Patient): boolean => deceasedBoolean === true || deceasedDateTime !== undefined;
export const factsOf = (patient: Patient): PersonFacts => {
  const target = { kind: 'contained' as const, resource: patient, path: 'Patient' };
  const { number, name, birthDate } = personOf(target);
  const read = numbersOf(target).flatMap(({ reading }) => (reading.ok ? [reading.number] : []));
  const others = read.filter((one, n) => number && !isSameNumber(one, number) && read.findIndex((other) => isSameNumber(one, other)) === n);
  const postcode = postcodeOf(patient);
  return {
    ...(number ? { number } : {}),
    ...(others.length > 0 ? { others } : {}),
    ...nameFacts(name),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(postcode === undefined ? {} : { postcode }),
    ...(hasDied(patient) ? { died: true as const } : {}),
  };
};

/** A reference to what was contained beside it leads nowhere in a resource of its own. */
const withoutLocal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutLocal).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([name, one]) => !(name === 'reference' && typeof one === 'string' && one.startsWith('#')))
    .map(([name, one]) => [name, withoutLocal(one)] as const)
    .filter(([, one]) => one !== undefined && !(Array.isArray(one) && one.length === 0));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};

/** Without what is the hub's (id, meta, links), narrative, and photographs, which no referral needs. */
export const keptOf = ({ id: _, meta: __, text: ___, link: ____, photo: _____, ...patient }: Patient): Patient => ({
  ...patient,
  ...(patient.contained ? { contained: withoutNarrative(patient.contained) } : {}),
});

/** A person as sent, whole and as far as they can be matched. */
export type SentPatient = SentFacts & { patient: Patient };
export const sentPatient = (patient: Patient, identifiers: SentFacts['identifiers'], url?: string): SentPatient => ({
  patient,
  facts: factsOf(patient),
  identifiers,
  ...(url === undefined ? {} : { url }),
});
/** The subject of a referral. A subject that is an identifier or an address elsewhere becomes a stub. */
export const subjectSent = (request: ServiceRequest): SentPatient => {
  const target = targetOf(request.subject, containedIn(request));
  const { identifiers, reference } = personOf(target);
  if (target.kind === 'contained' && isPatient(target.resource)) return sentPatient(withoutLocal(keptOf(target.resource)) as Patient, identifiers);
  const { display } = request.subject;
  const stub: Patient = {
    resourceType: 'Patient',
    ...(target.kind === 'logical' ? { identifier: [target.identifier] } : {}),
    ...(display === undefined ? {} : { name: [{ text: display }] }),
  };
  return sentPatient(stub, identifiers, reference);
};

/** The same number under whatever system it was sent, else system and value. */
const nameOfIdentifier = ({ system = '', value = '' }: Identifier): string => {
  const of = numberSystemOf(system);
  const read = of && readNumber(of, value);
  return read?.ok ? `${read.number.system} ${value}` : `${system} ${value}`;
};
const withIdentifiers = (patient: Patient, more: readonly Identifier[] = []): Patient => {
  const known = new Set((patient.identifier ?? []).map(nameOfIdentifier));
  const added = more.filter((one) => !known.has(nameOfIdentifier(one)));
  return added.length > 0 ? { ...patient, identifier: [...(patient.identifier ?? []), ...added] } : patient;
};
/** `_birthDate` belongs to `birthDate`, and of `deceased[x]` there is one. */
const elementOf = (name: string): string => name.replace(/^_/, '').replace(/^(deceased|multipleBirth).*/, '$1');
/** What is sent replaces what is stored; what is not sent stays, and so does every identifier. */
export const combined = (stored: Patient, sent: Patient): Patient => {
  const names = new Set(Object.keys(sent).map(elementOf));
  const kept = Object.fromEntries(Object.entries(stored).filter(([name]) => !names.has(elementOf(name))));
  return withIdentifiers({ ...kept, ...sent }, stored.identifier);
};
/** What is stored, with the health numbers that it lacks. */
export const withNumbers = (stored: Patient, sent: Patient): Patient =>
  withIdentifiers(
    stored,
    (sent.identifier ?? []).filter(({ system = '' }) => numberSystemOf(system)),
  );

/** A number asked for as `system|value`, or as ten digits alone. */
export const numberAsked = (text: string): PersonNumber | undefined => {
  const bar = text.lastIndexOf('|');
  const of: NumberSystem | undefined = bar < 0 ? 'chi' : numberSystemOf(text.slice(0, bar));
  const read = of && readNumber(of, text.slice(bar + 1));
  return read?.ok ? read.number : undefined;
};
