/** Today's appointments in the order of their times, to print and take along: a name, a time and a place, what must be honoured, and nothing that tells why. */
import type { About } from '#people/about';
import type { CaseRow } from '#referral/referral-items';
import type { NextStep } from '#referral/types';
import { londonTime } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import { withoutWords } from '#web/people/masked';
import { safeContactText } from '#web/people/person-view';
import { type Caseload, caseloadOf, holderOf, isHers, practitionerOf } from './case-data.ts';
import { flagsFor, isMasked, nameInList } from './row.ts';

/** What to think of before setting out or ringing. */
const notesOf = (step: NextStep, { communication, safeContact }: About, { words }: Visit): string[] => {
  const { today: say } = words.casework;
  const { language, interpreterGender } = communication ?? {};
  const comes = step.interpreter ?? communication?.interpreter;
  return [
    ...(comes ? [say.interpreter([language, interpreterGender && say.gender[interpreterGender]].filter(Boolean).join(', '))] : []),
    ...(safeContact ? [safeContactText(safeContact, words)] : []),
  ].filter((note) => note !== '');
};
const line = (row: CaseRow, step: NextStep, { people, names }: Caseload, visit: Visit): Html => {
  const { words } = visit;
  const known = people.get(row.person);
  const masked = isMasked(row, known);
  const phones = step.mode === 'telephone' && !masked ? (known?.summary.phones ?? []) : [];
  const about = known?.about ?? {};
  const holder = holderOf(row);
  const whose = holder !== practitionerOf(visit) && words.caseload.whose(names.get(holder ?? '') ?? '');
  const how = [words.casework.modes[step.mode], step.place, phones.join(', ')].filter(Boolean).join(' ');
  return html`<tr><th scope="row">${step.time ?? '–'}</th><td><a href="/app/work/referrals/${row.id}">${nameInList(row, known, visit).name}</a> ${whose} ${flagsFor(row, known, visit)}${notesOf(step, masked ? withoutWords(about) : about, visit).map((note) => html`<p>${note}</p>`)}</td>
<td>${how}</td><td>${step.alone && words.referral.page.alone(step.alone.knows, londonTime(step.alone.backBy))}</td></tr>`;
};

export const todayPage: Page = {
  path: '/app/work/today',
  for: ['practitioner'],
  get: async (visit) => {
    const { words, today } = visit;
    const caseload = await caseloadOf(visit);
    const { today: say } = words.casework;
    const time = (row: CaseRow) => row.casework?.next?.time ?? '99';
    const rows = caseload.rows
      .filter((row) => isHers(visit, row) && row.casework?.next?.day === today)
      .toSorted((one, other) => (time(one) < time(other) ? -1 : 1))
      .flatMap((row) => (row.casework?.next ? [line(row, row.casework.next, caseload, visit)] : []));
    const heads = [say.time, say.who, say.how, say.alone].map((head) => html`<th scope="col">${head}</th>`);
    const table = html`<div class="hub_scroll"><table class="ds_table"><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
    return {
      title: say.title(dayText(today, today, words)),
      back: '/app/work',
      wide: true,
      body: html`<p class="hub_no-print">${words.frame.print}</p>${rows.length === 0 ? html`<p>${say.none}</p>` : table}`,
    };
  },
};
