/** What a FHIR Consent says to the hub, in the hub's own terms. */
import type { Consent, ConsentProvision, Reference } from 'fhir/r4.js';
import { system } from '#fhir/codes';
import { referenceId } from '#fhir/ids';
import { endOf, startOf } from '#fhir/structure/calendar';
import type { OrganisationId } from '#identity/types';
import type { ConsentStatement, Permission } from '#people/types';
import { instantOf, later, parseInstant, parseLocalDate } from '#platform/time';
import type { Instant } from '#platform/types';
import { endOfLondonDay } from '#referral/working-days';
import { notApplied } from './consent-exceptions.ts';

/** Codes of the hub's own system in `Consent.category`; a Consent without any of that system speaks of both. A code nobody knows widens no yes and narrows no no. */
const permissionOf: Readonly<Record<string, Permission>> = { 'to-be-referred': 'refer', 'to-share': 'share' };
const permissionsOf = ({ category }: Consent, gives: boolean): Permission[] => {
  const codes = category.flatMap(({ coding = [] }) => coding.flatMap((one) => (one.system === system.hub && one.code ? [one.code] : [])));
  const named = Object.entries(permissionOf).flatMap(([code, permission]) => (codes.includes(code) ? [permission] : []));
  const isMisspelt = codes.some((code) => !Object.hasOwn(permissionOf, code));
  return codes.length === 0 || (isMisspelt && !gives) ? Object.values(permissionOf) : named;
};

const day = 86_400_000;
const dayOf = (text: string) => parseLocalDate(text.slice(0, 10));
/** A day begins and ends in London. What names no time that there is sets no limit. */
const beginOf = (date: string): Instant | undefined => {
  const first = dayOf(startOf(date.slice(0, 10)));
  const before = first && dayOf(instantOf(Date.parse(first) - day));
  return parseInstant(date) ?? (before && later(endOfLondonDay(before), 1));
};
/** FHIR counts a period's last day in. After the year 9999 is never. */
const overAt = (date: string): Instant | undefined => {
  const last = dayOf(endOf(date.slice(0, 10)));
  const at = parseInstant(date) ?? (last && endOfLondonDay(last));
  return at?.startsWith('+') ? undefined : at;
};
/** When the person said it, as far as the Consent tells; never after the hub heard of it. */
export const saidAt = ({ dateTime }: Consent, heardAt: Instant): Instant => {
  const said = dateTime === undefined ? undefined : overAt(dateTime);
  return said !== undefined && said < heardAt ? said : heardAt;
};
const periodOf = ({ period }: ConsentProvision): Pick<ConsentStatement, 'from' | 'until'> => {
  const [from, until] = [period?.start && beginOf(period.start), period?.end && overAt(period.end)];
  return { ...(from ? { from } : {}), ...(until ? { until } : {}) };
};

/** `HealthcareService/<organisation>.<service>`: consent is to the organisation, which is one controller whatever service of it helps. */
const organisationOf = ({ reference }: Reference, baseUrl: string): OrganisationId[] => {
  const service = referenceId(reference, 'HealthcareService', baseUrl);
  const id = referenceId(reference, 'Organization', baseUrl) ?? service?.slice(0, service.lastIndexOf('.'));
  return id ? [id as OrganisationId] : [];
};
export const isPerson = ({ reference = '', type }: Reference): boolean =>
  /^(Patient|RelatedPerson)$/.test(type ?? '') || /(^|\/)(Patient|RelatedPerson)\//.test(reference);
/** Undefined: anybody. Empty: only somebody whom the hub does not know, so that it says nothing here. */
const recipientsOf = ({ actor = [] }: ConsentProvision, baseUrl: string): OrganisationId[] | undefined => {
  const named = actor.filter(({ reference }) => !isPerson(reference));
  return named.length === 0 ? undefined : [...new Set(named.flatMap(({ reference }) => organisationOf(reference, baseUrl)))];
};

/** The scope in which a yes counts. */
export const isPrivacy = ({ scope }: Consent): boolean => (scope.coding ?? []).some(({ code }) => code === 'patient-privacy');
/** Undefined: neither a yes nor a no. */
const givesOf = ({ status, provision }: Consent): boolean | undefined => {
  if (status === 'rejected' || status === 'inactive') return false;
  return status === 'active' ? provision?.type !== 'deny' : undefined;
};

/** FHIRPaths of the exceptions of a yes that the hub cannot apply. */
export const exceptionsNotApplied = (consent: Consent, baseUrl = ''): string[] =>
  givesOf(consent) ? notApplied(consent, (reference) => !isPerson(reference) && organisationOf(reference, baseUrl).length > 0) : [];
const exceptedIn = ({ provision = [] }: ConsentProvision, baseUrl: string): OrganisationId[] => [
  ...new Set(provision.flatMap(({ actor = [] }) => actor.flatMap(({ reference }) => organisationOf(reference, baseUrl)))),
];

/**
 * Empty: it says nothing that the hub can act on: not in force, in error, about nobody of the directory, a yes to something the hub does not know, or a yes with exceptions that the hub
 * cannot apply. A yes with a no to organisations within it is both, the no last, so that it wins. A no with exceptions is a whole no, and a no has no
 * period: it stands until the person says otherwise.
 * `baseUrl`: the hub's own address, where absolute references to it shall be understood.
 */
export const statementsOf = (consent: Consent, at: Instant, baseUrl = ''): ConsentStatement[] => {
  const { provision = {} } = consent;
  const gives = givesOf(consent);
  const recipients = recipientsOf(provision, baseUrl);
  if (gives === undefined || recipients?.length === 0 || exceptionsNotApplied(consent, baseUrl).length > 0) return [];
  const permissions = permissionsOf(consent, gives);
  if (permissions.length === 0) return [];
  const excepted = gives ? exceptedIn(provision, baseUrl) : [];
  return [
    { gives, permissions, ...(recipients ? { with: recipients } : {}), ...(gives ? periodOf(provision) : {}), at },
    ...(excepted.length > 0 ? [{ gives: false, permissions: permissionsOf(consent, false), with: excepted, at }] : []),
  ];
};
