/** Of people who may be the same, those whose name was not asked for, and where it can be. */
import type { Person } from '#people/types';
import type { PersonId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { shownPerson } from '#web/people/shown-person';

/** By person: the page to ask on. A record that was merged is its survivor's, who is asked for first. */
export const hiddenAmong = async (people: readonly Person[], visit: Visit): Promise<ReadonlyMap<PersonId, string>> => {
  const shown = await Promise.all(people.map(({ id }) => shownPerson(visit, id)));
  return new Map(
    people.flatMap(({ id }, n) => {
      const one = shown[n];
      return one?.masked ? [[id, one.newest ? `/app/work/referrals/${one.newest.id}` : '/app/work'] as const] : [];
    }),
  );
};
