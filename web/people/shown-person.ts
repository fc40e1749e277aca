/** A person at an address, for who may know them: masked where they are sensitive and were not asked for today. */
import { mayKnow } from '#identity/access-policy';
import { openingStore } from '#people/opening-store';
import { readPersonId } from '#people/person-store';
import type { Referral } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { caseOf } from '#web/work/case-data';
import { maskedPerson } from './masked.ts';
import { type Known, knownPerson } from './people.ts';

/** `referral`: the one on whose page this began, where it is theirs and the visitor's. */
export type ShownPerson = { known: Known; sensitive: boolean; masked: boolean; referral?: Referral };

/** A merged record shows the person it was merged into. Undefined: nothing there, or not for this visitor. */
export const shownPerson = async (visit: Visit, id: string | undefined, referral?: string | null): Promise<ShownPerson | undefined> => {
  const { ports, who, today } = visit;
  const person = id === undefined ? undefined : readPersonId(id);
  const known = person && (await knownPerson(person, ports.fhir.referrals));
  if (!known || !mayKnow(who.caller, known.person.practice)) return undefined;
  const found = referral ? await caseOf(visit, referral) : undefined;
  const ofCase = found?.known?.person.id === known.person.id ? found : undefined;
  if (ofCase?.known) return { known: ofCase.known, sensitive: ofCase.sensitive, masked: ofCase.masked, referral: ofCase.referral };
  const sensitive = known.about.sensitive === true;
  const area = sensitive ? (await ports.fhir.directory.practice(known.person.practice))?.area : undefined;
  const wasOpened = area !== undefined && (await openingStore(ports.access).isOpen({ area, day: today, user: who.user.id, person: known.person.id }));
  const masked = sensitive && !wasOpened;
  return { known: masked ? maskedPerson(known, visit.words) : known, sensitive, masked };
};
