/** What a form says of how somebody may be reached stands with the person from the first moment on. */
import type { FhirPorts } from '#fhir/ports';
import type { PracticeCaller } from '#identity/types';
import type { About, SafeContact } from '#people/about';
import { aboutStore } from '#people/about-store';
import { personStore } from '#people/person-store';
import type { Instant } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import type { Referral } from '#referral/types';

type Said = SafeContact & Pick<About, 'communication' | 'supporters' | 'sensitive'>;
/** What was said before stays; what is said now comes to it. */
const withSaid = (about: About, { no = [], note = '', communication, supporters = [], sensitive }: Said): About => {
  const before = about.safeContact ?? {};
  const [forbidden, notes] = [[...new Set([...(before.no ?? []), ...no])], [before.note, note].filter(Boolean)];
  const safeContact = { ...before, ...(forbidden.length > 0 ? { no: forbidden } : {}), ...(notes.length > 0 ? { note: [...new Set(notes)].join('\n') } : {}) };
  const all = [...(about.supporters ?? []), ...supporters];
  return {
    ...about,
    ...(no.length > 0 || note !== '' ? { safeContact } : {}),
    ...(communication ? { communication: { ...about.communication, ...communication } } : {}),
    ...(all.length > 0 ? { supporters: all } : {}),
    ...(sensitive ? { sensitive } : {}),
  };
};

type Deed = { by: PracticeCaller; at: Instant };
/** False: somebody else is writing it just now. */
export const noteSafeContact = async (referral: Referral, said: Said, { by, at }: Deed, { referrals }: Pick<FhirPorts, 'referrals'>): Promise<boolean> => {
  const person = await personStore(referrals).load(referral.person);
  const id = person?.mergedInto ?? person?.id ?? referral.person;
  const store = aboutStore(referrals);
  const before = await store.load(id);
  const about = withSaid(before?.about ?? {}, said);
  if (JSON.stringify(about) === JSON.stringify(before?.about ?? {})) return true;
  const after = { person: id, practice: referral.practice, versionId: (before?.versionId ?? 0) + 1, lastUpdated: at, by: nameOf(by), about };
  return (await store.write(after, before)).outcome === 'written';
};
