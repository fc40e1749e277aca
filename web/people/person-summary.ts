/** What of a FHIR Patient the pages show. */
import type { Address, ContactPoint, HumanName, Patient } from 'fhir/r4.js';
import { current } from '#fhir/inbound/person';
import { numberSystemOf } from '#people/identifiers';
import type { Person } from '#people/types';

export type PersonSummary = {
  id: string;
  /** `Rory Fairweather`; undefined where none was sent. */
  name?: string;
  /** `Fairweather, Rory`, for lists in order. */
  listName?: string;
  birthDate?: string;
  /** `CHI 010 101 1237`. */
  numbers: readonly string[];
  phones: readonly string[];
  emails: readonly string[];
  address?: string;
  languages: readonly string[];
  died: boolean;
  mismatch: boolean;
};

const nameText = ({ text, given = [], family }: HumanName): string => (text ?? [...given, family].filter(Boolean).join(' ')).trim();
const listText = ({ given = [], family, text }: HumanName): string =>
  family ? [family, given.join(' ')].filter(Boolean).join(', ') : (text ?? given.join(' '));
const inUse = ({ use, period }: ContactPoint): boolean => use !== 'old' && period?.end === undefined;
const reach = (patient: Patient, ...systems: string[]): string[] =>
  (patient.telecom ?? []).flatMap((one) => (one.value && inUse(one) && systems.includes(one.system ?? 'phone') ? [one.value] : []));
const addressText = ({ text, line = [], city, postalCode }: Address): string => text ?? [...line, city, postalCode].filter(Boolean).join(', ');
const systemNames = { chi: 'CHI', nhs: 'NHS', hsc: 'H&C' } as const;
const numberTexts = ({ identifier = [] }: Patient): string[] =>
  identifier.flatMap(({ system, value }) => {
    const of = system === undefined ? undefined : numberSystemOf(system);
    return of && value ? [`${systemNames[of]} ${value.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')}`] : [];
  });

export const summaryOf = (person: Person): PersonSummary => {
  const patient: Patient = JSON.parse(person.patient);
  const name = current(patient.name);
  const address = current(patient.address);
  return {
    id: person.id,
    ...(name ? { name: nameText(name), listName: listText(name) } : {}),
    ...(patient.birthDate ? { birthDate: patient.birthDate } : {}),
    numbers: numberTexts(patient),
    phones: reach(patient, 'phone', 'sms'),
    emails: reach(patient, 'email'),
    ...(address ? { address: addressText(address) } : {}),
    languages: (patient.communication ?? []).flatMap(({ language }) => language.text ?? language.coding?.[0]?.display ?? language.coding?.[0]?.code ?? []),
    died: patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined,
    mismatch: person.mismatchOf !== undefined,
  };
};
