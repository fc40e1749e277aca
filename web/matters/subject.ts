/** The person a page is about, for who may know them, and the referral it was opened from. */
import { mayKnow } from '#identity/access-policy';
import { recordsOf } from '#people/merging';
import { readPersonId } from '#people/person-store';
import type { Referral } from '#referral/types';
import { hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import type { Html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { type Known, knownPerson } from '#web/people/people';
import { caseOf } from '#web/work/case-data';

export type Subject = {
  known: Known;
  /** Of a merged record that of who stands for it. */
  address: string;
  referral?: Referral;
  /** To put behind an address. */
  query: string;
};
/** Undefined: nobody there, or nobody for who asks; also where the referral is another person's. `form`: who comes back from a sign-in has no query, but what they typed. */
export const subjectOf = async (visit: Visit, form?: Form): Promise<Subject | undefined> => {
  const { who, params, ports, query } = visit;
  const id = readPersonId(params.person ?? '');
  const known = id && (await knownPerson(id, ports.fhir.referrals));
  if (!known || !mayKnow(who.caller, known.person.practice)) return undefined;
  const address = `/app/work/people/${known.person.id}/matters`;
  const from = text(form, 'referral') || (query.get('referral') ?? '');
  if (from === '') return { known, address, query: '' };
  const found = await caseOf(visit, from);
  if (!found || !recordsOf(known.person).includes(found.referral.person)) return undefined;
  return { known, address, referral: found.referral, query: `?referral=${found.referral.id}` };
};

/** With a form, so that the page after it knows the referral too. */
export const referralField = ({ referral }: Subject): Html | undefined => referral && hidden('referral', referral.id);
/** The page about the person, saying what was done. */
export const toMatters = ({ address, query }: Subject, did: 'goal' | 'progress' | 'about' | 'needs'): string =>
  `${address}${query === '' ? '?' : `${query}&`}did=${did}`;
