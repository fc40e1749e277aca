/** Somebody sensitive before their name was asked for: what says who it is, is not on the page at all. */
import type { ServiceRequest } from 'fhir/r4.js';
import type { About, Communication, SafeContact } from '#people/about';
import type { Words } from '#web/words/words';
import type { Known } from './people.ts';

const waysOf = ({ no, when }: SafeContact): SafeContact => ({ ...(no ? { no } : {}), ...(when === undefined ? {} : { when }) });
const needsOf = ({ note: _, ...needs }: Communication): Communication => needs;
/** What must be honoured stays; what was written down in words, and who belongs to the person, does not. */
export const withoutWords = ({ safeContact, communication, homeVisit }: About): About => ({
  sensitive: true,
  ...(safeContact ? { safeContact: waysOf(safeContact) } : {}),
  ...(homeVisit ? { homeVisit: { how: homeVisit.how, reviewBy: homeVisit.reviewBy } } : {}),
  ...(communication ? { communication: needsOf(communication) } : {}),
});

export const maskedPerson = ({ person, summary, about }: Known, { casework }: Words): Known => ({
  person: { ...person, facts: {}, patient: '{"resourceType":"Patient"}' },
  summary: {
    ...{ id: summary.id, name: casework.masked, listName: casework.masked, numbers: [], phones: [], emails: [], languages: [] },
    died: summary.died,
    mismatch: summary.mismatch,
  },
  about: withoutWords(about),
});
export const maskedRequest = ({ status, intent }: ServiceRequest): ServiceRequest => ({ resourceType: 'ServiceRequest', status, intent, subject: {} });
