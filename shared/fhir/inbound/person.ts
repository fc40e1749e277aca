/** The person a referral is for: what can be matched, and whether two references mean the same one. */
import type { Address, HumanName, Patient, Reference } from 'fhir/r4.js';
import { type NumberReading, numberSystemOf, type PersonNumber, readNumber } from '#people/identifiers';
import { type Contained, fullIdentifiers, isPatient, type Target, targetOf } from './sent.ts';

/** For finding the person among those known. `identifiers` as sent; `number` under the hub's own reading; `reference` when the person is held elsewhere. */
type SentPerson = {
  reference?: string;
  identifiers: { system: string; value: string }[];
  number?: PersonNumber;
  name?: { family?: string; given: string[]; text?: string };
  birthDate?: string;
};
export type NumberSent = { reading: NumberReading; path: string };

const order = ['chi', 'nhs', 'hsc'] as const;
const isOld = ({ use, period }: { use?: string | undefined; period?: HumanName['period'] }) => use === 'old' || period?.end !== undefined;
/** The one in use, as far as it is said. */
export const current = <One extends HumanName | Address>(all: readonly One[] | undefined): One | undefined => {
  const now = (all ?? []).filter((one) => !isOld(one));
  return now.find(({ use }) => use === 'official') ?? now.find(({ use }) => use === 'usual' || use === 'home') ?? now[0] ?? all?.at(-1);
};
export const hasName = ({ name }: Patient): boolean => (name ?? []).some(({ family, text }) => (family ?? text ?? '').trim() !== '');
export const hasContact = ({ telecom, address }: Patient): boolean => (telecom ?? []).some(({ value }) => value !== undefined) || (address ?? []).length > 0;

const numbersIn = (identifiers: readonly { system: string; value: string; path: string }[]): NumberSent[] =>
  identifiers.flatMap(({ system, value, path }) => {
    const of = numberSystemOf(system);
    return of ? [{ reading: readNumber(of, value), path }] : [];
  });
/** Every health number sent for the subject, read. */
export const numbersOf = (subject: Target): NumberSent[] => {
  if (subject.kind === 'logical') return numbersIn([{ ...subject.identifier, path: 'ServiceRequest.subject.identifier.value' }]);
  if (subject.kind !== 'contained' || !isPatient(subject.resource)) return [];
  return numbersIn(
    (subject.resource.identifier ?? []).flatMap(({ system, value }, index) =>
      system && value ? [{ system, value, path: `${subject.path}.identifier[${index}].value` }] : [],
    ),
  );
};
const bestNumber = (numbers: NumberSent[]): PersonNumber | undefined => {
  const right = numbers.flatMap(({ reading }) => (reading.ok ? [reading.number] : []));
  return order.flatMap((system) => right.filter((number) => number.system === system))[0];
};
const matchable = (patient: Patient): Partial<SentPerson> => {
  const name = current(patient.name);
  return {
    identifiers: fullIdentifiers(patient.identifier),
    ...(name && {
      name: { given: name.given ?? [], ...(name.family !== undefined && { family: name.family }), ...(name.text !== undefined && { text: name.text }) },
    }),
    ...(patient.birthDate !== undefined && { birthDate: patient.birthDate }),
  };
};
export const personOf = (subject: Target): SentPerson => {
  const number = bestNumber(numbersOf(subject));
  const reference = subject.kind === 'https' ? subject.url : subject.kind === 'relative' ? subject.reference : undefined;
  return {
    identifiers: subject.kind === 'logical' ? fullIdentifiers([subject.identifier]) : [],
    ...(subject.kind === 'contained' && isPatient(subject.resource) && matchable(subject.resource)),
    ...(reference !== undefined && { reference }),
    ...(number && { number }),
  };
};
/** Identifiers as text, health numbers under one name whichever way they were sent. */
const namesOf = (target: Target): string[] => {
  const subject = personOf(target);
  return [
    ...(subject.number ? [`${subject.number.system} ${subject.number.value}`] : []),
    ...subject.identifiers.map(({ system, value }) => `${system} ${value}`),
  ];
};
/** A reference where it stands: `#patient` means another in another resource. */
type Mention = { reference: Reference; contained: readonly Contained[] };
export const namesSomebody = ({ reference, contained }: Mention): boolean => targetOf(reference, contained).kind !== 'other';
/** The same text; or of a full address and of a contained copy, the part that says type and id. */
const isSameText = (one: Mention, other: Mention): boolean => {
  const [a = '', b = ''] = [one.reference.reference, other.reference.reference];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if ((short.startsWith('Patient/') && long.endsWith(`/${short}`)) || (a === b && a !== '' && !a.startsWith('#'))) return true;
  return one.contained === other.contained && a !== '' && a.replace(/^#/, 'Patient/') === b.replace(/^#/, 'Patient/');
};
/** By reference or by an identifier in common. Two that cannot be compared are not the same. */
export const isSamePerson = (one: Mention, other: Mention): boolean => {
  const known = new Set(namesOf(targetOf(one.reference, one.contained)));
  return isSameText(one, other) || namesOf(targetOf(other.reference, other.contained)).some((name) => known.has(name));
};
