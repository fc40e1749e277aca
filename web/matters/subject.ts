/** The person a page is about, for who may know them, and the referral it was opened from. */
import { ethnicityTold } from '#fhir/record/told';
import type { About } from '#people/about';
import type { Referral } from '#referral/types';
import { hidden } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import type { Html } from '#web/frame/html';
import type { Result, Submitted, Visit } from '#web/frame/page';
import type { Known } from '#web/people/people';
import { personCase } from '#web/people/person-page';
import { shownPerson } from '#web/people/shown-person';
import { nameInCase } from '#web/work/row';

/** `masked`: sensitive, and the name was not asked for today: then nothing of what is known is shown. */
export type Subject = {
  known: Known;
  masked: boolean;
  /** As the pages may show it. */
  name: string;
  /** Of a merged record that of who stands for it. */
  address: string;
  /** The one that the address or the form names; else the person's newest that is open, or the newest. */
  referral?: Referral;
  /** To put behind an address. */
  query: string;
};

/** Undefined: nobody there, or nobody for who asks; also where the referral is another person's. `form`: who comes back from a sign-in has no query, but what they typed. */
export const subjectOf = async (visit: Visit, form: Form | undefined): Promise<Subject | undefined> => {
  const from = text(form, 'referral') || visit.query.get('referral');
  const found = await personCase({ ...visit, query: new URLSearchParams(from ? { referral: from } : {}) });
  if (!found) return undefined;
  const { known, referral } = found;
  const shown = await shownPerson(visit, known.person.id, referral?.id);
  if (!shown) return undefined;
  const name = nameInCase({ known: shown.known }, visit);
  const address = `/app/work/people/${known.person.id}/matters`;
  return { known, masked: shown.masked, name, address, query: referral ? `?referral=${referral.id}` : '', ...(referral ? { referral } : {}) };
};
/** A page to look at; of somebody sensitive it opens once the name was asked for (`askingFirst`). */
export const looking =
  (page: (subject: Subject, visit: Visit) => Promise<Result>) =>
  async (visit: Visit): Promise<Result> => {
    const subject = await subjectOf(visit, visit.kept);
    return subject ? page(subject, visit) : { trouble: 'missing' };
  };
/** What was typed is saved also where the name has gone out of sight meanwhile: at midnight, or by what was just written down. */
export const saving =
  (save: (subject: Subject, visit: Submitted) => Promise<Result>) =>
  async (visit: Submitted): Promise<Result> => {
    const subject = await subjectOf(visit, visit.form);
    return subject ? save(subject, visit) : { trouble: 'missing' };
  };

/** With a form, so that the page after it knows the referral too. */
export const referralField = ({ referral }: Subject): Html | undefined => referral && hidden('referral', referral.id);
/** The page about the person, saying what was done. */
export const toMatters = ({ address, query }: Subject, did: 'goal' | 'progress' | 'about'): string => `${address}${query === '' ? '?' : `${query}&`}did=${did}`;

/** With the ethnic group that the practice's own system sent, until somebody here has written it down. */
export const aboutOf = ({ known: { about, person } }: Pick<Subject, 'known'>): About => {
  const ethnicity = about.ethnicity ?? ethnicityTold(person.patient);
  return { ...about, ...(ethnicity ? { ethnicity } : {}) };
};
