/** What was learnt of a person under several records: a merge may not lose that somebody must not be called. */
import type { About, AboutPerson, HomeVisit, SafeContact } from './about.ts';

const ways = ['call', 'voicemail', 'text', 'letter', 'email'] as const;
const safest = (own: SafeContact, other: SafeContact): SafeContact => {
  const no = ways.filter((way) => own.no?.includes(way) || other.no?.includes(way));
  return { ...other, ...own, ...(no.length > 0 ? { no } : {}) };
};
const care: readonly HomeVisit['how'][] = ['alone', 'with-care', 'two-people', 'not-at-home'];
const moreCareful = (own: HomeVisit, other: HomeVisit): HomeVisit => (care.indexOf(other.how) > care.indexOf(own.how) ? other : own);

const either = <Part>(own: Part | undefined, other: Part | undefined, both: (own: Part, other: Part) => Part): Part | undefined =>
  own && other ? both(own, other) : (own ?? other);
const together = (own: About, other: About): About => {
  const safeContact = either(own.safeContact, other.safeContact, safest);
  const homeVisit = either(own.homeVisit, other.homeVisit, moreCareful);
  const supporters = either(own.supporters, other.supporters, (ours, theirs) => [...ours, ...theirs]);
  const communication = either(own.communication, other.communication, (ours, theirs) => ({ ...theirs, ...ours }));
  return {
    ...other,
    ...own,
    ...(safeContact ? { safeContact } : {}),
    ...(communication ? { communication } : {}),
    ...(homeVisit ? { homeVisit } : {}),
    ...(supporters ? { supporters } : {}),
  };
};

/** Whatever is known under any record counts until somebody has looked at it all and saved it as one. */
export const aboutTogether = (own: AboutPerson | undefined, merged: readonly AboutPerson[]): About =>
  merged.filter(({ person }) => !own?.includes?.includes(person)).reduce((about, other) => together(about, other.about), own?.about ?? {});
