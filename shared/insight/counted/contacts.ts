/** What a referral's contacts, and its end, add to the months in which they were. */

import { enoughAttempts } from '#referral/attempts';
import { isTwoWay } from '#referral/contacts';
import type { Contact } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { attemptsOf, daysTaken, twoWayOf } from './cohort.ts';
import type { Episode } from './episode.ts';
import type { Tally } from './tally.ts';

type InMonth = { month: string; tally: Tally };

const contactTally = (contact: Contact): Tally => ({
  ...(isTwoWay(contact) ? { contact: 1, [`mode.${contact.mode}`]: 1 } : {}),
  ...(contact.outcome === 'attended' ? { attended: 1 } : {}),
  ...(contact.outcome === 'did-not-attend' ? { missed: 1 } : {}),
  ...(contact.outcome === 'no-answer' ? { noAnswer: 1 } : {}),
  ...(contact.minutes ? { minutes: contact.minutes } : {}),
});
export const contactsByMonth = ({ contacts }: Episode): InMonth[] =>
  contacts.map((contact) => ({ month: londonDate(contact.at).slice(0, 7), tally: contactTally(contact) }));

const wasNotReached = (episode: Episode): boolean => {
  const days = attemptsOf(episode).map(({ at }) => londonDate(at));
  return twoWayOf(episode).length === 0 && days.length >= enoughAttempts.tries && new Set(days).size >= enoughAttempts.days;
};
export const closureByMonth = (episode: Episode): InMonth[] => {
  const { ended } = episode;
  if (!ended) return [];
  const [contacts, on] = [twoWayOf(episode), londonDate(ended.at)];
  const [first] = contacts;
  const tally = {
    closed: 1,
    [`reason.${ended.reason}`]: 1,
    [`contacts.${contacts.length}`]: 1,
    ...(first ? { [`duration.${daysTaken(londonDate(first.at), on)}`]: 1 } : {}),
    ...(ended.reason === 'unable-to-contact' && wasNotReached(episode) ? { notReached: 1 } : {}),
    ...(ended.told ? { practiceTold: 1 } : {}),
  };
  return [{ month: on.slice(0, 7), tally }];
};
