/** A page about a person rather than about one referral: who it is, and which referral it was opened from. */
import { settingsOf } from '#directory/settings';
import { ofPeople } from '#fhir/referral/source';
import { mayKnow, maySee } from '#identity/access-policy';
import { recordsOf } from '#people/merging';
import { readPersonId } from '#people/person-store';
import { isOpen } from '#referral/edges';
import type { Referral, ReferralId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { readReferralId } from '#web/work/case-data';
import { type Known, knownPerson } from './people.ts';

/** `referral`: as the address names it; else the person's newest that is open, or the newest. `referrals`: all that this visitor may see, newest first. */
export type PersonCase = { known: Known; referrals: readonly Referral[]; referral?: Referral };

/** All that this visitor may see, newest first. */
const referralsOf = async ({ person }: Known, { ports, who }: Visit): Promise<Referral[]> => {
  const ids = await ofPeople(recordsOf(person), ports.fhir);
  const loaded = await Promise.all(ids.map((id) => ports.fhir.carryOut.store.load(id as ReferralId)));
  return loaded
    .flatMap((one) => (one && maySee(who.caller, one.referral) ? [one.referral] : []))
    .sort((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1));
};
const newestIn = (referrals: readonly Referral[]): Referral | undefined => referrals.find(({ status }) => isOpen(status)) ?? referrals[0];
/** Of which a page is that was opened from none: the newest that is open, or the newest. */
export const newestReferral = async (known: Known, visit: Visit): Promise<Referral | undefined> => newestIn(await referralsOf(known, visit));
/** Undefined: nobody there, or nobody for this visitor, or a referral that is not this person's. */
export const personCase = async (visit: Visit): Promise<PersonCase | undefined> => {
  const { params, query, ports, who } = visit;
  const id = readPersonId(params.person ?? '');
  const known = id && (await knownPerson(id, ports.fhir.referrals));
  if (!known || !mayKnow(who.caller, known.person.practice)) return undefined;
  const referrals = await referralsOf(known, visit);
  const asked = query.get('referral');
  if (asked === null) {
    const referral = newestIn(referrals);
    return { known, referrals, ...(referral ? { referral } : {}) };
  }
  const referral = referrals.find(({ id: one }) => one === readReferralId(asked));
  return referral && { known, referrals, referral };
};

/** `…/people/<id>/consent?referral=<id>`: opaque ids alone. */
export const personPath = ({ known, referral }: PersonCase, page: string, more = ''): string => {
  const query = [referral && `referral=${referral.id}`, more].filter(Boolean).join('&');
  return `/app/work/people/${known.person.id}/${page}${query && `?${query}`}`;
};
export const backOf = ({ referral }: PersonCase): string => (referral ? `/app/work/referrals/${referral.id}` : '/app/work');

/** What the programme of the person's area sets. */
export const areaOf = async ({ known }: PersonCase, { ports }: Visit) => {
  const { directory } = ports.fhir;
  const practice = await directory.practice(known.person.practice);
  const area = practice && (await directory.area(practice.area));
  return { area: practice?.area, ...settingsOf(area) };
};
