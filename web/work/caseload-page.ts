/** `My people`: what needs the practitioner now, each row saying why. */
import { arranged, type Section, type Standing, sections, urgent } from '#referral/caseload';
import type { CaseRow } from '#referral/referral-items';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { notOutSafeView } from '#web/messages/not-out-safe';
import { type Caseload, caseloadOf, coversOf, holderOf, practitionerOf } from './case-data.ts';
import { didNotice } from './did.ts';
import { type Listed, withOnwards } from './onward-why.ts';
import { caseRow } from './row.ts';
import { searchForm } from './search-page.ts';

const scopes = ['mine', 'practice', 'cover'] as const;
type Scope = (typeof scopes)[number];

/** What nobody has yet belongs to who works there, rather than to who stands in. */
const isMine = (row: CaseRow, visit: Visit): boolean => {
  const holder = holderOf(row);
  return holder === undefined ? !coversOf(visit)?.practices.includes(row.practice) : holder === practitionerOf(visit);
};
const isCovered = (row: CaseRow, visit: Visit): boolean => {
  const holder = holderOf(row);
  const covers = coversOf(visit);
  return holder === undefined ? (covers?.practices.includes(row.practice) ?? false) : (covers?.practitioners.includes(holder) ?? false);
};
const isIn: Readonly<Record<Scope, (row: CaseRow, visit: Visit) => boolean>> = { mine: isMine, practice: () => true, cover: isCovered };
const scopeOf = ({ query }: Visit): Scope => scopes.find((scope) => scope === query.get('show')) ?? 'mine';

const filters = (now: Scope, visit: Visit): Html => {
  const { filters: names } = visit.words.caseload;
  const link = (scope: Scope) =>
    html`<li><a href="/app/work${scope === 'mine' ? '' : `?show=${scope}`}"${scope === now && html` aria-current="true"`}>${names[scope]}</a></li>`;
  return html`<nav aria-label="${names.label}"><ul class="hub_filters">${scopes.filter((scope) => scope !== 'cover' || coversOf(visit)).map(link)}</ul></nav>`;
};
const sectionOf = (section: Section, standing: readonly Standing[], caseload: Listed, visit: Visit): Html | undefined =>
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
const coverNote = async (scope: Scope, visit: Visit): Promise<Html | undefined> => {
  const away = coversOf(visit)?.practitioners ?? [];
  if (away.length === 0) return undefined;
  const { filter } = visit.words.cover;
  const found = await Promise.all(away.map((id) => visit.ports.fhir.directory.practitioner(id)));
  const names = found.flatMap((one) => (one ? [one.name] : [])).join(', ');
  return html`<p class="hub_no-print">${filter.note(names)} ${scope !== 'cover' && html`<a href="/app/work?show=cover">${filter.show}</a>`}</p>`;
};

const get: NonNullable<Page['get']> = async (visit) => {
  const caseload = await caseloadOf(visit);
  const scope = scopeOf(visit);
  const rows = caseload.rows.filter((row) => isIn[scope](row, visit));
  const bySection = arranged(rows, visit.at);
  const listed = await withOnwards(caseload, rows, visit);
  const { words } = visit;
  const now = urgent.reduce((sum, section) => sum + (bySection.get(section)?.length ?? 0), 0);
  const body = html`${colleaguesOut(caseload, visit)}<p>${rows.length === 0 ? (caseload.rows.length === 0 ? words.caseload.empty : words.caseload.nobodyHere) : words.caseload.lead(rows.length, now)}</p>
${await coverNote(scope, visit)}${searchForm(visit)}${filters(scope, visit)}
<p class="hub_no-print"><a href="/app/work/today">${words.caseload.todayList}</a> · <a href="/app/work/reassign">${words.cover.reassign.link}</a></p>
${sections.map((section) => sectionOf(section, bySection.get(section) ?? [], listed, visit))}`;
  return { title: words.caseload.title, wide: true, notice: await didNotice(visit), body };
};
export const caseloadPage: Page = { path: '/app/work', for: ['practitioner'], get };
