/** What else this practice had to do with the same person. */

import { ofPeople } from '#fhir/referral/source';
import { maySee } from '#identity/access-policy';
import { recordsOf } from '#people/merging';
import { isSensitive } from '#referral/needs';
import type { ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import type { Case } from './case-data.ts';
import { needText } from './need-text.ts';

/** A person has few referrals; more than these are not listed. */
const most = 20;
export const otherReferralsView = async ({ referral, known }: Case, visit: Visit): Promise<Html> => {
  const { ports, words, today, who } = visit;
  const records = known ? recordsOf(known.person) : [referral.person];
  const ids = (await ofPeople(records, ports.fhir)).filter((id) => id !== referral.id).slice(0, most);
  const loaded = await Promise.all(ids.map((id) => ports.fhir.carryOut.store.load(id as ReferralId)));
  const others = loaded.flatMap((one) => (one && maySee(who.caller, one.referral) ? [one.referral] : []));
  if (others.length === 0) return html`<p>${words.referral.person.noOthers}</p>`;
  return html`<ul>${others
    .toSorted((one, other) => (one.receivedAt > other.receivedAt ? -1 : 1))
    .map(
      ({ id, need, receivedAt, status, ...rest }) =>
        html`<li><a href="/app/work/referrals/${id}">${isSensitive({ need, ...rest }) ? words.cover.sensitive : needText(need, words)}, ${nearDay(londonDate(receivedAt), today, words)}</a> (${words.caseworkStatus[status]})</li>`,
    )}</ul>`;
};
