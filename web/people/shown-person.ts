/** A person at an address, for who may know them: masked where they are sensitive and were not asked for today. */
import { mayKnow } from '#identity/access-policy';
import { openingStore } from '#people/opening-store';
import { readPersonId } from '#people/person-store';
import type { Referral } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { caseOf } from '#web/work/case-data';
import { maskedPerson } from './masked.ts';
import { type Known, knownPerson } from './people.ts';
import { newestReferral } from './person-page.ts';

/** `referral`: the one on whose page this began, where it is theirs and the visitor's; `newest`: where it began on none. */
export type ShownPerson = { known: Known; sensitive: boolean; masked: boolean; referral?: Referral; newest?: Referral };

/** Who it is as that referral's own page shows them; undefined where it is not of this person. */
const inCase = async (visit: Visit, { person }: Known, referral: string | undefined): Promise<(ShownPerson & { referral: Referral }) | undefined> => {
  const found = referral === undefined ? undefined : await caseOf(visit, referral);
  if (found?.known?.person.id !== person.id) return undefined;
  return { known: found.known, sensitive: found.sensitive, masked: found.masked, referral: found.referral };
};
/** A merged record shows the person it was merged into; opened from no referral, as their newest shows them. Undefined: nothing there, or not for this visitor. */
export const shownPerson = async (visit: Visit, id: string | undefined, referral?: string | null): Promise<ShownPerson | undefined> => {
  const { ports, who, today } = visit;
  const person = id === undefined ? undefined : readPersonId(id);
  const known = person && (await knownPerson(person, ports.fhir.referrals));
  if (!known || !mayKnow(who.caller, known.person.practice)) return undefined;
  const named = await inCase(visit, known, referral ?? undefined);
  if (named) return named;
  const newest = await inCase(visit, known, (await newestReferral(known, visit))?.id);
  if (newest) return { known: newest.known, sensitive: newest.sensitive, masked: newest.masked, newest: newest.referral };
  const sensitive = known.about.sensitive === true;
  const area = sensitive ? (await ports.fhir.directory.practice(known.person.practice))?.area : undefined;
  const wasOpened = area !== undefined && (await openingStore(ports.access).isOpen({ area, day: today, user: who.user.id, person: known.person.id }));
  const masked = sensitive && !wasOpened;
  return { known: masked ? maskedPerson(known, visit.words) : known, sensitive, masked };
};
