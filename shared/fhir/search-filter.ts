/** Which resources a search asks for. Judged on rows as they are now, never on an index. */
import { maySeePerson } from '#identity/access-policy';
import type { Actor } from '#identity/types';
import type { Instant } from '#platform/types';
import { taskFacet } from '#referral/facets';
import type { Onward, Referral } from '#referral/types';
import { system } from './codes.ts';
import { referenceId } from './ids.ts';
import type { Clause } from './search-parameters.ts';
import type { ResourceType } from './view.ts';

type Identifier = { system?: string | undefined; value?: string | undefined };
/** Without `onward`, the referral itself. `identifiers`: of a Task, the sender's own or the organisation's case reference. */
export type Candidate = { referral: Referral; onward?: Onward; identifiers: Identifier[] };
export type Search = {
  by: Actor;
  type: ResourceType;
  clauses: Clause[];
  /** For each `identifier` asked of ServiceRequests, the referrals that were sent under one of its values. */
  holders: ReadonlySet<string>[];
  baseUrl: string;
  /** Nothing younger counts where `_lastUpdated` is asked. */
  horizon: Instant;
};

const isReference = (value: string, baseUrl: string, type: string, id: string | undefined) =>
  id !== undefined && (value === id || referenceId(value, type, baseUrl) === id);
const isToken = (value: string, system: string | undefined, code: string | undefined) =>
  code !== undefined && (value === code || value === `${system ?? ''}|${code}`);

/** The instants that a date of any precision covers. Undefined: no date. */
export const dateRange = (text: string): { prefix: string; from: string; to: string } | undefined => {
  const [, prefix = 'eq', date] =
    /^(eq|ne|gt|ge|lt|le|sa|eb)?(\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?)$/.exec(text) ?? [];
  if (!date) return undefined;
  const start = Date.parse(date.length === 16 ? `${date}Z` : date);
  if (!Number.isFinite(start)) return undefined;
  const day = new Date(start);
  const next =
    date.length === 4
      ? day.setUTCFullYear(day.getUTCFullYear() + 1)
      : date.length === 7
        ? day.setUTCMonth(day.getUTCMonth() + 1)
        : start + (date.length === 10 ? 86_400_000 : /\.\d/.test(date) ? 1 : /:\d\d:\d\d/.test(date) ? 1000 : 60_000);
  return { prefix, from: new Date(start).toISOString(), to: new Date(next).toISOString() };
};
const isWithin = (value: string, at: Instant): boolean => {
  const range = dateRange(value);
  if (!range) return false;
  const inside = at >= range.from && at < range.to;
  switch (range.prefix) {
    case 'gt':
    case 'sa':
      return at >= range.to;
    case 'ge':
      return at >= range.from;
    case 'lt':
    case 'eb':
      return at < range.from;
    case 'le':
      return at < range.to;
    case 'ne':
      return !inside;
    default:
      return inside;
  }
};

const statusSystem = { Task: 'http://hl7.org/fhir/task-status', ServiceRequest: 'http://hl7.org/fhir/request-status' } as const;

const matchers: Record<Exclude<Clause['name'], '_count' | 'page'>, (value: string, one: Candidate, search: Search) => boolean> = {
  _id: (value, { referral, onward }) => value === (onward ?? referral).id,
  identifier: (value, { referral, onward, identifiers }, { type, holders }) =>
    type === 'Task'
      ? identifiers.some((one) => isToken(value, one.system, one.value))
      : onward === undefined && holders.every((referrals) => referrals.has(referral.id)),
  status: (value, { referral, onward }, { type }) =>
    isToken(value, statusSystem[type], type === 'Task' ? (onward ?? referral).status : (onward ?? referral).serviceRequest.status),
  patient: (value, { referral, onward }, { by, baseUrl }) =>
    by.kind !== 'organisation' && maySeePerson(by, referral, onward) && isReference(value, baseUrl, 'Patient', referral.person),
  focus: (value, { referral, onward }, { baseUrl }) => isReference(value, baseUrl, 'ServiceRequest', (onward ?? referral).id),
  owner: (value, { referral, onward }, { baseUrl }) => {
    if (onward) return isReference(value, baseUrl, 'Organization', onward.organisation);
    const { practitioner } = taskFacet(referral);
    return practitioner ? isReference(value, baseUrl, 'Practitioner', practitioner) : isReference(value, baseUrl, 'Organization', 'links-hub');
  },
  requester: (value, { referral, onward }, { baseUrl }) =>
    onward ? isReference(value, baseUrl, 'Practitioner', onward.sentBy) : isReference(value, baseUrl, 'Organization', referral.practice),
  code: (value, { referral, onward }, { type }) =>
    type === 'Task' ? isToken(value, system.taskCode, 'fulfill') : isToken(value, (onward ?? referral).need.system, (onward ?? referral).need.code),
  'part-of': (value, { referral, onward }, { baseUrl }) => onward !== undefined && isReference(value, baseUrl, 'Task', referral.id),
  'based-on': (value, { referral, onward }, { baseUrl }) => onward !== undefined && isReference(value, baseUrl, 'ServiceRequest', referral.id),
  _lastUpdated: (value, { referral, onward }, { type, horizon }) => {
    const one = onward ?? referral;
    const { lastUpdated } = type === 'Task' ? one.task : one.serviceRequest;
    return lastUpdated <= horizon && isWithin(value, lastUpdated);
  },
};

export const matches = (one: Candidate, search: Search): boolean =>
  search.clauses.every(({ name, values }) => name === '_count' || name === 'page' || values.some((value) => matchers[name](value, one, search)));
