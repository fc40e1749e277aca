/** Everything that happened to a referral, as the person's page shows it. Typed, without words: those are the page's. */
import type { OrganisationId } from '#identity/types';
import type { Instant } from '#platform/types';
import { contactsOf, type LoggedContact } from './contacts.ts';
import type { Commit, Event, OnwardId } from './types.ts';

/** Who did it, as `nameOf` says it; the hub's own clock and delivery have no id. */
type Who = { kind: string; id?: string };
type Told = Exclude<Event, { type: 'contact-logged' | 'contact-struck' }>;
export type TimelineEntry = { rev: number; at: Instant; by: Who } & (
  | { kind: 'contact'; logged: LoggedContact }
  /** `organisation`: of an event of an onward referral. */
  | { kind: 'event'; event: Told; organisation?: OrganisationId }
);

const whoOf = (by: string): Who => {
  const [kind = '', ...rest] = by.split('/');
  return rest.length > 0 ? { kind, id: rest.join('/') } : { kind };
};
const organisationsIn = (commits: readonly Commit[]) =>
  new Map(
    commits.flatMap(({ events }) => events.flatMap((event) => (event.type === 'referred-on' ? [[event.facts.id, event.facts.organisation] as const] : []))),
  );
const onwardOf = (event: Told): OnwardId | undefined => {
  if (event.type === 'referred-on') return event.facts.id;
  return 'onward' in event ? event.onward : undefined;
};

/** Newest first. A contact stands where it was, not where it was logged, and says itself whether it was struck out. */
export const timelineOf = (commits: readonly Commit[]): TimelineEntry[] => {
  const contacts = new Map(contactsOf(commits).map((logged) => [logged.contact.id, logged]));
  const organisations = organisationsIn(commits);
  const entryOf = ({ rev, at, audit }: Commit, event: Event): TimelineEntry[] => {
    const common = { rev, at, by: whoOf(audit.by) };
    if (event.type === 'contact-struck') return [];
    if (event.type !== 'contact-logged') {
      const onward = onwardOf(event);
      const organisation = onward && organisations.get(onward);
      return [{ ...common, kind: 'event', event, ...(organisation ? { organisation } : {}) }];
    }
    const logged = contacts.get(event.contact.id);
    return logged ? [{ ...common, at: event.contact.at, kind: 'contact', logged }] : [];
  };
  const entries = commits.flatMap((commit) => commit.events.flatMap((event) => entryOf(commit, event)));
  return entries.reverse().sort((a, b) => (a.at === b.at ? 0 : a.at > b.at ? -1 : 1));
};
