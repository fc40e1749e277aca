/** What takes one tap from the list: nobody answered, out safe, undo. */

import { nextTry } from '#referral/attempts';
import { contactsOf } from '#referral/contacts';
import { calendar } from '#referral/working-days';
import { text } from '#web/frame/form';
import type { Page, Visit } from '#web/frame/page';
import { act, contactId, refusedPage } from './act.ts';
import { caseOf, readReferralId } from './case-data.ts';
import { did } from './did.ts';

const holidaysOf = async (area: Parameters<Visit['ports']['fhir']['directory']['area']>[0], { ports }: Visit) =>
  calendar((await ports.fhir.directory.area(area))?.holidays);

/** A call that nobody answered: noted now, and the next try planned. */
const noAnswer: Page = {
  path: '/app/work/referrals/{referral}/no-answer',
  for: ['practitioner'],
  post: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const { referral } = found;
    const contact = { id: contactId(visit), at: visit.at, mode: 'telephone', outcome: 'no-answer', twoWay: false, help: [] } as const;
    const day = nextTry(visit.today, await holidaysOf(referral.area, visit));
    const kind = referral.casework?.contacts ? 'call' : 'first-call';
    const done = await act(visit, referral.id, { type: 'log-contact', contact: { ...contact, help: [] }, next: { kind, day, mode: 'telephone' } });
    const isDone = done.ok || done.because === 'duplicate';
    return isDone ? { go: `/app/work?${did('no-answer', { referral: referral.id, contact: contact.id })}` } : refusedPage(done);
  },
};
const undo: Page = {
  path: '/app/work/referrals/{referral}/undo',
  for: ['practitioner'],
  post: async (visit) => {
    const referral = readReferralId(visit.params.referral);
    if (!referral) return { trouble: 'missing' };
    const done = await act(visit, referral, { type: 'strike-contact', contact: text(visit.form, 'contact') });
    if (done.ok) return { go: `/app/work?${did('undone')}` };
    return done.because === 'too-late' ? { go: `/app/work/referrals/${referral}?did=too-late` } : refusedPage(done);
  },
};
const safe: Page = {
  path: '/app/work/referrals/{referral}/safe',
  for: ['practitioner'],
  post: async (visit) => {
    const referral = readReferralId(visit.params.referral);
    if (!referral) return { trouble: 'missing' };
    const done = await act(visit, referral, { type: 'confirm-safe' });
    return done.ok ? { go: `/app/work?${did('safe')}` } : refusedPage(done);
  },
};
/** Later than ten minutes a contact is struck out with a reason; it stays readable. */
const strike: Page = {
  path: '/app/work/referrals/{referral}/strike',
  for: ['practitioner'],
  post: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    const reason = text(visit.form, 'reason').slice(0, 200);
    if (!found) return { trouble: 'missing' };
    const known = contactsOf(found.commits).some(({ contact }) => contact.id === text(visit.form, 'contact'));
    if (!known || reason === '') return { go: `/app/work/referrals/${found.referral.id}` };
    const done = await act(visit, found.referral.id, { type: 'strike-contact', contact: text(visit.form, 'contact'), reason });
    return done.ok ? { go: `/app/work/referrals/${found.referral.id}?${did('saved')}` } : refusedPage(done);
  },
};
export const quickActs: readonly Page[] = [noAnswer, undo, safe, strike];
