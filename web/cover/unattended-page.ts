/** For the manager: what nobody looks after. How many, since when, and opaque names of referrals: who the people are is not hers to see. */
import type { CaseRow } from '#referral/referral-items';
import { londonDate } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { dayText, nearDay } from '#web/frame/when';
import { referenceOf } from '#web/work/reference';
import { needsNow, type Unattended, unattendedFor } from './unattended.ts';

const whyOf = ({ attendance }: Unattended, { words, today }: Visit): string => {
  const { why } = words.cover.unattended;
  if (!attendance) return why.empty;
  switch (attendance.is) {
    case 'away':
    case 'cover-away':
      return why[attendance.is](dayText(attendance.until, today, words));
    case 'left':
    case 'signed-out':
      return why[attendance.is];
    case 'there':
    case 'covered':
      return '';
  }
};
const rowView = (row: CaseRow, { words, today }: Visit): Html => {
  const { unattended: say } = words.cover;
  const step = row.casework?.next;
  const since = step ? say.since(nearDay(step.day, today, words)) : say.came(nearDay(londonDate(row.receivedAt), today, words));
  return html`<li>${say.row(referenceOf(row.id))}: ${since}</li>`;
};
const actsOf = ({ attendance }: Unattended, { words }: Visit): Html | undefined => {
  const { unattended: say } = words.cover;
  if (!attendance) return undefined;
  const isAway = attendance.is === 'away' || attendance.is === 'cover-away';
  return isAway ? html`<p><a href="/app/manage/absence">${say.setCover}</a></p>` : html`<p><a href="/app/manage/reassign">${say.reassign}</a></p>`;
};
const listView = (one: Unattended, n: number, visit: Visit): Html => {
  const { unattended: say } = visit.words.cover;
  const now = one.rows.filter((row) => needsNow(row, visit));
  return html`<section class="hub_card" aria-labelledby="u-${n}"><h2 id="u-${n}">${one.holder ? `${one.holder.name}, ${one.practiceName}` : say.nobody(one.practiceName)}</h2>
<p>${whyOf(one, visit)}</p><p>${say.counts(one.rows.length, now.length)}</p>${now.length > 0 && html`<ul>${now.map((row) => rowView(row, visit))}</ul>`}${actsOf(one, visit)}</section>`;
};

export const unattendedPage: Page = {
  path: '/app/manage/unattended',
  for: ['manager'],
  get: async (visit) => {
    const { unattended: say } = visit.words.cover;
    const all = await unattendedFor(visit);
    const body = html`<p>${say.lead}</p>${all.length === 0 ? html`<p>${say.none}</p>` : all.map((one, n) => listView(one, n, visit))}`;
    return { title: say.title, body };
  },
};
