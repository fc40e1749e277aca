/** Finding somebody: what is typed is posted, and the address of the answer is opaque, so that Back works and no history tells a name. */

import { plainFamily } from '#people/likeness';
import { later } from '#platform/time';
import { reasonsOf } from '#referral/caseload';
import type { CaseRow } from '#referral/referral-items';
import { londonDate } from '#referral/working-days';
import { button, formTo, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { nearDay } from '#web/frame/when';
import type { Known } from '#web/people/people';
import { type Caseload, caseloadOf } from './case-data.ts';
import { withOnwards } from './onward-why.ts';
import { caseRow, nameInList } from './row.ts';

const context = 'caseload search';
export const searchForm = (visit: Visit, typed = ''): Html =>
  html`<div class="hub_no-print hub_search" role="search">${formTo(
    '/app/work/search',
    visit.who.csrf,
    html`${textField(
      { name: 'find', label: visit.words.caseload.search.label, hint: visit.words.caseload.search.hint, most: 100, type: 'search' },
      { form: new Map([['find', [typed]]]) },
    )}${button(visit.words.caseload.search.button, 'secondary')}`,
  )}</div>`;

const digits = (value: string) => value.replaceAll(/\D/g, '');
/** `1/1/2001`, `01.01.2001` or `2001-01-01` as FHIR writes it. */
const asDay = (typed: string): string | undefined => {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? [];
  const [, day2, month2, year2] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed) ?? [];
  const parts = year ? [year, month, day] : [year2, month2, day2];
  return parts[0] ? parts.map((part, n) => (n === 0 ? part : part?.padStart(2, '0'))).join('-') : undefined;
};
/** A name by its beginning, a birth date whole, a number whole. */
const matches = (typed: string, { person, summary }: Known): boolean => {
  const day = asDay(typed);
  if (day) return summary.birthDate === day;
  const number = digits(typed);
  if (number.length >= 6) return summary.numbers.some((one) => digits(one) === number) || person.facts.number?.value === number;
  const wanted = typed
    .split(/[\s,]+/)
    .map(plainFamily)
    .filter((word) => word !== '');
  const names = (summary.listName ?? '').split(/[\s,'’-]+/).map(plainFamily);
  const whole = plainFamily(summary.listName ?? '');
  return wanted.length > 0 && wanted.every((word) => names.some((name) => name.startsWith(word)) || whole.includes(word));
};

const search: Page = {
  path: '/app/work/search',
  for: ['practitioner'],
  post: async (visit) => {
    const typed = text(visit.form, 'find').slice(0, 100);
    if (typed === '') return { go: '/app/work' };
    const sealed = await visit.ports.fhir.keys.seal(typed, `${context} ${visit.who.user.id}`);
    return { go: `/app/work/found/${sealed}` };
  },
};
/** Milliseconds for which somebody who was closed is still found here. */
const closedFor = 366 * 86_400_000;
/** Of each practice. */
const mostClosed = 120;
const fitting = (typed: string, { rows, people }: Caseload): CaseRow[] =>
  rows.filter(({ person }) => {
    const known = people.get(person);
    return known !== undefined && matches(typed, known);
  });
/** Who came back is opened anew on the referral's own page. */
const endedRow = (row: CaseRow, { people }: Caseload, visit: Visit): Html => {
  const { name, born } = nameInList(row, people.get(row.person), visit);
  const when = visit.words.caseload.search.ended(nearDay(londonDate(row.task.lastUpdated), visit.today, visit.words));
  return html`<li><div class="hub_row__main"><h3 class="hub_row-title"><a href="/app/work/referrals/${row.id}">${name}</a></h3><p class="hub_quiet">${[...(born ? [born] : []), when].join(' · ')}</p></div></li>`;
};
/** Looked for when asked: most who are looked for are open, and there are more of the others every year. */
const closedPart = async (typed: string, visit: Visit): Promise<Html> => {
  const { search: words } = visit.words.caseload;
  if (visit.query.get('closed') !== 'yes') return html`<p><a href="${visit.call.path}?closed=yes">${words.lookClosed}</a></p>`;
  const closed = await caseloadOf(visit, { from: later(visit.at, -closedFor), newest: mostClosed });
  const ended = fitting(typed, closed);
  return html`<h2>${words.closed(ended.length)}</h2><p class="hub_quiet">${words.closedHint(mostClosed)}</p><ul class="hub_rows">${ended.map((row) => endedRow(row, closed, visit))}</ul>`;
};
const found: Page = {
  path: '/app/work/found/{sealed}',
  for: ['practitioner'],
  get: async (visit) => {
    const typed = await visit.ports.fhir.keys.open(visit.params.sealed ?? '', `${context} ${visit.who.user.id}`);
    if (typed === undefined) return { trouble: 'missing' };
    const open = await caseloadOf(visit);
    const rows = fitting(typed, open);
    const listed = await withOnwards(open, rows, visit);
    const { search: words } = visit.words.caseload;
    return {
      title: words.title,
      back: '/app/work',
      wide: true,
      body: html`${searchForm(visit, typed)}<div role="status"><h2>${words.count(rows.length)}</h2></div>
<ul class="hub_rows">${rows.map((row) => caseRow({ row, reasons: reasonsOf(row, visit.at) }, listed, visit))}</ul>
${await closedPart(typed, visit)}`,
    };
  },
};
export const searchPages: readonly Page[] = [search, found];
