/** The contacts of a referral, as its commits tell of them, and what they come to. */
import type { PractitionerId } from '#identity/types';
import type { Instant } from '#platform/types';
import type { Commit, Contact, Counted, Event, NextStep } from './types.ts';

export type LoggedContact = {
  contact: Contact;
  loggedAt: Instant;
  by: PractitionerId;
  /** The step planned with it, null where it did away with one. */
  next?: NextStep | null;
  /** Without a reason it was undone. */
  struck?: { at: Instant; by: PractitionerId; reason?: string };
};

/** She and the person spoke, wrote or sat together: what stops the clock of the first contact. */
export const isTwoWay = ({ outcome, twoWay }: Pick<Contact, 'outcome' | 'twoWay'>): boolean => twoWay && (outcome === 'attended' || outcome === 'answered');

export const nothingCounted: Counted = { attempts: [], contacts: 0 };
const first = (a: Instant | undefined, b: Instant): Instant => (a !== undefined && a < b ? a : b);
const last = (a: Instant | undefined, b: Instant): Instant => (a !== undefined && a > b ? a : b);

/** With one contact more. What comes of several does not depend on their order: a visit may be logged days after it. */
export const counting = (counted: Counted, contact: Contact): Counted => {
  const { attempts, contacts, firstContactAt, lastContactAt } = counted;
  const { at, outcome } = contact;
  if (isTwoWay(contact)) {
    const newest = last(lastContactAt, at);
    return { attempts: attempts.filter((one) => one > newest), contacts: contacts + 1, firstContactAt: first(firstContactAt, at), lastContactAt: newest };
  }
  const isTry = outcome === 'no-answer' && !(lastContactAt !== undefined && at <= lastContactAt);
  return isTry ? { ...counted, attempts: [...attempts, at].sort() } : counted;
};
export const countsOf = (contacts: readonly LoggedContact[]): Counted =>
  contacts.reduce((counted, { contact, struck }) => (struck ? counted : counting(counted, contact)), nothingCounted);

type Struck = Extract<Event, { type: 'contact-struck' }>;
const strikesIn = (commits: readonly Commit[]) =>
  commits.flatMap(({ at, events }) =>
    events.flatMap((event): [string, Struck, Instant][] => (event.type === 'contact-struck' ? [[event.contact, event, at]] : [])),
  );

/** Newest first, by when they were. */
export const contactsOf = (commits: readonly Commit[]): LoggedContact[] => {
  const strikes = new Map(
    strikesIn(commits).map(([contact, { by, reason }, at]) => [contact, { at, by, ...(reason === undefined ? {} : { reason }) }] as const),
  );
  const logged = commits.flatMap(({ at: loggedAt, events }) =>
    events.flatMap((event): LoggedContact[] => {
      if (event.type !== 'contact-logged') return [];
      const { type: _, ...what } = event;
      const struck = strikes.get(what.contact.id);
      return [{ ...what, loggedAt, ...(struck ? { struck } : {}) }];
    }),
  );
  return logged.reverse().sort((a, b) => (a.contact.at === b.contact.at ? 0 : a.contact.at > b.contact.at ? -1 : 1));
};
