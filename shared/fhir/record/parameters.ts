/** By what each kind of health record is found; names and meanings are R4's. */
import type { Identifier, Reference } from 'fhir/r4.js';
import type { Modifier, Parameter, ParameterKind, Parameters } from '#fhir/door';
import { readId } from '#fhir/ids';
import type { RecordType } from '#people/types';
import { codeOf, concepts, dateOf, identifiers, isRecorded, periodOf, type RecordedAs, references, type Values } from './values.ts';

const modifiers: Partial<Record<ParameterKind, readonly Modifier[]>> = { token: ['missing', 'not'], date: ['missing'], reference: ['missing'] };
/** Parameters of one type; of a resource of another it has no value. */
const parametersOf = <Type extends RecordType>(type: Type) => {
  const parameter = (kind: ParameterKind, text: string, values: (one: RecordedAs<Type>) => Values): Parameter => ({
    ...{ kind, text, modifiers: modifiers[kind] ?? [] },
    values: (resource) => (isRecorded(type, resource) ? values(resource) : []),
  });
  return {
    token: (text: string, values: (one: RecordedAs<Type>) => Values) => parameter('token', text, values),
    date: (text: string, values: (one: RecordedAs<Type>) => Values) => parameter('date', text, values),
    reference: (text: string, values: (one: RecordedAs<Type>) => Values) => parameter('reference', text, values),
    patient: (values: (one: RecordedAs<Type>) => Reference | undefined) =>
      parameter('reference', 'Patient/<id>, as Task.for names it; for who may know the person.', (one) => references(values(one))),
    identifier: (values: (one: RecordedAs<Type>) => Identifier[] | undefined) =>
      parameter('token', "system|value: the sender's own, found among the caller's.", (one) => identifiers(values(one))),
  };
};

const basedOnText = 'ServiceRequest/<id>: a referral, with all that was referred on from it, or one onward request.';
/** What is based on an onward request belongs to the referral too. */
const basedOn = (some: Reference[] | undefined): Values =>
  references(some).flatMap((one) => {
    const named = readId(one.value.slice(one.value.lastIndexOf('/') + 1));
    return named?.onward ? [one, { value: `ServiceRequest/${named.referral}` }] : [one];
  });

const consent = parametersOf('Consent');
const condition = parametersOf('Condition');
const goal = parametersOf('Goal');
const observation = parametersOf('Observation');
const procedure = parametersOf('Procedure');

export const recordParameters: Record<RecordType, Parameters> = {
  Consent: {
    patient: consent.patient((one) => one.patient),
    identifier: consent.identifier((one) => one.identifier),
    category: consent.token('What it is about.', (one) => concepts(one.category)),
    status: consent.token('Whether it is in force.', (one) => codeOf('http://hl7.org/fhir/consent-state-codes', one.status)),
    date: consent.date('When it was given.', (one) => dateOf(one.dateTime)),
    'source-reference': consent.reference('The document that it was taken from.', (one) => references(one.sourceReference)),
  },
  Condition: {
    patient: condition.patient((one) => one.subject),
    identifier: condition.identifier((one) => one.identifier),
    category: condition.token('The category.', (one) => concepts(one.category)),
    code: condition.token('What it is.', (one) => concepts(one.code)),
    'clinical-status': condition.token('Whether it is active.', (one) => concepts(one.clinicalStatus)),
    'verification-status': condition.token('Whether it is confirmed.', (one) => concepts(one.verificationStatus)),
    'onset-date': condition.date('When it began.', (one) => [...dateOf(one.onsetDateTime), ...periodOf(one.onsetPeriod)]),
    'recorded-date': condition.date('When it was recorded.', (one) => dateOf(one.recordedDate)),
  },
  Goal: {
    patient: goal.patient((one) => one.subject),
    identifier: goal.identifier((one) => one.identifier),
    category: goal.token('The category.', (one) => concepts(one.category)),
    'lifecycle-status': goal.token('Where it stands.', (one) => codeOf('http://hl7.org/fhir/goal-status', one.lifecycleStatus)),
    'achievement-status': goal.token('How far it was reached.', (one) => concepts(one.achievementStatus)),
    'start-date': goal.date('When it begins.', (one) => dateOf(one.startDate)),
    'target-date': goal.date('When it is to be reached.', (one) => (one.target ?? []).flatMap(({ dueDate }) => dateOf(dueDate))),
  },
  Observation: {
    patient: observation.patient((one) => one.subject),
    identifier: observation.identifier((one) => one.identifier),
    'based-on': observation.reference(basedOnText, (one) => basedOn(one.basedOn)),
    category: observation.token('The category.', (one) => concepts(one.category)),
    code: observation.token('What was measured.', (one) => concepts(one.code)),
    status: observation.token('The status.', (one) => codeOf('http://hl7.org/fhir/observation-status', one.status)),
    date: observation.date('When it was true.', (one) => [...dateOf(one.effectiveDateTime ?? one.effectiveInstant), ...periodOf(one.effectivePeriod)]),
  },
  Procedure: {
    patient: procedure.patient((one) => one.subject),
    identifier: procedure.identifier((one) => one.identifier),
    'based-on': procedure.reference(basedOnText, (one) => basedOn(one.basedOn)),
    category: procedure.token('The category.', (one) => concepts(one.category)),
    code: procedure.token('What was done.', (one) => concepts(one.code)),
    status: procedure.token('The status.', (one) => codeOf('http://hl7.org/fhir/event-status', one.status)),
    date: procedure.date('When it was done.', (one) => [...dateOf(one.performedDateTime), ...periodOf(one.performedPeriod)]),
    performer: procedure.reference('Who did it.', (one) => references(one.performer?.map(({ actor }) => actor))),
  },
};
