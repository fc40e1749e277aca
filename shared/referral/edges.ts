/**
 * The only moves a Task and a ServiceRequest may make, and who may make them.
 * Source: SDOH Clinical Care IG 3.0.0, referral task state diagram, and the R4 request pattern. No re-opening, no move to itself.
 */
import type { Party, RequestStatus, TaskStatus } from './types.ts';

export type Edges<Status extends string> = Record<Status, Partial<Record<Status, readonly Party[]>>>;

const source = ['source'] as const;
const owner = ['owner'] as const;
const either = ['source', 'owner'] as const;
const ended = { 'entered-in-error': source };

/** Of the parent Task and of every onward Task alike; `source` and `owner` are theirs. */
export const taskEdges: Edges<TaskStatus> = {
  draft: { requested: source, 'entered-in-error': source },
  requested: { accepted: owner, rejected: owner, cancelled: either, 'entered-in-error': source },
  accepted: { 'in-progress': owner, 'on-hold': owner, completed: owner, failed: owner, cancelled: either, 'entered-in-error': source },
  'in-progress': { 'on-hold': owner, completed: owner, failed: owner, cancelled: either, 'entered-in-error': source },
  'on-hold': { 'in-progress': owner, completed: owner, failed: owner, cancelled: either, 'entered-in-error': source },
  rejected: ended,
  completed: ended,
  failed: ended,
  cancelled: ended,
  'entered-in-error': {},
};

/** Of a ServiceRequest. `completed` is set with its Task: the hub is the server of record. */
export const requestEdges: Edges<RequestStatus> = {
  draft: { active: source, revoked: source, 'entered-in-error': source },
  active: { 'on-hold': source, completed: source, revoked: source, 'entered-in-error': source },
  'on-hold': { active: source, revoked: source, 'entered-in-error': source },
  completed: { 'entered-in-error': source },
  revoked: { 'entered-in-error': source },
  'entered-in-error': {},
};

/** Nothing but a mark as error can follow. */
export const isEnded = (status: TaskStatus): boolean => taskEdges[status] === ended || status === 'entered-in-error';
/** Sent and not ended. */
export const isOpen = (status: TaskStatus): boolean => !isEnded(status) && status !== 'draft';
/** Taken on and not ended. */
export const underWay = ['accepted', 'in-progress', 'on-hold'] as const satisfies readonly TaskStatus[];
export const isUnderWay = (status: TaskStatus): status is (typeof underWay)[number] => underWay.some((one) => one === status);
