/**
 * What the person agreed to, and whether it holds. Two permissions: to be referred at all, and that a service is told what it needs.
 * Of the statements that concern a question the newest counts. A permit that has not begun says nothing yet; one that is over is none;
 * a refusal stands until the person says otherwise.
 */
import type { OrganisationId } from '#identity/types';
import type { ConsentStatement, Permission } from '#people/types';
import { instantOf } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Referral } from './types.ts';

export type ConsentStanding = 'given' | 'not-given' | 'withdrawn' | 'expired';
/** Without `organisation`: only what was said of any organisation. */
type Question = { permission: Permission; organisation?: OrganisationId; at: Instant };
type Consenting = Pick<Referral, 'consent' | 'consents'>;

const both: readonly Permission[] = ['refer', 'share'];
const concerns = (said: ConsentStatement, permission: Permission, organisation?: OrganisationId): boolean =>
  said.permissions.includes(permission) && (said.with === undefined || (organisation !== undefined && said.with.includes(organisation)));
const hasBegun = (said: ConsentStatement, at: Instant): boolean => !said.gives || said.from === undefined || said.from <= at;
/** What stands later in the list wins where two were said at once. */
const newest = (statements: readonly ConsentStatement[]): ConsentStatement | undefined =>
  statements.reduce<ConsentStatement | undefined>((last, said) => (last && last.at > said.at ? last : said), undefined);

/** The statement that counts. */
export const lastSaid = (statements: readonly ConsentStatement[], { permission, organisation, at }: Question): ConsentStatement | undefined =>
  newest(statements.filter((said) => concerns(said, permission, organisation) && hasBegun(said, at)));
export const consentTo = (statements: readonly ConsentStatement[], question: Question): ConsentStanding => {
  const last = lastSaid(statements, question);
  if (!last) return 'not-given';
  if (!last.gives) return 'withdrawn';
  return last.until !== undefined && last.until <= question.at ? 'expired' : 'given';
};
/** Both permissions, for one organisation: the first that does not hold, or `given`. */
export const consentToReferOn = (statements: readonly ConsentStatement[], organisation: OrganisationId, at: Instant): ConsentStanding =>
  both.map((permission) => consentTo(statements, { permission, organisation, at })).find((standing) => standing !== 'given') ?? 'given';

/** Whether an organisation may be told anything more than that it is over: the person lives, and agrees to it at this time. */
export const mayBeTold = (referral: Consenting & Pick<Referral, 'died'>, organisation: OrganisationId, at: Instant): boolean =>
  !referral.died && consentToReferOn(statementsIn(referral), organisation, at) === 'given';

/** Said of any organisation, and not taken back since; whatever the time. */
export const isRefused = (referral: Consenting): boolean =>
  both.some((permission) => newest(statementsIn(referral).filter((said) => concerns(said, permission)))?.gives === false);

const isWithin = (one: readonly OrganisationId[] | undefined, other: readonly OrganisationId[] | undefined): boolean =>
  other === undefined || (one?.every((organisation) => other.includes(organisation)) ?? false);
/** Nothing that `old` says can count any more. */
const outdates = (said: ConsentStatement, old: ConsentStatement): boolean =>
  old.at <= said.at && hasBegun(said, said.at) && old.permissions.every((permission) => said.permissions.includes(permission)) && isWithin(old.with, said.with);
/** With one statement more; what can no longer count is left out, so that a list stays short however often somebody changes their mind. */
export const withStatement = (statements: readonly ConsentStatement[], said: ConsentStatement): ConsentStatement[] => [
  ...statements.filter((old) => !outdates(said, old)),
  said,
];

/**
 * What a request begins with where the person said something `earlier` to the hub. Its plain consent is about all there is: nothing before it counts,
 * but what was taken back since the person gave it (`consentAt`) stays so, however late the request comes.
 */
export const withEarlier = ({ consent, consentAt, consents = [] }: Consenting & { consentAt?: Instant }, earlier: readonly ConsentStatement[]): Consenting => {
  const counts = consent ? earlier.filter((said) => !said.gives && consentAt !== undefined && said.at > consentAt) : earlier;
  const all = [...counts, ...consents].reduce<ConsentStatement[]>(withStatement, []);
  return { consent, ...(all.length > 0 ? { consents: all } : {}) };
};

/** The consent made with the request: older than all that was said besides. */
const plain: ConsentStatement = { gives: true, permissions: both, at: instantOf(0) };
export const statementsIn = ({ consent, consents = [] }: Consenting): readonly ConsentStatement[] => (consent ? [plain, ...consents] : consents);
