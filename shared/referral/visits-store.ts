/** Visits alone that are not known to be over: the clock tells of each once, and they stay listed until she is out. */

import type { AreaId, PracticeId, PractitionerId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { indexKeys, keys, visitShards } from '#platform/tables';
import { later } from '#platform/time';
import type { Clock, Instant, Table } from '#platform/types';
import { type CarryOut, carryOut } from './carry-out.ts';
import { grace, isOverdue, overdueFrom } from './lone-visits.ts';
import { plainHead } from './packed-store.ts';
import { type CaseRow, caseRowFrom } from './referral-items.ts';
import type { Referral, ReferralId } from './types.ts';

/** Whom to ask after, and since when: nothing of the person she went to see. */
export type OverdueVisit = { practice: PracticeId; area: AreaId; practitioner: PractitionerId; backBy: Instant };
type VisitPorts = {
  carryOut: CarryOut;
  referrals: Table;
  clock: Clock;
  /** Her cover and manager; done again where it failed. */
  tell(visit: OverdueVisit): Promise<void>;
};

/** Milliseconds for which telling is tried again; then it is recorded all the same, so that one bad address does not hold it up for ever. */
const triedFor = 3_600_000;

const referralsIn = async (pk: string, until: Instant, table: Table): Promise<ReferralId[]> =>
  (await everyItem(table, { index: 'due', pk, to: until })).map((item) => item.pk.slice(keys.referral('').length) as ReferralId);
/** Those of which the clock has not told, by when she would have been back. */
const waiting = async (now: Instant, table: Table): Promise<ReferralId[]> => {
  const shards = Array.from({ length: visitShards }, (_, shard) => referralsIn(indexKeys.visits(shard), later(now, -grace), table));
  return (await Promise.all(shards)).flat();
};

const visitOf = (referral: Referral | undefined, now: Instant): OverdueVisit | undefined => {
  const alone = referral?.casework?.next?.alone;
  const dueAt = overdueFrom(alone);
  if (!referral || !alone || dueAt === undefined || dueAt > now || !('practitioner' in referral) || !referral.practitioner) return undefined;
  const { practice, area, practitioner } = referral;
  return { practice, area, practitioner, backBy: alone.backBy };
};

/** Told first and recorded then: what fails between is told twice rather than never. */
const keepOne = async (id: ReferralId, { carryOut: rules, clock, tell }: VisitPorts): Promise<number> => {
  const at = clock.now();
  const visit = visitOf((await rules.store.load(id))?.referral, at);
  if (!visit) return 0;
  const [telling] = await Promise.allSettled([tell(visit)]);
  if (telling.status === 'rejected' && at < later(visit.backBy, grace + triedFor)) throw telling.reason;
  const kept = await carryOut(rules, id, { type: 'report-overdue-visit', by: { kind: 'clock' }, at });
  if (!kept.ok && kept.because === 'busy') throw new Error('an overdue visit found its referral busy');
  if (telling.status === 'rejected') throw telling.reason;
  return kept.ok ? 1 : 0;
};

/** `failed` are looked at again in the next minute, but for those that nobody could be told of for an hour. */
export const keepVisits = async (ports: VisitPorts): Promise<{ looked: number; done: number; failed: unknown[] }> => {
  const due = await waiting(ports.clock.now(), ports.referrals);
  const results = await Promise.allSettled(due.map((id) => keepOne(id, ports)));
  const done = results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
  return { looked: due.length, done, failed: results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])) };
};

/** Every visit of these areas from which nobody is known to be out, told of or not; who would have been back first comes first. */
export const overdueVisits = async (areas: readonly AreaId[], now: Instant, table: Table): Promise<CaseRow[]> => {
  const told = await Promise.all(areas.map((area) => referralsIn(indexKeys.visitsTold(area), now, table)));
  const ids = [...new Set([...told.flat(), ...(await waiting(now, table))])];
  const heads = ids.length === 0 ? [] : await table.getAll(ids.map((id) => ({ pk: keys.referral(id), sk: keys.head })));
  const rows = heads.flatMap((head) => (head ? [caseRowFrom(plainHead(head))] : []));
  const backBy = ({ casework }: CaseRow) => casework?.next?.alone?.backBy ?? '';
  return rows.filter((row) => areas.includes(row.area) && isOverdue(row, now)).toSorted((one, other) => (backBy(one) < backBy(other) ? -1 : 1));
};
