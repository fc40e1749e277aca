/** On a person's pages: that there is a concern, for who may read it, and the way to raise one, for everybody who may be here. */
import { mayReadConcern } from '#identity/concern-policy';
import { concernAddress, concernStore } from '#people/concern-store';
import { recordsOf } from '#people/merging';
import type { Person } from '#people/types';
import type { ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';

export const concernsOf = async (person: Person, { ports, who, words, today }: Visit): Promise<Html | undefined> => {
  const { ofPerson } = words.concern;
  const all = (await concernStore(ports.fhir.referrals).ofPeople(recordsOf(person))).filter((concern) => mayReadConcern(who, concern));
  if (all.length === 0) return undefined;
  const line = (concern: (typeof all)[number]) => {
    const say = concern.closed ? ofPerson.closed : ofPerson.open;
    return html`<li><a href="/app/concerns/${concernAddress(concern)}">${say(nearDay(londonDate(concern.raisedAt), today, words))}</a></li>`;
  };
  return html`<ul class="hub_no-print">${all.map(line)}</ul>`;
};
export const concernLink = (person: Pick<Person, 'id'>, referral: ReferralId | undefined, { who, words }: Visit): Html => {
  const at = who.caller.kind === 'practice' ? 'practice' : 'work';
  return html`<p class="hub_no-print"><a class="hub_concern" href="/app/${at}/people/${person.id}/concern${referral && `?referral=${referral}`}">${words.referral.page.concern}</a></p>`;
};
