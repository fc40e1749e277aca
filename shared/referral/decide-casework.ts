/** What may happen between accepting and closing. Whether status and party allow it was asked before. */
import type { PractitionerId } from '#identity/types';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Command } from './commands.ts';
import { contactsOf, countsOf, isTwoWay } from './contacts.ts';
import { type Decision, one } from './decision.ts';
import { caseworkOf } from './evolve-casework.ts';
import { overdueFrom } from './lone-visits.ts';
import { needCodes } from './needs.ts';
import { refused } from './refusals.ts';
import type { Commit, Event, Referral } from './types.ts';

type CaseworkType = 'accept' | 'plan-step' | 'log-contact' | 'strike-contact' | 'hand-over' | 'reassign' | 'confirm-safe' | 'record-needs';
type CaseworkCommand = Extract<Command, { type: CaseworkType }>;
type Of<Type extends CaseworkType> = Extract<CaseworkCommand, { type: Type }>;

const minute = 60_000;
/** Who logged a contact may undo it for so long, in milliseconds. */
export const undoFor = 10 * minute;
/** So far may the clock of who logs it be ahead, in milliseconds. */
const clocksDiffer = 5 * minute;

const logContact = (referral: Referral, { contact, next, at }: Of<'log-contact'>, by: PractitionerId, commits: readonly Commit[]): Decision => {
  if (contact.at < referral.receivedAt || contact.at > later(at, clocksDiffer)) return refused({ because: 'wrong-time' });
  if (contactsOf(commits).some((logged) => logged.contact.id === contact.id)) return refused({ because: 'duplicate' });
  const logged: Event = { type: 'contact-logged', contact, by, ...(next === undefined ? {} : { next }) };
  const starts = referral.status === 'accepted' && isTwoWay(contact);
  return { ok: true, events: [logged, ...(starts ? [{ type: 'started' as const }] : [])] };
};

/** Undone, as if it had not been; or struck out with a reason, and what was planned since stays. That help began stays in any case: no status goes back. */
const strike = (referral: Referral, { contact, reason, at }: Of<'strike-contact'>, by: PractitionerId, commits: readonly Commit[]): Decision => {
  const all = contactsOf(commits);
  const logged = all.find((other) => other.contact.id === contact);
  if (!logged) return refused({ because: 'no-contact' });
  if (logged.struck) return refused({ because: 'already-struck' });
  const counted = countsOf(all.filter((other) => other !== logged));
  if (reason !== undefined) return one({ type: 'contact-struck', contact, by, reason, counted });
  if (logged.by !== by) return refused({ because: 'not-allowed' });
  if (at > later(logged.loggedAt, undoFor)) return refused({ because: 'too-late' });
  const { last } = caseworkOf(referral);
  const restored = last?.contact === contact && last.replaced !== undefined ? { restored: last.replaced } : {};
  return one({ type: 'contact-struck', contact, by, counted, ...restored });
};

const handOver = (referral: Referral, { to, note }: Of<'hand-over' | 'reassign'>): Decision =>
  'practitioner' in referral && referral.practitioner === to
    ? refused({ because: 'same-practitioner' })
    : one({ type: 'handed-over', to, ...(note === undefined ? {} : { note }) });

const confirmSafe = (referral: Referral): Decision => {
  const { next } = caseworkOf(referral);
  return next?.alone && !next.alone.safeAt ? one({ type: 'came-out-safe' }) : refused({ because: 'not-alone' });
};

/** Each once, in the order of the list; what matters most is one of them. */
const recordNeeds = ({ needs, primary }: Of<'record-needs'>): Decision =>
  one({ type: 'needs-recorded', needs: needCodes.filter((code) => code === primary || needs.includes(code)), primary });

/** Once a visit: what was planned anew is another. */
export const reportOverdue = (referral: Referral, at: Instant): Decision => {
  const dueAt = overdueFrom(caseworkOf(referral).next?.alone);
  return dueAt !== undefined && dueAt <= at ? one({ type: 'visit-overdue' }) : refused({ because: 'not-due' });
};

export const decideCasework = (referral: Referral, command: CaseworkCommand, commits: readonly Commit[]): Decision => {
  if (command.type === 'reassign') return handOver(referral, command);
  if (command.by.kind !== 'practitioner') return refused({ because: 'not-allowed' });
  const { practitioner } = command.by;
  switch (command.type) {
    case 'accept':
      return { ok: true, events: [{ type: 'accepted', practitioner }, ...(command.next ? [{ type: 'step-planned' as const, step: command.next }] : [])] };
    case 'plan-step':
      return one({ type: 'step-planned', step: command.step });
    case 'log-contact':
      return logContact(referral, command, practitioner, commits);
    case 'strike-contact':
      return strike(referral, command, practitioner, commits);
    case 'hand-over':
      return handOver(referral, command);
    case 'confirm-safe':
      return confirmSafe(referral);
    case 'record-needs':
      return recordNeeds(command);
  }
};
