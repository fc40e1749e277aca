/** `My people`: what needs the practitioner now, each row saying why. */
import { arranged, type Section, type Standing, sections } from '#referral/caseload';
import type { CaseRow } from '#referral/referral-items';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { notOutSafeView } from '#web/messages/not-out-safe';
import { type Caseload, caseloadOf, practitionerOf } from './case-data.ts';
import { didNotice } from './did.ts';
import { caseRow } from './row.ts';
import { searchForm } from './search-page.ts';

const scopes = ['mine', 'practice'] as const;
type Scope = (typeof scopes)[number];
/** What asks for somebody today. */
const urgent: readonly Section[] = ['not-out-safe', 'today', 'to-write-up', 'new', 'not-delivered', 'messages', 'overdue'];

const isMine = (row: CaseRow, visit: Visit): boolean => {
  const holder = 'practitioner' in row ? row.practitioner : undefined;
  return holder === undefined || holder === practitionerOf(visit);
};
const scopeOf = ({ query }: Visit): Scope => scopes.find((scope) => scope === query.get('show')) ?? 'mine';

const filters = (now: Scope, { words }: Visit): Html => {
  const { filters: names } = words.caseload;
  const link = (scope: Scope) =>
    html`<li><a href="/app/work${scope === 'mine' ? '' : `?show=${scope}`}"${scope === now && html` aria-current="true"`}>${names[scope]}</a></li>`;
  return html`<nav aria-label="${names.label}"><ul class="hub_filters">${scopes.map(link)}</ul></nav>`;
};
const sectionOf = (section: Section, standing: readonly Standing[], caseload: Caseload, visit: Visit): Html | undefined =>
  standing.length === 0
    ? undefined
    : html`<section aria-labelledby="s-${section}"><h2 id="s-${section}">${visit.words.caseload.sections[section]} <span class="hub_quiet">(${standing.length})</span></h2>
<ul class="hub_rows">${standing.map((one) => caseRow(one, caseload, visit))}</ul></section>`;

const colleaguesOut = ({ rows, out, names }: Caseload, visit: Visit): Html | undefined =>
  notOutSafeView(
    out.filter((row) => !isMine(row, visit)),
    new Set(rows.map(({ id }) => id)),
    names,
    visit,
  );

const get: NonNullable<Page['get']> = async (visit) => {
  const caseload = await caseloadOf(visit);
  const scope = scopeOf(visit);
  const rows = scope === 'mine' ? caseload.rows.filter((row) => isMine(row, visit)) : caseload.rows;
  const bySection = arranged(rows, visit.at);
  const { words } = visit;
  const now = urgent.reduce((sum, section) => sum + (bySection.get(section)?.length ?? 0), 0);
  const body = html`${colleaguesOut(caseload, visit)}<p>${rows.length === 0 ? (caseload.rows.length === 0 ? words.caseload.empty : words.caseload.nobodyHere) : words.caseload.lead(rows.length, now)}</p>
${searchForm(visit)}${filters(scope, visit)}
<p class="hub_no-print"><a href="/app/work/today">${words.caseload.todayList}</a></p>
${sections.map((section) => sectionOf(section, bySection.get(section) ?? [], caseload, visit))}`;
  return { title: words.caseload.title, wide: true, notice: await didNotice(visit), body };
};
export const caseloadPage: Page = { path: '/app/work', for: ['practitioner'], get };
