/** `Our referrals`: everybody's of the practice, how each stands, and what came back. */
import { isWaiting, messageBack } from '#referral/practice-view';
import type { CaseRow } from '#referral/referral-items';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { type Known, knownPeople } from '#web/people/people';
import { nameInList } from '#web/work/row';
import { cameText, isMine, practiceRows, staffCaller, stateText, waitText } from './practice-data.ts';

const path = '/app/practice';
const onPage = 50;
const scopes = ['all', 'mine'] as const;
type Scope = (typeof scopes)[number];

const addressOf = (scope: Scope, page = 1): string => {
  const query = [...(scope === 'mine' ? ['show=mine'] : []), ...(page > 1 ? [`page=${page}`] : [])].join('&');
  return query === '' ? path : `${path}?${query}`;
};
const filters = (now: Scope, { words }: Visit): Html => {
  const { filters: names } = words.practice.ours;
  const link = (scope: Scope) => html`<li><a href="${addressOf(scope)}"${scope === now && html` aria-current="true"`}>${names[scope]}</a></li>`;
  return html`<nav aria-label="${names.label}"><ul class="hub_filters">${scopes.map(link)}</ul></nav>`;
};
const pager = (scope: Scope, page: number, pages: number, { words }: Visit): Html | undefined => {
  const { ours } = words.practice;
  if (pages < 2) return undefined;
  return html`<nav aria-label="${ours.pages}" class="hub_no-print"><p>${ours.page(page, pages)}</p><ul class="hub_filters">${page > 1 && html`<li><a href="${addressOf(scope, page - 1)}">${ours.newer}</a></li>`}${page < pages && html`<li><a href="${addressOf(scope, page + 1)}">${ours.older}</a></li>`}</ul></nav>`;
};
const item = (row: CaseRow, known: Known | undefined, visit: Visit): Html => {
  const { name, born } = nameInList(row, known, visit);
  const message = messageBack(row);
  return html`<li><div class="hub_row__main"><h2 class="hub_row-title"><a href="${path}/referrals/${row.id}">${name}</a></h2><p class="hub_quiet">${[...(born ? [born] : []), cameText(row, visit)].join(' · ')}</p>
<p>${row.question && html`<strong class="hub_flag">${visit.words.practice.asks}</strong> `}${stateText({ ...row, question: undefined }, visit)}</p>${message !== '' && html`<p class="hub_prewrap">${message}</p>`}</div></li>`;
};

const get: NonNullable<Page['get']> = async (visit) => {
  const { words, query, ports } = visit;
  const { ours } = words.practice;
  const by = staffCaller(visit);
  const practice = by && (await ports.fhir.directory.practice(by.practice));
  if (!practice) return { trouble: 'missing' };
  const all = await practiceRows(visit);
  const scope = query.get('show') === 'mine' ? 'mine' : 'all';
  const rows = scope === 'mine' ? all.filter((row) => isMine(row, visit)) : all;
  const pages = Math.max(1, Math.ceil(rows.length / onPage));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(query.get('page'))) || 1));
  const shown = rows.slice((page - 1) * onPage, page * onPage);
  const people = await knownPeople(
    shown.map(({ person }) => person),
    ports.fhir.referrals,
  );
  const list = html`<ul class="hub_rows">${shown.map((row) => item(row, people.get(row.person), visit))}</ul>${pager(scope, page, pages, visit)}`;
  const body = html`<p>${waitText(all, practice, visit)} ${ours.waiting(all.filter(isWaiting).length)}</p>
<p class="hub_no-print"><a class="ds_button" href="${path}/refer">${ours.refer}</a></p>${filters(scope, visit)}
${rows.length === 0 ? html`<p>${scope === 'mine' ? ours.noneMine : ours.none}</p>` : html`<p class="hub_quiet">${ours.lasts}</p>${list}`}`;
  return { title: ours.title, wide: true, body };
};
export const oursPage: Page = { path, for: ['staff'], get };
