/** Who is told of what. The practice hears where its referral stands, an organisation what is asked of it; nobody hears of their own act. */
import type { Commit, Event, OnwardId, Referral } from '#referral/types';
import type { Notice, NoticeType } from './types.ts';

type Told = { practice?: NoticeType; organisation?: NoticeType };
const nobody: Told = {};

/**
 * Chosen for what the receiver can act on. Not told to the practice: that it was referred on (nothing is known yet but that somebody was asked),
 * and how an onward referral goes on after its yes or no: the practitioner sees that and answers for the whole by completing it.
 */
const told = {
  submitted: nobody,
  activated: nobody,
  accepted: { practice: 'referral.accepted' },
  rejected: { practice: 'referral.rejected' },
  started: { practice: 'referral.in-progress' },
  held: { practice: 'referral.on-hold' },
  resumed: { practice: 'referral.in-progress' },
  completed: { practice: 'referral.completed' },
  failed: { practice: 'referral.failed' },
  cancelled: { practice: 'referral.cancelled' },
  'marked-as-error': { practice: 'referral.entered-in-error' },
  'request-held': nobody,
  'request-resumed': nobody,
  /** What a practitioner does with the person is hers; the practice sees who has it now by its Task's owner. */
  'step-planned': nobody,
  'contact-logged': nobody,
  'contact-struck': nobody,
  'handed-over': nobody,
  'came-out-safe': nobody,
  'needs-recorded': nobody,
  'visit-overdue': nobody,
  asked: { practice: 'referral.question' },
  replied: nobody,
  'task-sent': nobody,
  /** The practice keeps the person's record, so it must know what they agree to. */
  'consent-recorded': { practice: 'referral.updated' },
  'person-died': { practice: 'referral.updated' },
  'death-corrected': { practice: 'referral.updated' },
  /** Never to the endpoint that failed. */
  'practice-not-reached': nobody,
  'referred-on': { organisation: 'referral.requested' },
  'onward-accepted': { practice: 'referral.updated' },
  'onward-declined': { practice: 'referral.updated' },
  'onward-reference-noted': nobody,
  'onward-started': nobody,
  'onward-held': nobody,
  'onward-resumed': nobody,
  'onward-attended': nobody,
  'onward-completed': nobody,
  'onward-failed': nobody,
  'onward-cancellation-requested': { organisation: 'referral.cancellation-requested' },
  'onward-cancelled': { organisation: 'referral.cancelled' },
  'onward-marked-as-error': { organisation: 'referral.entered-in-error' },
  'onward-asked': nobody,
  'onward-replied': { organisation: 'referral.question-answered' },
  'onward-reminded': { organisation: 'referral.reminder' },
  'onward-escalated': nobody,
  'onward-not-delivered': { practice: 'referral.updated' },
} as const satisfies Record<Event['type'], Told>;

/** Everything an organisation may be told. */
export const toldToOrganisations: readonly NoticeType[] = [...new Set(Object.values(told).flatMap(({ organisation }: Told) => organisation ?? []))];

const onwardOf = (event: Event): OnwardId | undefined => {
  if (event.type === 'referred-on') return event.facts.id;
  return 'onward' in event ? event.onward : undefined;
};

const noticesOf = (event: Event, after: Referral): Notice[] => {
  const { practice, organisation }: Told = told[event.type];
  const id = onwardOf(event);
  const onward = after.onward.find((one) => one.id === id);
  return [
    ...(practice ? [{ type: practice, to: { kind: 'practice' as const, party: after.practice }, ...(id ? { onward: id } : {}) }] : []),
    ...(organisation && onward ? [{ type: organisation, to: { kind: 'organisation' as const, party: onward.organisation }, onward: onward.id }] : []),
  ];
};

const isUpdate = (notice: Notice) => notice.type === 'referral.updated';

/** The notices of one commit, at most one per recipient and onward referral; what moved the referral itself says more than `referral.updated`. */
export const noticesFor = (commit: Commit, after: Referral): Notice[] => {
  const all = commit.events.flatMap((event) => noticesOf(event, after)).filter(({ to }) => commit.audit.by !== `${to.kind}/${to.party}`);
  const moved = all.some((notice) => notice.to.kind === 'practice' && !isUpdate(notice));
  const perOnward = new Map(all.filter((notice) => !(moved && isUpdate(notice))).map((notice) => [`${notice.to.kind} ${notice.onward ?? ''}`, notice]));
  return [...perOnward.values()];
};
