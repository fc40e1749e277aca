/** Somebody's course as the commits of their referrals tell it, up to a day: contacts, where they were referred on to, how it ended. */
import type { LocalDate } from '#platform/types';
import { isClosingCode } from '#referral/closing';
import { contactsOf, isTwoWay } from '#referral/contacts';
import type { Commit, Event } from '#referral/types';
import { londonDate } from '#referral/working-days';
import type { Course, Dose, Suggestion } from './types.ts';

type Span = { zero: LocalDate; cutOff: LocalDate };
const isIn = (day: LocalDate, { zero, cutOff }: Span): boolean => day >= zero && day <= cutOff;

const doses = (commits: readonly Commit[], span: Span): Dose[] =>
  contactsOf(commits).flatMap(({ contact, struck }): Dose[] => {
    const { mode, outcome, minutes } = contact;
    const day = londonDate(contact.at);
    if (struck || !isIn(day, span)) return [];
    return [{ day, mode, outcome, twoWay: isTwoWay(contact), ...(minutes === undefined ? {} : { minutes }) }];
  });

type OnwardEvent = Extract<Event, { onward: unknown }>;
type Happened = { day: LocalDate; event: Event };
/** Of needs only a code that looks like one: whatever else was sent may be somebody's words. */
const codeOf = (code: string | undefined): { need?: string } => (code !== undefined && /^[\w-]{1,40}$/.test(code) ? { need: code } : {});
const firstDay = (all: readonly Happened[], onward: string, is: (event: OnwardEvent) => boolean): LocalDate | undefined =>
  all.find(({ event }) => 'onward' in event && event.onward === onward && is(event))?.day;
const came = (event: OnwardEvent): boolean => (event.type === 'onward-attended' && event.came) || event.type === 'onward-completed';

const suggestionOf = (all: readonly Happened[], { day, event }: Happened): Suggestion[] => {
  if (event.type !== 'referred-on') return [];
  const { id, organisation, service, need } = event.facts;
  if (firstDay(all, id, ({ type }) => type === 'onward-marked-as-error')) return [];
  const yes = firstDay(all, id, ({ type }) => type === 'onward-accepted');
  const no = firstDay(all, id, ({ type }) => type === 'onward-declined');
  const attended = firstDay(all, id, came);
  return [
    {
      day,
      resource: `${organisation}/${service ?? ''}`,
      ...codeOf(need.code),
      ...(yes ? { answer: { day: yes, accepted: true } } : no ? { answer: { day: no, accepted: false } } : {}),
      ...(attended ? { attended } : {}),
    },
  ];
};

const reasonOf = (event: Event): string | undefined => {
  switch (event.type) {
    case 'completed':
      return event.outcomes.flatMap(({ code }) => (code !== undefined && isClosingCode(code) ? [code] : []))[0] ?? 'completed';
    case 'failed':
    case 'cancelled':
      return isClosingCode(event.reason.code) ? event.reason.code : event.type;
    case 'rejected':
      return 'rejected';
    case 'person-died':
      return 'person-died';
    default:
      return undefined;
  }
};
/** Death goes before whatever else ended it. */
const endOf = (all: readonly Happened[]): Course['ended'] => {
  const ends = all.flatMap(({ day, event }) => {
    const reason = reasonOf(event);
    return reason === undefined ? [] : [{ day, reason }];
  });
  return ends.find(({ reason }) => reason === 'person-died') ?? ends[0];
};

/** `index`: commits of the referral that counts; `others`: of the person's other ones. */
export const courseOf = (index: readonly Commit[], others: readonly (readonly Commit[])[], span: Span): Omit<Course, 'measures'> => {
  const each = [index, ...others];
  const happened = (commits: readonly Commit[]): Happened[] =>
    commits.flatMap(({ at, events }) => events.map((event) => ({ day: londonDate(at), event }))).filter(({ day }) => isIn(day, span));
  const contacts = each.flatMap((commits) => doses(commits, span));
  const firstContact = contacts.flatMap(({ twoWay, day }) => (twoWay ? [day] : [])).sort()[0];
  const ended = endOf(happened(index));
  const suggestions = each.flatMap((commits) => {
    const all = happened(commits);
    return all.flatMap((one) => suggestionOf(all, one));
  });
  return { contacts, suggestions, ...(firstContact ? { firstContact } : {}), ...(ended ? { ended } : {}) };
};
