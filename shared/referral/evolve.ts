/** Folds what happened into what is. Knows nothing of whether it was allowed. */
import type { ConsentStatement } from '#people/types';
import type { Instant } from '#platform/types';
import { withStatement } from './consent.ts';
import { ended, evolveCasework, isCaseworkEvent } from './evolve-casework.ts';
import { bySending, evolveOnward, isOnwardEvent, newOnward } from './evolve-onward.ts';
import { facets } from './facets.ts';
import type { Commit, Event, Referral, Touched, Version } from './types.ts';

/** Versions are given by `applyCommit`, once a commit, whatever events it holds. */
const unversioned = (at: Instant): Version => ({ versionId: 0, lastUpdated: at });

const submitted = (event: Extract<Event, { type: 'submitted' }>, at: Instant): Referral => ({
  ...event.facts,
  id: event.id,
  rev: 0,
  receivedAt: at,
  status: event.draft ? 'draft' : 'requested',
  serviceRequest: { ...unversioned(at), status: event.draft ? 'draft' : 'active' },
  task: unversioned(at),
  onward: [],
});

const saying = (referral: Referral, statements: readonly ConsentStatement[]): Referral =>
  statements.length === 0 ? referral : { ...referral, consents: statements.reduce(withStatement, referral.consents ?? []) };

const practitionerOf = (referral: Referral) => ('practitioner' in referral ? referral.practitioner : undefined);

/** The fields that a status brings with it go when the status goes. */
const bare = ({ status: _, ...rest }: Referral) => {
  const {
    reason: __,
    outcomes: ___,
    by: ____,
    practitioner: _____,
    ...base
  } = rest as typeof rest & { reason?: unknown; outcomes?: unknown; by?: unknown; practitioner?: unknown };
  return base;
};

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case per event, and the compiler sees that none is missing.
const evolveOne = (referral: Referral, event: Event, at: Instant): Referral => {
  if (isOnwardEvent(event))
    return { ...referral, onward: referral.onward.map((onward) => (onward.id === event.onward ? evolveOnward(onward, event, at) : onward)) };
  if (isCaseworkEvent(event)) return evolveCasework(referral, event, at);
  const base = bare(referral);
  const practitioner = practitionerOf(referral);
  const doing = () => {
    if (!practitioner) throw new Error(`${event.type} before anybody accepted`);
    return { ...base, practitioner };
  };
  switch (event.type) {
    case 'submitted':
      throw new Error('a referral is submitted once');
    case 'activated':
      return { ...base, status: 'requested', serviceRequest: { ...base.serviceRequest, status: 'active' }, receivedAt: at };
    case 'accepted':
      return { ...base, status: 'accepted', practitioner: event.practitioner };
    case 'rejected':
      return { ...base, status: 'rejected', practitioner: event.practitioner, reason: event.reason };
    case 'started':
    case 'resumed':
      return { ...doing(), status: 'in-progress' };
    case 'held':
      return { ...doing(), status: 'on-hold', reason: event.reason };
    case 'completed':
      return { ...ended(doing()), status: 'completed', outcomes: event.outcomes, serviceRequest: { ...base.serviceRequest, status: 'completed' } };
    case 'failed':
      return { ...ended(doing()), status: 'failed', reason: event.reason };
    case 'cancelled':
      return {
        ...ended(base),
        practitioner,
        status: 'cancelled',
        reason: event.reason,
        by: event.by,
        serviceRequest: { ...base.serviceRequest, status: 'revoked' },
      };
    case 'marked-as-error':
      return { ...ended(base), practitioner, status: 'entered-in-error', serviceRequest: { ...base.serviceRequest, status: 'entered-in-error' } };
    case 'request-held':
      return { ...referral, serviceRequest: { ...referral.serviceRequest, status: 'on-hold' } };
    case 'request-resumed':
      return { ...referral, serviceRequest: { ...referral.serviceRequest, status: 'active' } };
    case 'asked':
      return { ...referral, question: { at, text: event.text } };
    case 'replied': {
      const { question: _, ...answered } = referral;
      return answered;
    }
    case 'task-sent':
      return { ...referral, taskSentIn: referral.rev + 1 };
    case 'practice-not-reached':
      return { ...referral, undeliveredAt: at };
    case 'consent-recorded':
      return saying(referral, [event.statement]);
    case 'person-died':
      return { ...referral, died: true };
    case 'death-corrected': {
      const { died: _, ...living } = referral;
      return living;
    }
    case 'referred-on': {
      const onward = [...referral.onward, newOnward(event.facts, at)].sort(bySending);
      return { ...saying(referral, event.consents ?? []), consent: referral.consent || event.consentRecorded === true, onward };
    }
  }
};

/** One event on what was; the first must be `submitted`. */
const evolve = (referral: Referral | undefined, event: Event, at: Instant): Referral => {
  if (referral) return evolveOne(referral, event, at);
  if (event.type !== 'submitted') throw new Error(`a referral begins with submitted, not ${event.type}`);
  return submitted(event, at);
};

const moved = (version: Version, at: Instant): Version => ({
  versionId: version.versionId + 1,
  lastUpdated: at > version.lastUpdated ? at : version.lastUpdated,
});

/** Gives a version to each FHIR resource whose own content is another than before, and to no other. */
const versioned = (before: Referral | undefined, after: Referral, at: Instant): { referral: Referral; touched: Touched[] } => {
  const old = before ? facets(before) : new Map<string, string>();
  const fresh = facets(after);
  const changed = (type: Touched['type'], id: string) => old.get(`${type}/${id}`) !== fresh.get(`${type}/${id}`);
  const touched: Touched[] = [];
  const versionOf = <V extends Version>(type: Touched['type'], id: Touched['id'], version: V): V => {
    if (!changed(type, id)) return version;
    const next = { ...version, ...moved(version, at) };
    touched.push({ type, id, versionId: next.versionId });
    return next;
  };
  const both = <R extends Referral | Referral['onward'][number]>(one: R): R => ({
    ...one,
    serviceRequest: versionOf('ServiceRequest', one.id, one.serviceRequest),
    task: versionOf('Task', one.id, one.task),
  });
  return { referral: { ...both(after), onward: after.onward.map(both) }, touched };
};

/** What the events of one commit make of a referral, and which resources moved to which version. */
export const applyEvents = (before: Referral | undefined, events: readonly Event[], at: Instant): { referral: Referral; touched: Touched[] } => {
  const after = events.reduce<Referral | undefined>((referral, event) => evolve(referral, event, at), before);
  if (!after) throw new Error('a commit without events');
  return versioned(before, { ...after, rev: (before?.rev ?? 0) + 1 }, at);
};

/** The referral after a stored commit; `state == fold(commits)` holds for every referral. */
export const applyCommit = (before: Referral | undefined, commit: Pick<Commit, 'events' | 'at'>): Referral =>
  applyEvents(before, commit.events, commit.at).referral;
