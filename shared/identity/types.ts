/** Who is calling, as the credential says it. A body never says who acts. */
import type { Brand } from '#platform/types';

export type ClientId = Brand<'ClientId'>;
export type PracticeId = Brand<'PracticeId'>;
export type PractitionerId = Brand<'PractitionerId'>;
export type OrganisationId = Brand<'OrganisationId'>;
export type ManagerId = Brand<'ManagerId'>;
/** Somebody who signs in; which practitioner, practice or manager that is, its record says. */
export type UserId = Brand<'UserId'>;
/** A Scottish council area code, as `S12000049` (Glasgow City). */
export type AreaId = Brand<'AreaId'>;

export type PracticeCaller = { kind: 'practice'; practice: PracticeId; client: ClientId };
export type PractitionerCaller = {
  kind: 'practitioner';
  practitioner: PractitionerId;
  practices: PracticeId[];
  client: ClientId;
  /** For whom she stands in today, and which of her practices are hers for that reason alone. */
  covers?: { practitioners: readonly PractitionerId[]; practices: readonly PracticeId[] };
};
export type OrganisationCaller = { kind: 'organisation'; organisation: OrganisationId; client: ClientId };
export type ManagerCaller = { kind: 'manager'; manager: ManagerId; areas: AreaId[]; client: ClientId };
/** Collects data for studies in comparison practices: a party to no referral, and no one's people are theirs. */
export type CollectorCaller = { kind: 'collector'; collects: PracticeId[]; client: ClientId };
/** A system or person outside the hub, authenticated. */
export type Caller = PracticeCaller | PractitionerCaller | OrganisationCaller | ManagerCaller | CollectorCaller;
/** Who may act on a referral: a caller, or the hub itself (its clock, its delivery). */
export type Actor = Caller | { kind: 'clock' } | { kind: 'delivery' };
