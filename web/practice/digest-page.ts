/** A month of the practice on one page, without names: to print, or to show at a meeting. */

import { addDays } from '#platform/time';
import type { Instant, LocalDate } from '#platform/types';
import { closedSince, openCaseload } from '#referral/caseload-store';
import { type Digest, digestOf } from '#referral/practice-view';
import { atLondonTime } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import type { Words } from '#web/words/words';

const path = '/app/practice/digest';
/** Months back; older ones belong to reports. */
const most = 24;

const firstOf = (month: string): LocalDate => `${month}-01` as LocalDate;
const before = (month: string): string => addDays(firstOf(month), -1).slice(0, 7);
const after = (month: string): string => addDays(firstOf(month), 31).slice(0, 7);
const monthText = (month: string, { when }: Words): string => `${when.months[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
const earliest = (now: string): string => `${Number(now.slice(0, 4)) - most / 12}${now.slice(4)}`;
/** The one asked for, where there can be one; else this month. */
const monthIn = ({ query, today }: Visit): string => {
  const [asked, now] = [query.get('month') ?? '', today.slice(0, 7)];
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) && asked <= now && asked >= earliest(now) ? asked : now;
};

const newsOf = (digest: Digest, { practice }: Words): string[] => {
  const { news } = practice.digest;
  const { how, from, conversations, waiting, referred } = digest;
  const done = how['goals-met'] ?? 0;
  return [
    ...(done > 0 ? [news.done(done)] : []),
    ...(how['supported-elsewhere'] ? [news.supported(how['supported-elsewhere'])] : []),
    ...(conversations ? [news.talked(conversations.of, conversations.days)] : []),
    ...(from.self ? [news.themselves(from.self)] : []),
    ...(waiting === 0 && referred > 0 ? [news.nobodyWaits] : []),
  ];
};
type Line = [what: string, count: number, part?: true];
const linesOf = ({ referred, from, conversations, closed, how, waiting }: Digest, isNow: boolean, { practice }: Words): Line[] => {
  const { digest } = practice;
  const parts = <Name extends string>(counts: Partial<Record<Name, number>>, words: Readonly<Record<Name, string>>): Line[] =>
    (Object.keys(words) as Name[]).flatMap((name): Line[] => (counts[name] ? [[words[name], counts[name], true]] : []));
  return [
    [digest.referred, referred],
    ...parts(from, digest.from),
    [digest.conversations, conversations?.of ?? 0],
    [digest.closed, closed],
    ...parts(how, digest.how),
    ...(isNow ? [[digest.waiting, waiting] satisfies Line] : []),
  ];
};
const table = (lines: readonly Line[], { practice: { digest } }: Words): Html =>
  html`<table class="ds_table"><caption>${digest.numbers}</caption><thead><tr><th scope="col">${digest.what}</th><th scope="col">${digest.count}</th></tr></thead><tbody>${lines.map(
    ([what, count, part]) => html`<tr><th scope="row"${part && html` class="hub_part"`}>${what}</th><td>${count}</td></tr>`,
  )}</tbody></table>`;

const rowsFrom = async (from: Instant, { who, ports }: Visit) => {
  if (who.caller.kind !== 'practice') return [];
  const { referrals } = ports.fhir;
  const rows = await Promise.all([openCaseload(referrals, [who.caller.practice]), closedSince(referrals, [who.caller.practice], from)]);
  return rows.flat();
};
const get: NonNullable<Page['get']> = async (visit) => {
  const { words, today } = visit;
  const { digest } = words.practice;
  const [month, now] = [monthIn(visit), today.slice(0, 7)];
  const figures = digestOf(await rowsFrom(atLondonTime(firstOf(month), '00:00'), visit), month);
  const news = newsOf(month === now ? figures : { ...figures, waiting: -1 }, words);
  const links = html`<nav aria-label="${digest.choose}"><ul class="hub_filters">${month > earliest(now) && html`<li><a href="${path}?month=${before(month)}">${digest.earlier}</a></li>`}${month < now && html`<li><a href="${path}?month=${after(month)}">${digest.next}</a></li>`}</ul></nav>`;
  const body = html`${links}<p class="hub_no-print">${words.frame.print}</p>
<h2>${digest.good}</h2>${news.length > 0 ? html`<ul>${news.map((line) => html`<li>${line}</li>`)}</ul>` : html`<p>${digest.noNews}</p>`}
${table(linesOf(figures, month === now, words), words)}<p class="hub_quiet">${digest.names}</p>`;
  return { title: digest.title(monthText(month, words)), back: '/app/practice', body };
};
export const digestPage: Page = { path, for: ['staff'], get };
