/** For the manager: who looked at figures as they are, took them along or published them, in which month. */
import { doneToFigures, type Looked, lookedIn } from '#insight/looked-store';
import { metrics } from '#insight/metrics/all';
import { londonDate, londonTime } from '#referral/working-days';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { dayText } from '#web/frame/when';
import { table } from '#web/set-up/parts';
import { areasOf, territoryOf, usersOf } from '#web/set-up/territory';
import { monthOf, monthsUntil, periodText } from './periods.ts';
import { figuresPath } from './questions-page.ts';

const lookedPath = `${figuresPath}/looked`;
/** Months that may be asked for, and lines of one that are shown; the counts are of all. */
const [monthsBack, mostLines] = [12, 200];
type Names = { users: ReadonlyMap<string, string>; practices: ReadonlyMap<string, string> };

const whatText = (what: string, { words }: Visit): string => {
  const { figuresLooked: say } = words;
  return (Object.hasOwn(metrics, what) ? metrics[what]?.question : undefined) ?? new Map<string, string>(Object.entries(say.what)).get(what) ?? what;
};
const counts = (found: readonly Looked[], { users }: Names, { words: { figuresLooked: say } }: Visit): Html => {
  const rows = [...Map.groupBy(found, ({ user }) => user)].map(([user, own]) => [
    users.get(user) ?? user,
    ...doneToFigures.map((did) => String(own.filter((one) => one.did === did).length)),
  ]);
  return table(say.counts, [say.who, ...doneToFigures.map((did) => say.times[did])], rows);
};
const lines = (found: readonly Looked[], { users, practices }: Names, visit: Visit): Html => {
  const { words, today } = visit;
  const { figuresLooked: say } = words;
  const rows = found
    .slice(0, mostLines)
    .map(({ at, user, did, what, practice, period }) => [
      `${dayText(londonDate(at), today, words)}, ${londonTime(at)}`,
      users.get(user) ?? user,
      say.did[did],
      whatText(what, visit),
      practice === undefined ? say.all : (practices.get(practice) ?? practice),
      periodText(period, today, words),
    ]);
  return html`${table(say.each, [say.when, say.who, say.done, say.of, say.practice, say.period], rows)}${found.length > mostLines && html`<p>${say.more(mostLines, found.length)}</p>`}`;
};
const otherMonths = (month: string, months: readonly string[], { words, today }: Visit): Html =>
  html`<nav aria-label="${words.figuresLooked.others}"><ul>${months.map((one) => html`<li>${one === month ? periodText(one, today, words) : html`<a href="${lookedPath}?month=${one}">${periodText(one, today, words)}</a>`}</li>`)}</ul></nav>`;

const monthView = async (month: string, visit: Visit): Promise<Html> => {
  const { words, at, ports } = visit;
  const [territory, ...each] = await Promise.all([territoryOf(visit), ...areasOf(visit).map((area) => lookedIn(ports.access, area, month, at))]);
  const found = each.flat().toSorted((one, other) => (one.at < other.at ? 1 : -1));
  if (found.length === 0) return html`<p>${words.figuresLooked.none}</p>`;
  const users = new Map((await usersOf(territory, visit)).map(({ id, name }) => [id, name]));
  const names = { users, practices: new Map(territory.practices.map(({ id, name }) => [String(id), name])) };
  return html`${counts(found, names, visit)}${lines(found, names, visit)}`;
};
export const lookedPage: Page = {
  path: lookedPath,
  for: ['manager'],
  get: async (visit) => {
    const { words, today, query } = visit;
    const { figuresLooked: say } = words;
    const months = monthsUntil(monthOf(today), monthsBack).toReversed();
    const month = query.get('month') || monthOf(today);
    if (!months.includes(month)) return { trouble: 'missing' };
    return {
      title: say.title,
      back: figuresPath,
      wide: true,
      body: html`<p>${say.lead}</p><h2>${periodText(month, today, words)}</h2>${await monthView(month, visit)}<h2>${say.others}</h2>${otherMonths(month, months, visit)}`,
    };
  },
};
