/** A FHIR Patient out of what was typed into a form of the hub. */
import type { Address, ContactPoint, Identifier, Patient } from 'fhir/r4.js';
import { canonicalJson } from '#fhir/same-content';
import { numberSystems, type PersonNumber } from '#people/identifiers';
import { noFixedAbode } from '#people/likeness';
import type { Person } from '#people/types';
import type { LocalDate } from '#platform/types';
import type { Asked } from '#web/frame/fhir';

/** How to reach somebody. */
export type TypedReach = {
  phone?: string;
  email?: string;
  /** As it is written on a letter; its postcode may stand in it. */
  address?: string;
  postcode?: string;
  noFixedAbode?: true;
};
export type TypedPerson = TypedReach & {
  /** The last word of a name that was typed in one piece is the family's. */
  name: string | { given: string; family: string };
  birthDate?: LocalDate;
  number?: PersonNumber;
  /** Who speaks for them. */
  supporter?: string;
};

const postcodeAtEnd = /\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b\s*$/i;
/** `G12 8QQ`, however it was typed; undefined where it is none. */
export const postcodeIn = (text: string): string | undefined => {
  const [, outward, inward] = postcodeAtEnd.exec(text.trim()) ?? [];
  return outward && inward ? `${outward} ${inward}`.toUpperCase() : undefined;
};

const partsOf = (name: TypedPerson['name']): { given: string; family: string } => {
  if (typeof name !== 'string') return name;
  const words = name.split(/\s+/).filter((word) => word !== '');
  return { given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' };
};
const spaced = (postcode: string): string => postcode.replace(/^(.+)(.{3})$/, '$1 $2');
const addressOf = ({ address = '', postcode = postcodeIn(address), noFixedAbode: none }: TypedReach): Address[] => {
  if (none) return [{ use: 'home', text: address === '' ? 'No fixed abode' : `No fixed abode; ${address}`, postalCode: spaced(noFixedAbode) }];
  if (address === '' && postcode === undefined) return [];
  const lines = address.split('\n').map((line) => line.trim());
  const text = lines.filter((line) => line !== '').join(', ');
  return [
    { use: 'home', ...(text ? { text: postcode && !postcodeIn(text) ? `${text}, ${postcode}` : text } : {}), ...(postcode ? { postalCode: postcode } : {}) },
  ];
};
const telecomOf = ({ phone, email }: TypedReach): ContactPoint[] => [
  ...(phone ? [{ system: 'phone' as const, value: phone }] : []),
  ...(email ? [{ system: 'email' as const, value: email }] : []),
];
const identifierOf = ({ number }: TypedPerson): Identifier[] => (number ? [{ system: numberSystems[number.system][0], value: number.value }] : []);

/** Nothing is in it that was not typed. */
export const patientOf = (typed: TypedPerson): Patient => {
  const { given, family } = partsOf(typed.name);
  const [identifier, telecom, address] = [identifierOf(typed), telecomOf(typed), addressOf(typed)];
  return {
    resourceType: 'Patient',
    ...(identifier.length > 0 ? { identifier } : {}),
    name: [{ ...(family ? { family } : {}), ...(given ? { given: given.split(/\s+/) } : {}) }],
    ...(typed.birthDate ? { birthDate: typed.birthDate } : {}),
    ...(telecom.length > 0 ? { telecom } : {}),
    ...(address.length > 0 ? { address } : {}),
    ...(typed.supporter ? { contact: [{ name: { text: typed.supporter } }] } : {}),
  };
};

const bare = (value = ''): string => value.replaceAll(/[\s()-]/g, '').toLowerCase();
/** Somebody who is known, with what was typed of them: the newest address is the one in use, and no way to reach them is lost. */
export const patientWith = (known: Patient, typed: TypedReach & Pick<TypedPerson, 'birthDate'>): Patient => {
  const [telecom, address] = [telecomOf(typed), addressOf(typed)];
  const there = new Set((known.telecom ?? []).filter(({ use }) => use !== 'old').map(({ value }) => bare(value)));
  const added = telecom.filter(({ value }) => !there.has(bare(value)));
  const isThere = (known.address ?? []).some(({ text, use }) => use !== 'old' && text === address[0]?.text);
  const moved = address.length > 0 && !isThere ? [...address, ...(known.address ?? []).map((one): Address => ({ ...one, use: 'old' }))] : known.address;
  return {
    ...known,
    ...(added.length > 0 ? { telecom: [...added, ...(known.telecom ?? [])] } : {}),
    ...(moved ? { address: moved } : {}),
    ...(known.birthDate === undefined && typed.birthDate ? { birthDate: typed.birthDate } : {}),
  };
};
/** Numbers and e-mail addresses that reach them no longer are kept as old ones. */
export const patientWithout = (known: Patient, gone: readonly string[]): Patient =>
  known.telecom ? { ...known, telecom: known.telecom.map((one): ContactPoint => (gone.includes(one.value ?? '') ? { ...one, use: 'old' } : one)) } : known;

/** What to ask of the FHIR face so that they are known like this; undefined where they are already. */
export const changeOf = ({ id, patient, versionId }: Person, change: (known: Patient) => Patient): Asked | undefined => {
  const before: Patient = JSON.parse(patient);
  const after = change(before);
  if (canonicalJson(after) === canonicalJson(before)) return undefined;
  return { method: 'PUT', path: `Patient/${id}`, body: { ...after, id }, headers: { 'if-match': `W/"${versionId}"` } };
};
