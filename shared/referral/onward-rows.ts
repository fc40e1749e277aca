/** What a row of a caseload says of the onward referrals: kept with the head, so that a caseload needs no more than the heads. */
import type { OrganisationId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import { isOpen } from './edges.ts';
import { isSensitiveNeed } from './needs.ts';
import type { Onward, OnwardId, Referral, ReferralId, TaskStatus } from './types.ts';

export type OnwardFlag =
  /** The organisation asks something. */
  | 'question'
  | 'not-delivered'
  /** It has not answered in time. */
  | 'overdue'
  /** It was asked to stop and has not acknowledged it. */
  | 'stopping'
  | 'waiting-list'
  | 'attended'
  | 'did-not-attend'
  /** What was asked for tells too much. */
  | 'sensitive';
export type OnwardRow = {
  id: OnwardId;
  organisation: OrganisationId;
  service?: string;
  status: TaskStatus;
  sentAt: Instant;
  answerBy: LocalDate;
  flags: OnwardFlag[];
};

const flagsOf = (onward: Onward): OnwardFlag[] => {
  const waits = onward.status === 'requested';
  const holds: [OnwardFlag, boolean][] = [
    ['question', onward.question !== undefined && isOpen(onward.status)],
    ['not-delivered', waits && onward.undeliveredAt !== undefined],
    ['overdue', waits && onward.escalatedAt !== undefined],
    ['stopping', onward.cancellation !== undefined && isOpen(onward.status)],
    ['waiting-list', onward.status === 'accepted' && onward.acceptance?.waitingWeeks !== undefined],
    ['attended', onward.attendance === 'attended'],
    ['did-not-attend', onward.attendance === 'did-not-attend'],
    ['sensitive', isSensitiveNeed(onward.need)],
  ];
  return holds.flatMap(([flag, is]) => (is ? [flag] : []));
};

/** In the order in which they were sent; without those made in error. */
const onwardRows = ({ onward }: Referral): OnwardRow[] =>
  onward
    .filter(({ status }) => status !== 'entered-in-error')
    .map((one) => {
      const { id, organisation, service, status, sentAt, answerBy } = one;
      return { id, organisation, ...(service === undefined ? {} : { service }), status, sentAt, answerBy, flags: flagsOf(one) };
    });

type Packed = [short: string, organisation: OrganisationId, service: string | null, status: TaskStatus, sentAt: Instant, answerBy: LocalDate, ...OnwardFlag[]];
/** Without names, and ids without the part that the head has: at length they would cost a write unit. */
export const rowText = (referral: Referral): string =>
  JSON.stringify(
    onwardRows(referral).map(({ id, organisation, service, status, sentAt, answerBy, flags }): Packed => {
      const short = id.slice(referral.id.length + 1);
      return [short, organisation, service ?? null, status, sentAt, answerBy, ...flags];
    }),
  );
export const rowsFrom = (text: string, referral: ReferralId): OnwardRow[] => {
  const packed: Packed[] = JSON.parse(text);
  return packed.map(([short, organisation, service, status, sentAt, answerBy, ...flags]) => {
    const id = `${referral}-${short}` as OnwardId;
    return { id, organisation, ...(service === null ? {} : { service }), status, sentAt, answerBy, flags };
  });
};
