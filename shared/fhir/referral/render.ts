/** A referral as FHIR R4: what the sender sent comes back as sent, what the hub owns is derived from the state. Narrative is never passed on. */
import type { Annotation, CodeableConcept, Reference, ServiceRequest, Task, TaskInput } from 'fhir/r4.js';
import { reasonSystems, system } from '#fhir/codes';
import { warningText } from '#fhir/inbound/warning-texts';
import { needUntold, nobodySeen, type PersonView } from '#fhir/patient/person-view';
import { referenceOf } from '#referral/evolve-onward';
import { onwardTaskFacet, type TaskFacet, taskFacet } from '#referral/facets';
import type { Need, Onward, Reason, Referral, ServiceAnswer, Version } from '#referral/types';
import { renderOutcomes, withoutNarrative } from './outputs.ts';
import { acceptanceInputs, fullUntilInput } from './said-in-task.ts';
import { withoutOrganisations } from './without-organisations.ts';

/** The hub as an organisation, owner of what nobody has accepted yet. */
export const hubOrganisation: Reference = { reference: 'Organization/links-hub', display: 'Links Hub' };

const meta = ({ versionId, lastUpdated }: Version, profile: string) => ({
  versionId: String(versionId),
  lastUpdated,
  profile: [`http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/${profile}`],
});
const concept = (need: Need): CodeableConcept =>
  need.code ? { coding: [{ ...(need.system ? { system: need.system } : {}), code: need.code, display: need.display }] } : { text: need.display };
const hubCode = (code: string): CodeableConcept => ({ coding: [{ system: system.hub, code }] });
const reasonConcept = ({ code, text }: Reason): CodeableConcept => ({
  coding: [{ ...(reasonSystems[code] ? { system: reasonSystems[code] } : {}), code }],
  text,
});

/** The parts that every Task of the hub has in the same form. */
const taskParts = (one: { id: string; task: Version }, facet: TaskFacet, notes: readonly Annotation[], kept: Partial<Task> = {}) => {
  const { outputs, contained } = renderOutcomes(facet.outcomes ?? [], kept.contained);
  const note = [...(kept.note ?? []), ...notes];
  return {
    resourceType: 'Task' as const,
    id: one.id,
    meta: meta(one.task, 'SDOHCC-TaskForReferralManagement'),
    ...(contained.length > 0 ? { contained } : {}),
    status: facet.status,
    ...(facet.reason ? { statusReason: reasonConcept(facet.reason) } : {}),
    ...(facet.businessStatus ? { businessStatus: hubCode(facet.businessStatus) } : {}),
    intent: 'order' as const,
    code: { coding: [{ system: system.taskCode, code: 'fulfill' }] },
    focus: { reference: `ServiceRequest/${one.id}` },
    lastModified: one.task.lastUpdated,
    ...(outputs.length > 0 ? { output: outputs } : {}),
    ...(note.length > 0 ? { note } : {}),
  };
};

/** For triage; they never change after the referral came. */
const warningInputs = ({ warnings }: Referral): TaskInput[] =>
  warnings.map((flag) => ({ type: hubCode('validation-warning'), valueString: warningText(flag) }));

/** As a practice may read what was done; what it sent itself stays. */
export const forPractice = (task: Task, sent: Partial<Task> | undefined, practice: string): Task => {
  const own = (sent?.contained ?? []).length;
  return task.contained ? { ...task, contained: task.contained.map((one, n) => (n < own ? one : withoutOrganisations(one, practice))) } : task;
};

/** `sent`: the Task that the sender sent with its referral, if it did. `notes`: what was asked and replied since. */
export const renderTask = (referral: Referral, person: PersonView, notes: readonly Annotation[], sent?: Partial<Task>): Task => {
  const facet = taskFacet(referral);
  const { text: _, ...kept } = sent ?? {};
  const input = [...(kept.input ?? []), ...warningInputs(referral)];
  return {
    ...kept,
    ...taskParts(referral, facet, notes, kept),
    ...(input.length > 0 ? { input } : {}),
    for: person.reference,
    authoredOn: kept.authoredOn ?? referral.receivedAt,
    requester: kept.requester ?? { reference: `Organization/${referral.practice}` },
    owner: facet.practitioner ? { reference: `Practitioner/${facet.practitioner}` } : hubOrganisation,
  };
};

export const renderServiceRequest = (referral: Referral, sent: ServiceRequest): ServiceRequest => {
  const { text: _, meta: sentMeta, ...kept } = sent;
  const { versionId, lastUpdated } = referral.serviceRequest;
  return {
    ...kept,
    ...(kept.contained ? { contained: withoutNarrative(kept.contained) } : {}),
    id: referral.id,
    meta: { ...sentMeta, versionId: String(versionId), lastUpdated },
    status: referral.serviceRequest.status,
  } as ServiceRequest;
};

/** What the person answered to the service's questions, as the reader may see it. */
const answerInputs = (answers: readonly ServiceAnswer[]): TaskInput[] =>
  answers.map(({ question, text }) => ({ type: { ...hubCode('service-question'), text: question }, valueString: text }));

export const renderOnwardTask = (
  referral: Referral,
  onward: Onward,
  person: PersonView,
  notes: readonly Annotation[],
  answers: readonly ServiceAnswer[] = [],
): Task => {
  const facet = onwardTaskFacet(onward);
  const input = [...acceptanceInputs(onward.acceptance), ...fullUntilInput(facet.fullUntil), ...answerInputs(answers)];
  const reference = referenceOf(onward);
  return {
    ...taskParts(onward, facet, notes),
    ...(reference ? { identifier: [{ use: 'secondary', system: system.organisation, value: reference }] } : {}),
    ...(input.length > 0 ? { input } : {}),
    partOf: [{ reference: `Task/${referral.id}` }],
    for: person.reference,
    authoredOn: onward.sentAt,
    requester: { reference: `Practitioner/${onward.sentBy}` },
    owner: { reference: `Organization/${onward.organisation}` },
    restriction: { period: { end: onward.answerBy } },
  };
};

export const renderOnwardRequest = (referral: Referral, onward: Onward, person: PersonView): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: onward.id,
  meta: meta(onward.serviceRequest, 'SDOHCC-ServiceRequest'),
  ...(person.contained ? { contained: [person.contained] } : {}),
  basedOn: [{ reference: `ServiceRequest/${referral.id}` }],
  status: onward.serviceRequest.status,
  intent: 'filler-order',
  category: [{ coding: [{ system: system.snomed, code: '410606002', display: 'Social service procedure' }] }],
  priority: onward.urgency,
  code: concept(person === nobodySeen && !onward.need.code ? needUntold : onward.need),
  subject: person.contained ? { reference: `#${person.contained.id}` } : person.reference,
  authoredOn: onward.sentAt,
  ...(onward.neededBy ? { occurrencePeriod: { end: onward.neededBy } } : {}),
  requester: { reference: `Practitioner/${onward.sentBy}` },
  performer: [{ reference: onward.service ? `HealthcareService/${onward.organisation}.${onward.service}` : `Organization/${onward.organisation}` }],
});
