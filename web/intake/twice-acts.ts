/** Merging, keeping apart, and undoing either: by the operations of the FHIR face. */

import { numbersOf } from '#people/likeness';
import { recordsOf } from '#people/merging';
import type { Person } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { fhirCall } from '#web/frame/fhir';
import type { Visit } from '#web/frame/page';

const parameters = (...parameter: object[]) => ({ resourceType: 'Parameters', parameter });
const reference = (name: string, { id }: Person) => ({ name, valueReference: { reference: `Patient/${id}` } });

/** The record that stands for both: who has a number, or others already; undefined where neither way goes. */
const orderOf = (one: Person, other: Person): { source: Person; target: Person } | undefined => {
  const [mayGo, otherMayGo] = [one, other].map((person) => recordsOf(person).length === 1);
  const isNumberless = numbersOf(one.facts).length === 0 && numbersOf(other.facts).length > 0;
  const wanted = isNumberless || !otherMayGo ? { source: one, target: other } : { source: other, target: one };
  const goes = wanted.source === one ? mayGo : otherMayGo;
  return goes ? wanted : undefined;
};
export type Did = 'done' | 'both' | 'changed';
const didOf = ({ status }: Answer): Did => (status === 200 ? 'done' : 'changed');

export const mergeTwo = async (person: Person, other: Person, visit: Visit): Promise<{ did: Did; stands: Person }> => {
  const order = orderOf(person, other);
  if (!order) return { did: 'both', stands: person };
  const body = parameters(reference('source-patient', order.source), reference('target-patient', order.target));
  return { did: didOf(await fhirCall(visit, 'POST', 'Patient/$merge', body)), stands: order.target };
};
export const partTwo = async (merged: Person, visit: Visit): Promise<Did> => didOf(await fhirCall(visit, 'POST', `Patient/${merged.id}/$unmerge`));

/** Of a number in dispute the record that came second says whose it is not; of others either may say it. */
export const keepTwoApart = async (person: Person, other: Person, visit: Visit): Promise<Did> => {
  const disputed = [person, other].find((one) => one.mismatchOf === (one === person ? other : person).id);
  const path = `Patient/${(disputed ?? person).id}/$keep-apart`;
  return didOf(await fhirCall(visit, 'POST', path, disputed ? undefined : parameters(reference('from', other))));
};
export const undoApart = async (person: Person, other: Person, visit: Visit): Promise<Did> => {
  const holder = [person, other].find((one) => one.unlike?.includes((one === person ? other : person).id));
  const undo = { name: 'undo', valueBoolean: true };
  if (!holder) {
    const second = person.apartFrom?.includes(other.id) ? person : other;
    return didOf(await fhirCall(visit, 'POST', `Patient/${second.id}/$keep-apart`, parameters(undo)));
  }
  const from = reference('from', holder === person ? other : person);
  return didOf(await fhirCall(visit, 'POST', `Patient/${holder.id}/$keep-apart`, parameters(from, undo)));
};
