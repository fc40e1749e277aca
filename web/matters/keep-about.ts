/** The next version of what is known of a person, by whoever is signed in. */
import { type About, type AboutPerson, changedParts } from '#people/about';
import { aboutStore, nothingKnown } from '#people/about-store';
import { nameOf } from '#referral/carry-out';
import type { PersonId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import type { Known } from '#web/people/people';

type Next = { about: About; includes: readonly PersonId[] };
const isSame = (before: AboutPerson | undefined, { about, includes }: Next): boolean =>
  before !== undefined && changedParts(before.about, about).length === 0 && includes.every((id) => before.includes?.includes(id));

/** `changed`: the newest version is not the one that was seen, counted from 1; 0: there was none. What is the same again makes no version. */
export const keepAbout = async ({ person, kept }: Known, next: Next, seen: number, { who, at, ports }: Visit): Promise<'saved' | 'changed' | 'busy'> => {
  const before = kept ?? nothingKnown(person.id, person.practice);
  if (seen !== before.versionId) return 'changed';
  if (isSame(kept, next)) return 'saved';
  const { about, includes } = next;
  const after: AboutPerson = {
    ...{ person: person.id, practice: person.practice, versionId: before.versionId + 1, about },
    ...{ lastUpdated: kept && kept.lastUpdated > at ? kept.lastUpdated : at, by: nameOf(who.caller) },
    ...(includes.length > 0 ? { includes } : {}),
  };
  const { outcome } = await aboutStore(ports.fhir.referrals).write(after, kept);
  if (outcome === 'written') return 'saved';
  return outcome === 'condition-failed' ? 'changed' : 'busy';
};
