/** Names of everybody who appears in a referral, by id; each read once. */
import type { ManagerId, OrganisationId, PractitionerId } from '#identity/types';
import { timelineOf } from '#referral/timeline';
import type { Visit } from '#web/frame/page';
import type { Case } from './case-data.ts';

export const namesIn = async ({ referral, commits }: Case, { ports }: Visit): Promise<Map<string, string>> => {
  const { directory } = ports.fhir;
  const entries = timelineOf(commits);
  const holder = 'practitioner' in referral && referral.practitioner ? [referral.practitioner] : [];
  const people = entries.flatMap(({ by }) => (by.kind === 'practitioner' && by.id !== undefined ? [by.id as PractitionerId] : []));
  const from = referral.casework?.handover ? [referral.casework.handover.from] : [];
  const to = entries.flatMap((entry) => (entry.kind === 'event' && entry.event.type === 'handed-over' ? [entry.event.to] : []));
  const organisations = referral.onward.map(({ organisation }) => organisation as OrganisationId);
  const overseers = entries.flatMap(({ by }) => (by.kind === 'manager' && by.id !== undefined ? [by.id as ManagerId] : []));
  const [practitioners, services, managers, practice] = await Promise.all([
    Promise.all([...new Set([...holder, ...people, ...from, ...to])].map((id) => directory.practitioner(id))),
    Promise.all([...new Set(organisations)].map((id) => directory.organisation(id))),
    Promise.all([...new Set(overseers)].map((id) => directory.manager(id))),
    directory.practice(referral.practice),
  ]);
  return new Map([...practitioners, ...services, ...managers, practice].flatMap((one): [string, string][] => (one ? [[one.id, one.name]] : [])));
};
