/** One onward referral as its organisation sees it: plain JSON that a volunteer can read. */
import type { Patient } from 'fhir/r4.js';
import { hasDied } from '#fhir/patient/facts';
import { needUntold, patientNow, personFor } from '#fhir/patient/person-view';
import type { FhirPorts } from '#fhir/ports';
import { notesFor } from '#fhir/referral/conversation';
import { maySeePerson } from '#identity/access-policy';
import type { OrganisationCaller } from '#identity/types';
import type { Instant } from '#platform/types';
import { onwardTaskFacet } from '#referral/facets';
import type { Commit, Need, Onward, Referral } from '#referral/types';

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

/** `sent` given: the person is included, with the fields the service declared and no others, once the organisation accepted. */
export const organisationView = async (onward: Onward, referral: Referral, reading: Reading, ports: Pick<FhirPorts, 'directory' | 'referrals'>) => {
  const { caller, at, now, sent, commits } = reading;
  const { status, businessStatus, reason, question } = onwardTaskFacet(onward);
  const current = now.onward.find(({ id }) => id === onward.id);
  const known = current !== undefined && maySeePerson(caller, now, current, at);
  const patient = known && sent !== undefined ? await patientNow(referral, JSON.parse(sent), ports) : undefined;
  const shown = patient && !hasDied(patient) ? patient : undefined;
  const organisation = shown ? await ports.directory.organisation(caller.organisation) : undefined;
  const fields = (organisation?.services.find((one) => one.id === onward.service) ?? organisation?.services[0])?.fields ?? [];
  return {
    referral: onward.id,
    version: onward.task.versionId,
    status,
    ...(businessStatus ? { businessStatus } : {}),
    need: needFor(onward, known),
    urgency: onward.urgency,
    area: referral.area,
    sentAt: onward.sentAt,
    answerBy: onward.answerBy,
    ...(onward.acceptance ?? {}),
    ...(reason ? { reason } : {}),
    ...(question ? { question } : {}),
    ...(commits ? { messages: messagesOf(reading, commits, current ?? onward) } : {}),
    ...(shown
      ? {
          person: { ...personParts(personFor(fields, shown, at).contained), doNotContact: referral.doNotContact },
        }
      : {}),
  };
};
