/** One onward referral as its organisation sees it: plain JSON that a volunteer can read. */
import type { Patient } from 'fhir/r4.js';
import { hasDied } from '#fhir/patient/facts';
import { needUntold, patientNow, personFor } from '#fhir/patient/person-view';
import type { FhirPorts } from '#fhir/ports';
import { notesFor } from '#fhir/referral/conversation';
import { maySeePerson } from '#identity/access-policy';
import type { OrganisationCaller } from '#identity/types';
import type { Instant } from '#platform/types';
import { referenceOf } from '#referral/evolve-onward';
import { onwardTaskFacet } from '#referral/facets';
import { fieldsFor, serviceAnswersIn } from '#referral/onward-told';
import type { Commit, Need, Onward, Referral, ServiceAnswer } from '#referral/types';

const personParts = ({ resourceType: _, id: __, ...person }: Patient) => person;

/** A need without a code is the sender's own words, and those stay in the hub until the organisation accepts. */
const needFor = (onward: Onward, known: boolean): Need => (known || onward.need.code ? onward.need : needUntold);

/** Who reads it, and, when it is fetched rather than answered, what was sent and what was said about it since. */
type Reading = { caller: OrganisationCaller; at: Instant /** As it is now, whatever is shown. */; now: Referral; sent?: string; commits?: readonly Commit[] };

const messagesOf = (reading: Reading, commits: readonly Commit[], onward: Onward) =>
  notesFor({ by: reading.caller, at: reading.at }, commits, reading.now, onward).map(({ authorReference, time, text }) => ({
    by: authorReference?.reference,
    at: time,
    text,
  }));

type PersonPart = { answers?: readonly ServiceAnswer[]; person?: Omit<Patient, 'resourceType' | 'id'> & { doNotContact: boolean } };
type ViewPorts = Pick<FhirPorts, 'directory' | 'referrals'>;
/** After the yes alone, when it is fetched: the person with the fields that the service declared and that were left ticked, and the answers to its questions. */
const personPart = async (onward: Onward, referral: Referral, { caller, at, sent, commits = [] }: Reading, ports: ViewPorts): Promise<PersonPart> => {
  const patient = sent === undefined ? undefined : await patientNow(referral, JSON.parse(sent), ports);
  if (!patient || hasDied(patient)) return {};
  const organisation = await ports.directory.organisation(caller.organisation);
  const service = organisation?.services.find((one) => one.id === onward.service) ?? organisation?.services[0];
  const answers = serviceAnswersIn(commits, onward.id);
  return {
    ...(answers.length > 0 ? { answers } : {}),
    person: { ...personParts(personFor(fieldsFor(onward, service), patient, at).contained), doNotContact: referral.doNotContact },
  };
};

/** `sent` given: the person is included once the organisation accepted. */
export const organisationView = async (onward: Onward, referral: Referral, reading: Reading, ports: ViewPorts) => {
  const { caller, at, now, commits } = reading;
  const { status, businessStatus, reason, question, fullUntil } = onwardTaskFacet(onward);
  const current = now.onward.find(({ id }) => id === onward.id);
  const known = current !== undefined && maySeePerson(caller, now, current, at);
  const reference = referenceOf(onward);
  return {
    referral: onward.id,
    version: onward.task.versionId,
    status,
    ...(businessStatus ? { businessStatus } : {}),
    ...{ need: needFor(onward, known), urgency: onward.urgency, area: referral.area, sentAt: onward.sentAt, answerBy: onward.answerBy },
    ...(onward.neededBy ? { neededBy: onward.neededBy } : {}),
    ...(onward.acceptance ?? {}),
    ...(reference === undefined ? {} : { reference }),
    ...(fullUntil ? { fullUntil } : {}),
    ...(reason ? { reason } : {}),
    ...(question ? { question } : {}),
    ...(commits ? { messages: messagesOf(reading, commits, current ?? onward) } : {}),
    ...(known ? await personPart(onward, referral, reading, ports) : {}),
  };
};
