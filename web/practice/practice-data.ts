/** What the pages of a practice load, and for whom. */

import { contactDaysOf } from '#directory/contact-days';
import { userClients } from '#directory/ids';
import type { Practice } from '#directory/types';
import type { ClientId, PracticeCaller } from '#identity/types';
import { later } from '#platform/time';
import { closedSince, openCaseload } from '#referral/caseload-store';
import { practiceState, waitSince } from '#referral/practice-view';
import type { CaseRow } from '#referral/referral-items';
import type { Referral } from '#referral/types';
import { londonDate } from '#referral/working-days';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { marked } from '#web/work/case-data';

/** Days that stay on the list after a referral was closed, and over which the wait is measured. */
const shownFor = 90;
const day = 86_400_000;

/** Whoever is signed in, on behalf of the practice: what they send can be told from what others of it sent. */
const clientOf = ({ who }: Visit): ClientId => `${userClients}${who.user.id}` as ClientId;
/** Undefined: nobody of a practice. */
export const staffCaller = (visit: Visit): PracticeCaller | undefined => {
  const { caller } = visit.who;
  return caller.kind === 'practice' ? { ...caller, client: clientOf(visit) } : undefined;
};

/** Open, and closed in the last 90 days; newest first. */
export const practiceRows = async (visit: Visit): Promise<CaseRow[]> => {
  const { who, ports, at } = visit;
  if (who.caller.kind !== 'practice') return [];
  const { referrals } = ports.fhir;
  const of = [who.caller.practice];
  const [open, closed] = await Promise.all([openCaseload(referrals, of), closedSince(referrals, of, later(at, -shownFor * day))]);
  return (await marked([...open, ...closed], visit)).toSorted((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1));
};
export const isMine = (row: Pick<CaseRow, 'requester' | 'source'>, visit: Visit): boolean => row.source === 'staff' && row.requester === clientOf(visit);

export const waitText = (rows: readonly CaseRow[], practice: Practice, { at, words }: Visit): string => {
  const { ours } = words.practice;
  const wait = waitSince(rows, later(at, -shownFor * day));
  if (!wait) return ours.waitUsual(contactDaysOf(practice));
  return wait.of === 1 ? ours.waitOne(wait.days) : ours.wait(wait.days, wait.of);
};

/** How it stands, in a sentence or two. */
export const stateText = (row: Pick<Referral, 'status' | 'casework' | 'question'>, { words, today }: Visit): string => {
  const { states, firstOn, asks } = words.practice;
  const state = practiceState(row);
  const step = row.casework?.next;
  const first = state === 'accepted' && step ? [firstOn(nearDay(step.day, today, words))] : [];
  return [...(row.question ? [asks] : []), states[state], ...first].join(' ');
};
/** How it came, and when. */
export const cameText = ({ source, receivedAt }: Pick<Referral, 'source' | 'receivedAt'>, { words, today }: Visit): string => {
  const { ours } = words.practice;
  const when = nearDay(londonDate(receivedAt), today, words);
  if (source === 'self') return ours.self(when);
  return source === 'practitioner' ? ours.added(when) : ours.sent(when);
};
