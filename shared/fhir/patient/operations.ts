/** $merge, $unmerge and $keep-apart: a practitioner decides who is who. Each is a version of the records it concerns, and can be undone. */
import type { Parameters, ParametersParameter } from 'fhir/r4.js';
import { resourceAnswer } from '#fhir/answers';
import type { Operation } from '#fhir/door';
import { fhirBody } from '#fhir/fhir-body';
import { referenceId } from '#fhir/ids';
import type { IssueCode } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { notFound, refusal, refuse } from '#fhir/refusals';
import { type Deed, keepApart, type Merged, type MergeRefusal, merge, notToldApart, putBack, tellApart, unmerge } from '#people/merging';
import { changedPerson } from '#people/person-store';
import type { Person } from '#people/types';
import type { Answer } from '#platform/endpoint';
import { nameOf } from '#referral/carry-out';
import { tellMerged } from './under-way.ts';
import { knownPerson, patientSeen } from './view.ts';
import { type Decided, writing, writingAll } from './write.ts';

const texts = {
  'same-record': [422, 'business-rule', 'source-patient and target-patient are the same record.'],
  'already-merged': [409, 'conflict', 'source-patient was merged already. Undo that first by $unmerge.'],
  'into-merged': [409, 'conflict', 'target-patient was itself merged. Merge into the record that replaced it.'],
  'has-merged': [409, 'conflict', 'Other records were merged into source-patient. Merge the other way about, or part them first by $unmerge.'],
  'number-would-go': [422, 'business-rule', 'target-patient has no health number and source-patient has one. Merge the other way about.'],
  'not-merged': [409, 'conflict', 'This record was not merged into another, so there is nothing to undo.'],
  'not-waiting': [409, 'conflict', 'This record is no mismatch that waits for a decision. Read it again.'],
  'not-apart': [409, 'conflict', 'This record was not kept apart from another, so there is nothing to undo.'],
} as const satisfies Record<MergeRefusal, readonly [number, IssueCode, string]>;

const over = (answer: Answer): Decided => ({ answer });
const forbidden = () => refusal(403, 'forbidden', 'Who is who is for a practitioner of the practice to decide.');

const notSo = (because: MergeRefusal): Answer => {
  const [status, code, text] = texts[because];
  return refusal(status, code, text);
};
/** `people`: as loaded, to be written over. */
const decided = (call: FhirCall, people: readonly Person[], merged: Merged, ports: FhirPorts): Decided => {
  if (!merged.ok) return over(notSo(merged.because));
  const [shown] = merged.changed;
  if (!shown) throw new Error('a decision that changes nobody');
  const writes = merged.changed.flatMap((after) => people.filter(({ id }) => id === after.id).flatMap((before) => changedPerson(before, after)));
  return { answer: resourceAnswer(call, 200, patientSeen(shown), ports.baseUrl), writes };
};
const byPractitioner = async (call: FhirCall, ports: FhirPorts, decide: (deed: Deed) => Promise<Decided>): Promise<Answer> => {
  if (call.who.caller.kind !== 'practitioner') return forbidden();
  const deed = { by: nameOf(call.who.caller), at: call.receivedAt };
  return writing(ports, () => decide(deed));
};

const named = (parameter: readonly ParametersParameter[] | undefined, name: string) => (parameter ?? []).find((one) => one.name === name);
const noPerson = (name: string) =>
  refusal(422, 'not-found', `${name} names no Patient of your practice. Send valueReference with Patient/<id>.`, 'Parameters.parameter');
const personNamed = async (call: FhirCall, body: Parameters, name: string, ports: FhirPorts): Promise<Person | undefined> => {
  const id = referenceId(named(body.parameter, name)?.valueReference?.reference, 'Patient', ports.baseUrl);
  return id === undefined ? undefined : knownPerson(call.who.caller, id, ports);
};
const runMerge = async (call: FhirCall, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<Parameters>(call, 'Parameters');
  if (!body.ok) return refuse(body.issues);
  const { caller } = call.who;
  if (caller.kind !== 'practitioner') return forbidden();
  return writingAll(ports, async (staged) => {
    const source = await personNamed(call, body.resource, 'source-patient', staged);
    const target = await personNamed(call, body.resource, 'target-patient', staged);
    if (!source) return over(noPerson('source-patient'));
    if (!target || target.practice !== source.practice) return over(noPerson('target-patient'));
    const done = merge(source, target, { by: nameOf(caller), at: call.receivedAt });
    const [survivor] = done.ok ? done.changed : [];
    return { ...decided(call, [source, target], done, staged), ...(survivor ? { after: () => tellMerged(call, survivor, staged) } : {}) };
  });
};
const runUnmerge = (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> =>
  byPractitioner(call, ports, async (deed) => {
    const source = await knownPerson(call.who.caller, id, ports);
    if (!source) return over(notFound());
    const target = source.mergedInto && (await knownPerson(call.who.caller, source.mergedInto, ports));
    if (!target) return over(notSo('not-merged'));
    return decided(call, [source, target], unmerge(source, target, deed), ports);
  });
const runKeepApart = async (call: FhirCall, id: string, ports: FhirPorts): Promise<Answer> => {
  const body = call.body.byteLength === 0 && call.parsed === undefined ? undefined : fhirBody<Parameters>(call, 'Parameters');
  if (body && !body.ok) return refuse(body.issues);
  const sent: Parameters = body?.resource ?? { resourceType: 'Parameters' };
  const undo = named(sent.parameter, 'undo')?.valueBoolean === true;
  return byPractitioner(call, ports, async (deed) => {
    const person = await knownPerson(call.who.caller, id, ports);
    if (!person) return over(notFound());
    if (!named(sent.parameter, 'from')) return decided(call, [person], undo ? putBack(person, deed) : keepApart(person, deed), ports);
    const other = await personNamed(call, sent, 'from', ports);
    if (!other || other.practice !== person.practice) return over(noPerson('from'));
    return decided(call, [person], (undo ? notToldApart : tellApart)(person, other.id, deed), ports);
  });
};

const always = { method: 'POST', needs: 'u' } as const;
export const patientOperations: readonly Operation[] = [
  {
    ...{ ...always, name: 'merge', on: 'type' },
    text: 'Two records of one person: Parameters with source-patient and target-patient. The target stands for both from then on; the source stays readable, with what it was given. Returns the target.',
    run: (call, _, ports) => runMerge(call, ports),
  },
  {
    ...{ ...always, name: 'unmerge', on: 'instance' },
    text: 'Undoes $merge, called on the source. Each record has again what it had, and what came to it since. Returns the source.',
    run: runUnmerge,
  },
  {
    ...{ ...always, name: 'keep-apart', on: 'instance' },
    text: 'Decides that a mismatch (tag number-mismatch) is another person than the holder of the number; with the parameter undo (valueBoolean true) it waits again. With the parameter from (valueReference), that the two records, which look alike, are two people.',
    run: runKeepApart,
  },
];
