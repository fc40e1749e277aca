/** What of consent stands now for one person: for all services, and for each organisation that something was said of or that is at work. */
import { saidOf } from '#fhir/record/consent-door';
import type { OrganisationId } from '#identity/types';
import type { ConsentStatement, HealthRecord, Permission } from '#people/types';
import type { Instant } from '#platform/types';
import { type ConsentStanding, consentTo, lastSaid, statementsIn } from '#referral/consent';
import { endedBy } from '#referral/consent-ends';
import { isEnded } from '#referral/edges';
import { openOnward } from '#referral/roll-up';
import type { Onward } from '#referral/types';
import type { Visit } from '#web/frame/page';
import type { PersonCase } from '#web/people/person-page';

export const permissions: readonly Permission[] = ['refer', 'share'];
/** `own`: said of this organisation, not of all. `ends`: what a no to it would end now. */
export type Stands = { permission: Permission; standing: ConsentStanding; until?: Instant; own: boolean; ends: readonly Onward[] };
export type StandingRow = { organisation?: OrganisationId; stands: readonly Stands[] };

/** As the referral has heard them; what was said since it ended counts for the next. */
export const statementsFor = ({ referral }: PersonCase, records: readonly HealthRecord[], { ports }: Visit): ConsentStatement[] => {
  const recorded = saidOf(records, ports.fhir);
  return referral ? [...statementsIn(referral), ...recorded.filter(({ at }) => at > referral.receivedAt)] : recorded;
};

const denial = (permission: Permission, organisation: OrganisationId | undefined, at: Instant): ConsentStatement => ({
  ...{ gives: false, permissions: [permission], at },
  ...(organisation ? { with: [organisation] } : {}),
});
const standsFor = (
  permission: Permission,
  organisation: OrganisationId | undefined,
  statements: readonly ConsentStatement[],
  found: PersonCase,
  at: Instant,
): Stands => {
  const question = { permission, at, ...(organisation ? { organisation } : {}) };
  const last = lastSaid(statements, question);
  const open = found.referrals.filter(({ status }) => !isEnded(status));
  return {
    permission,
    standing: consentTo(statements, question),
    ...(last?.gives && last.until ? { until: last.until } : {}),
    own: organisation === undefined || last?.with !== undefined,
    ends: open.flatMap((referral) => endedBy(referral, denial(permission, organisation, at), at)),
  };
};
const concerned = (statements: readonly ConsentStatement[], { referrals }: PersonCase): OrganisationId[] => [
  ...new Set([...statements.flatMap((said) => said.with ?? []), ...referrals.flatMap(openOnward).map(({ organisation }) => organisation)]),
];
export const standingRows = (statements: readonly ConsentStatement[], found: PersonCase, at: Instant): StandingRow[] =>
  [undefined, ...concerned(statements, found)].map((organisation) => ({
    ...(organisation ? { organisation } : {}),
    stands: permissions.map((permission) => standsFor(permission, organisation, statements, found, at)),
  }));

/** Those to whom the person said no by name: a later yes to all services leaves them out. */
export const refusedByName = (statements: readonly ConsentStatement[], asked: readonly Permission[], at: Instant): OrganisationId[] =>
  [...new Set(statements.flatMap((said) => said.with ?? []))].filter((organisation) =>
    asked.some((permission) => {
      const last = lastSaid(statements, { permission, organisation, at });
      return last?.gives === false && last.with !== undefined;
    }),
  );
