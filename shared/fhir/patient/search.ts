/** Search for people: by id, by identifier, by name and birth date together, or those who wait for a decision. Never by name alone. */
import type { FhirResource, Patient } from 'fhir/r4.js';
import type { Asked, Clause, Found, Parameters, SearchValue } from '#fhir/door';
import { fullIdentifiers, isPatient } from '#fhir/inbound/sent';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal } from '#fhir/refusals';
import { searchAmong } from '#fhir/search/among';
import { practicesOf } from '#identity/access-policy';
import type { PracticeId } from '#identity/types';
import { numberSystems } from '#people/identifiers';
import { holdsNumber } from '#people/likeness';
import { birthPlace, placesOf } from '#people/matching';
import { personStore } from '#people/person-store';
import type { Person } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { numberAsked } from './facts.ts';
import { idAt } from './match.ts';
import { knownPerson, mismatchTag, patientSeen } from './view.ts';

const valuesOf =
  (values: (patient: Patient) => (SearchValue | undefined)[]) =>
  (resource: FhirResource): SearchValue[] =>
    isPatient(resource) ? values(resource).filter((one) => one !== undefined) : [];
const textsOf = ({ name = [] }: Patient): string[] =>
  name.flatMap(({ family, given = [], text, prefix = [], suffix = [] }) => [
    ...[family, text, ...given, ...prefix, ...suffix].filter((one) => one !== undefined),
    ...(family === undefined ? [] : [[...given, family].join(' ')]),
  ]);
/** A health number is found under each name of its system, whichever it was sent with. */
const identifiersOf = (patient: Patient): SearchValue[] =>
  fullIdentifiers(patient.identifier).flatMap((one) => {
    const number = numberAsked(`${one.system}|${one.value}`);
    return [one, ...(number ? numberSystems[number.system].map((system) => ({ system, value: number.value })) : [])];
  });

export const patientParameters = {
  identifier: {
    kind: 'token',
    personal: true,
    text: 'system|value: a CHI, NHS or health and care number, or an identifier that the Patient was posted with. Only in the body of POST Patient/_search.',
    values: valuesOf(identifiersOf),
  },
  name: {
    kind: 'string',
    text: 'How any part of the name begins; together with birthdate.',
    values: valuesOf((one) => textsOf(one).map((value) => ({ value }))),
  },
  birthdate: {
    kind: 'date',
    text: 'One whole day, as 2001-01-01; together with name.',
    values: valuesOf(({ birthDate }) => [birthDate === undefined ? undefined : { value: birthDate }]),
  },
  _tag: {
    kind: 'token',
    text: 'number-mismatch: people under whose number the practice has somebody else, not decided yet.',
    values: valuesOf(({ meta }) => (meta?.tag ?? []).map(({ system, code = '' }) => ({ system, value: code }))),
  },
} as const satisfies Parameters;

/** Who has an identifier, `system|value` or a number alone. A number of which there is a mismatch is its first holder's. */
export const whoHas = async (asked: string, practices: readonly PracticeId[], ports: Pick<FhirPorts, 'referrals' | 'keys'>): Promise<Person[]> => {
  const number = numberAsked(asked);
  const bar = asked.lastIndexOf('|');
  const identifiers = number || bar < 1 ? [] : [{ system: asked.slice(0, bar), value: asked.slice(bar + 1) }];
  const places = practices.flatMap((practice) => placesOf(practice, { facts: number ? { number } : {}, identifiers }));
  const ids = await Promise.all(places.map(({ text }) => idAt(text, ports)));
  const there = await personStore(ports.referrals).loadAll(ids);
  return there.flatMap((person) => (person && (!number || holdsNumber(person.facts, number)) ? [person] : []));
};
const bornOn = async (day: string, practices: readonly PracticeId[], ports: FhirPorts): Promise<Person[]> => {
  const lists = await Promise.all(practices.map((practice) => ports.keys.mac('person', birthPlace(practice, day))));
  return (await Promise.all(lists.map((list) => personStore(ports.referrals).bornOn(list)))).flat();
};
const waiting = async (practices: readonly PracticeId[], ports: FhirPorts): Promise<Person[]> =>
  (await Promise.all(practices.map((practice) => personStore(ports.referrals).waiting(practice)))).flat();

const without = (text: string, ...names: string[]) =>
  refusal(
    400,
    'required',
    `${text} Search for people by _id, by identifier (in the body of POST Patient/_search), by name with birthdate, or by _tag=${names.join()}.`,
  );
const wholeDay = /^(eq)?\d{4}-\d\d-\d\d$/;

type Listed = { people: Person[] } | { answer: Answer };
/** The few who can be meant; every clause is asked of each of them afterwards. */
const listed = async (call: FhirCall, clauses: readonly Clause[], ports: FhirPorts): Promise<Listed> => {
  const practices = practicesOf(call.who.caller);
  const values = (name: string) => clauses.find((clause) => clause.name === name && !clause.modifier)?.values;
  const [ids, identifiers, birthdates, tags] = [values('_id'), values('identifier'), values('birthdate'), values('_tag')];
  const flat = async (people: Promise<(Person | Person[] | undefined)[]>): Promise<Listed> => ({
    people: (await people).flatMap((one) => one ?? []),
  });
  if (ids) return flat(Promise.all(ids.map((id) => knownPerson(call.who.caller, id, ports))));
  if (identifiers) return flat(Promise.all(identifiers.map((one) => whoHas(one, practices, ports))));
  if (tags) return { people: await waiting(practices, ports) };
  if (!values('name') || !birthdates) return { answer: without('This would list too many.', mismatchTag.code) };
  if (!birthdates.every((day) => wholeDay.test(day))) return { answer: without('birthdate takes whole days here, as 2001-01-01.', mismatchTag.code) };
  return flat(Promise.all(birthdates.map((day) => bornOn(day.replace('eq', ''), practices, ports))));
};

export const searchPatients = async (call: FhirCall, asked: Asked, ports: FhirPorts): Promise<Found | Answer> => {
  const found = await listed(call, asked.clauses, ports);
  if ('answer' in found) return found.answer;
  const once = new Map(found.people.map((person) => [person.id, person]));
  return searchAmong([...once.values()].map(patientSeen), asked, patientParameters, ports.baseUrl);
};
