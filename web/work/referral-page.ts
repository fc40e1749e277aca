/** One referral: what is next, what was asked, who it is, which organisations help, what happened. */
import { isOpen, isUnderWay } from '#referral/edges';
import { londonDate, londonTime } from '#referral/working-days';
import { concernLink, concernsOf } from '#web/concern/of-person';
import { cameBackView, episodeBefore } from '#web/cover/came-back';
import { showNameView } from '#web/cover/show-name';
import { onwardsOf } from '#web/find/onward-data';
import { onwardsView } from '#web/find/onward-view';
import { button, formTo } from '#web/frame/fields';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import { mattersCard } from '#web/matters/matters-card';
import { personView, safeContactView } from '#web/people/person-view';
import { newContact } from './act.ts';
import { type Case, caseOf, practitionerOf } from './case-data.ts';
import { didNotice } from './did.ts';
import { historyView } from './history-view.ts';
import { namesIn } from './names.ts';
import { otherReferralsView } from './other-referrals.ts';
import { requestView, warningsView } from './request-view.ts';
import { flagsFor, nameInCase, stepText } from './row.ts';

type Names = ReadonlyMap<string, string>;
const link = (to: string, text: string, kind = 'ds_button--secondary') =>
  html`<a class="ds_button ${kind} ds_button--small hub_button-small" href="${to}">${text}</a>`;

const nextView = ({ referral, masked }: Case, names: Names, visit: Visit): Html => {
  const { page } = visit.words.referral;
  const { words, who, today } = visit;
  const at = `/app/work/referrals/${referral.id}`;
  const step = referral.casework?.next;
  const alone = step?.alone;
  const handover = referral.casework?.handover;
  return html`<section class="hub_card"><h2>${page.next}</h2>
${handover && html`<p>${page.handover(names.get(handover.from) ?? handover.from, nearDay(londonDate(handover.at), today, words))}${handover.note && !masked && `: ${handover.note}`}</p>`}
<p>${step ? stepText(step, visit, masked) : page.noNext}</p>
${alone && html`<p>${alone.safeAt ? page.outSafe(londonTime(alone.safeAt)) : page.alone(alone.knows, londonTime(alone.backBy))} <span class="hub_quiet">${page.aloneNote}</span></p>${!alone.safeAt && formTo(`${at}/safe`, who.csrf, button(page.safe, 'small'), 'button')}`}
<div class="hub_row__acts">${link(`${at}/contact`, page.log, '')}${link(`${at}/step`, step ? page.change : page.plan)}${formTo(`${at}/no-answer`, who.csrf, html`${newContact(visit)}${button(words.caseload.act.noAnswer, 'small')}`, 'button')}</div></section>`;
};
const more = ({ referral, known }: Case, visit: Visit): Html => {
  const { words } = visit;
  const { page } = words.referral;
  const at = `/app/work/referrals/${referral.id}`;
  const person = `/app/work/people/${known?.person.id ?? referral.person}`;
  const links = [
    ...(isUnderWay(referral.status) ? [[`${at}/find`, words.finding.link] as const] : []),
    [`${person}/matters?referral=${referral.id}`, page.matters],
    [`${person}/consent?referral=${referral.id}`, page.consent],
    [`${person}/measures?referral=${referral.id}`, page.measures],
    [`${at}/sheet`, page.sheet],
    [`${person}/same`, words.intake.twice.link],
    [`${at}/letter`, words.messages.letter.link],
    [`${at}/hand-over`, page.handOver],
    [`${at}/close`, page.close],
  ] as const;
  return html`<nav class="hub_no-print" aria-label="${page.more}"><ul class="hub_filters">${links.map(([to, text]) => html`<li><a href="${to}">${text}</a></li>`)}</ul></nav>
${concernLink(known?.person ?? { id: referral.person }, referral.id, visit)}`;
};

export const referralPage: Page = {
  path: '/app/work/referrals/{referral}',
  for: ['practitioner'],
  get: async (visit) => {
    const found = await caseOf(visit, visit.params.referral);
    if (!found) return { trouble: 'missing' };
    const { referral, commits, sent, known } = found;
    if (referral.status === 'requested') return { go: `/app/work/referrals/${referral.id}/triage` };
    const { page, request, person } = visit.words.referral;
    const open = isOpen(referral.status);
    const names = await namesIn(found, visit);
    const holder = 'practitioner' in referral ? referral.practitioner : undefined;
    const whole =
      async () => html`${await mattersCard(found, visit)}${onwardsView(await onwardsOf(found, isUnderWay(referral.status), visit), isUnderWay(referral.status), found, visit)}
<div class="hub_columns"><section><h2>${person.title}</h2>${known && html`${personView(known, visit)}<p class="hub_no-print"><a href="/app/work/people/${known.person.id}/matters/reach?referral=${referral.id}">${visit.words.intake.reach.change}</a></p>`}<h3>${person.others}</h3>${await otherReferralsView(found, visit)}</section>
<section><h2>${request.title}</h2>${requestView(referral, sent, visit)}</section></div>
<section><h2>${page.history}</h2>${historyView(referral, commits, names, open, visit)}</section>`;
    const body = html`${found.masked && showNameView(found, visit)}<p>${flagsFor(referral, known, visit)}</p>${known && safeContactView(known, visit)}${warningsView(referral, visit)}
${holder !== undefined && holder !== practitionerOf(visit) && html`<p>${page.holder}: ${names.get(holder) ?? holder}</p>`}
${await episodeBefore(found, visit)}${open ? nextView(found, names, visit) : await cameBackView(found, visit)}
${more(found, visit)}${known && (await concernsOf(known.person, visit))}${!found.masked && (await whole())}`;
    return { title: nameInCase(found, visit), back: '/app/work', wide: true, notice: await didNotice(visit), body };
  },
};
