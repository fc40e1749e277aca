/** Today's appointments in the order of their times, to print and take along: a name, a time and a place, and nothing that tells why. */
import { londonTime } from '#referral/working-days';
import { html } from '#web/frame/html';
import type { Page } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import { caseloadOf, isHers } from './case-data.ts';
import { flagsFor, nameInList } from './row.ts';

export const todayPage: Page = {
  path: '/app/work/today',
  for: ['practitioner'],
  get: async (visit) => {
    const { words, today } = visit;
    const caseload = await caseloadOf(visit);
    const { today: say } = words.casework;
    const rows = caseload.rows
      .filter((row) => isHers(visit, row) && row.casework?.next?.day === today)
      .toSorted((one, other) => ((one.casework?.next?.time ?? '99') < (other.casework?.next?.time ?? '99') ? -1 : 1));
    const line = (row: (typeof rows)[number]) => {
      const [step, known] = [row.casework?.next, caseload.people.get(row.person)];
      const phones = step?.mode === 'telephone' && nameInList(row, known, visit).born !== undefined ? (known?.summary.phones ?? []) : [];
      return html`<tr><th scope="row">${step?.time ?? '–'}</th><td><a href="/app/work/referrals/${row.id}">${nameInList(row, known, visit).name}</a> ${flagsFor(row, known, visit)}</td>
<td>${step && words.casework.modes[step.mode]} ${step?.place} ${phones.join(', ')}</td><td>${step?.alone && words.referral.page.alone(step.alone.knows, londonTime(step.alone.backBy))}</td></tr>`;
    };
    const table = html`<div class="hub_scroll"><table class="ds_table"><thead><tr><th scope="col">${say.time}</th><th scope="col">${say.who}</th><th scope="col">${say.how}</th><th scope="col">${say.alone}</th></tr></thead><tbody>${rows.map(line)}</tbody></table></div>`;
    return {
      title: say.title(dayText(today, today, words)),
      back: '/app/work',
      wide: true,
      body: html`<p class="hub_no-print">${words.frame.print}</p>${rows.length === 0 ? html`<p>${say.none}</p>` : table}`,
    };
  },
};
