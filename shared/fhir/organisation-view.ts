/** One onward referral as its organisation sees it: plain JSON that a volunteer can read. */
import type { Patient } from 'fhir/r4.js';
import { maySeePerson } from '#identity/access-policy';
import type { OrganisationCaller } from '#identity/types';
import { onwardTaskFacet } from '#referral/facets';
import type { Onward, Referral } from '#referral/types';
import { personFor } from './person-view.ts';
import type { FhirPorts } from './ports.ts';

const personParts = (patient: Patient | undefined) => {
  const { resourceType: _, id: __, ...person } = patient ?? { resourceType: 'Patient' };
  return person;
};

/** `sent` given: the person is included, with the fields the service declared and no others, once the organisation accepted. */
export const organisationView = async (
  onward: Onward,
  referral: Referral,
  caller: OrganisationCaller,
  sent: string | undefined,
  ports: Pick<FhirPorts, 'directory'>,
) => {
  const { status, businessStatus, reason, question } = onwardTaskFacet(onward);
  const shown = sent !== undefined && maySeePerson(caller, referral, onward);
  const organisation = shown ? await ports.directory.organisation(caller.organisation) : undefined;
  const fields = (organisation?.services.find((one) => one.id === onward.service) ?? organisation?.services[0])?.fields ?? [];
  return {
    referral: onward.id,
    version: onward.task.versionId,
    status,
    ...(businessStatus ? { businessStatus } : {}),
    need: onward.need,
    urgency: onward.urgency,
    area: referral.area,
    sentAt: onward.sentAt,
    answerBy: onward.answerBy,
    ...(onward.acceptance ?? {}),
    ...(reason ? { reason } : {}),
    ...(question ? { question } : {}),
    ...(shown ? { person: { ...personParts(personFor(fields, JSON.parse(sent)).contained), doNotContact: referral.doNotContact } } : {}),
  };
};
