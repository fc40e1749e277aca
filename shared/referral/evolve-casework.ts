/** Folds what a practitioner did with the person. */
import type { PractitionerId } from '#identity/types';
import type { Instant } from '#platform/types';
import { counting, nothingCounted } from './contacts.ts';
import type { Casework, CaseworkEvent, Counted, Event, NextStep, Referral } from './types.ts';

const caseworkEvents = {
  'step-planned': true,
  'contact-logged': true,
  'contact-struck': true,
  'handed-over': true,
  'came-out-safe': true,
  'needs-recorded': true,
  'visit-overdue': true,
} as const satisfies Record<CaseworkEvent['type'], true>;
export const isCaseworkEvent = (event: Event): event is CaseworkEvent => Object.hasOwn(caseworkEvents, event.type);

export const caseworkOf = ({ casework }: Pick<Referral, 'casework'>): Casework => casework ?? nothingCounted;

const withoutNext = ({ next: _, ...rest }: Casework): Casework => rest;
/** What was planned since is not undone with a contact. */
const planned = (casework: Casework): Casework => {
  if (!casework.last) return casework;
  const { replaced: _, ...last } = casework.last;
  return { ...casework, last };
};
const counted = ({ attempts: _, contacts: __, firstContactAt: ___, lastContactAt: ____, ...rest }: Casework, counts: Counted): Casework => ({
  ...counts,
  ...rest,
});

const replacing = (casework: Casework, next: NextStep | null | undefined): Casework => {
  if (next === undefined) return casework;
  return next === null ? withoutNext(casework) : { ...casework, next };
};

const logged = (casework: Casework, { contact, by, next }: Extract<CaseworkEvent, { type: 'contact-logged' }>, at: Instant): Casework => {
  const last = { contact: contact.id, loggedAt: at, by, ...(next === undefined ? {} : { replaced: casework.next ?? null }) };
  return { ...replacing(counted(casework, counting(casework, contact)), next), last };
};

const struck = (casework: Casework, event: Extract<CaseworkEvent, { type: 'contact-struck' }>): Casework => {
  const { last, ...rest } = counted(casework, event.counted);
  const left = last && last.contact !== event.contact ? { ...rest, last } : rest;
  return replacing(left, event.restored);
};

const alone = (casework: Casework, more: { safeAt: Instant } | { overdueAt: Instant }): Casework =>
  casework.next?.alone ? { ...casework, next: { ...casework.next, alone: { ...casework.next.alone, ...more } } } : casework;

const evolved = (casework: Casework, event: Exclude<CaseworkEvent, { type: 'handed-over' }>, at: Instant): Casework => {
  switch (event.type) {
    case 'step-planned':
      return { ...planned(casework), next: event.step };
    case 'contact-logged':
      return logged(casework, event, at);
    case 'contact-struck':
      return struck(casework, event);
    case 'came-out-safe':
      return alone(casework, { safeAt: at });
    case 'visit-overdue':
      return alone(casework, { overdueAt: at });
    case 'needs-recorded':
      return { ...casework, needs: event.needs, primaryNeed: event.primary };
  }
};

const handedOver = (referral: Referral, { to, note }: { to: PractitionerId; note?: string }, at: Instant): Referral => {
  if (referral.status !== 'accepted' && referral.status !== 'in-progress' && referral.status !== 'on-hold') throw new Error('handed over while nobody had it');
  const handover = { from: referral.practitioner, at, ...(note === undefined ? {} : { note }) };
  return { ...referral, practitioner: to, casework: { ...caseworkOf(referral), handover } };
};

export const evolveCasework = (referral: Referral, event: CaseworkEvent, at: Instant): Referral =>
  event.type === 'handed-over' ? handedOver(referral, event, at) : { ...referral, casework: evolved(caseworkOf(referral), event, at) };

/** What ended has nothing next, and nothing that may be undone. */
export const ended = <R extends Pick<Referral, 'casework'>>(referral: R): R => {
  if (!referral.casework) return referral;
  const { next: _, last: __, ...casework } = referral.casework;
  return { ...referral, casework };
};
