/** For the manager: how often names were looked at that are not for everybody. Counts, never whose. */
import { type Opening, openingStore } from '#people/opening-store';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';

const monthsBefore = (month: string, count: number): string[] => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return Array.from({ length: count }, (_, n) => new Date(Date.UTC(year, number - 1 - n, 1)).toISOString().slice(0, 7));
};
type Count = { user: string; times: number; withReason: number };
const countsOf = (openings: readonly Opening[]): Count[] => {
  const users = [...new Set(openings.map(({ user }) => user))].sort();
  return users.map((user) => {
    const own = openings.filter((one) => one.user === user);
    return { user, times: own.length, withReason: own.filter(({ reason }) => reason !== undefined).length };
  });
};
const monthView = (month: string, openings: readonly Opening[], names: ReadonlyMap<string, string>, { words }: Visit): Html => {
  const { openings: say } = words.cover;
  const [year, number] = month.split('-');
  const title = say.month(`${words.when.months[Number(number) - 1]} ${year}`);
  if (openings.length === 0) return html`<h2>${title}</h2><p>${say.none}</p>`;
  const row = ({ user, times, withReason }: Count) => html`<tr><th scope="row">${names.get(user) ?? user}</th><td>${times}</td><td>${withReason}</td></tr>`;
  return html`<h2>${title}</h2><div class="hub_scroll"><table class="ds_table"><thead><tr><th scope="col">${say.who}</th><th scope="col">${say.times}</th><th scope="col">${say.withReason}</th></tr></thead><tbody>${countsOf(openings).map(row)}</tbody></table></div>`;
};

/** Names of those who sign in as practitioners of these areas. */
const namesOf = async (visit: Visit): Promise<Map<string, string>> => {
  const { directory } = visit.ports.fhir;
  const areas = visit.who.caller.kind === 'manager' ? visit.who.caller.areas : [];
  const practices = (await Promise.all(areas.map((area) => directory.practicesIn(area)))).flat();
  const practitioners = new Set((await Promise.all(practices.map(({ id }) => directory.practitionersOf(id)))).flat().map(({ id }) => id));
  const users = (await Promise.all([...practitioners].map((id) => visit.ports.users.ofPractitioner(id)))).flat();
  return new Map(users.map(({ id, name }) => [id, name]));
};

export const openingsPage: Page = {
  path: '/app/manage/openings',
  for: ['manager'],
  get: async (visit) => {
    const { openings: say } = visit.words.cover;
    const areas = visit.who.caller.kind === 'manager' ? visit.who.caller.areas : [];
    const store = openingStore(visit.ports.access);
    const names = await namesOf(visit);
    const months = await Promise.all(
      monthsBefore(visit.today.slice(0, 7), 3).map(async (month) => {
        const found = await Promise.all(areas.map((area) => store.ofMonth(area, month, visit.at)));
        return monthView(month, found.flat(), names, visit);
      }),
    );
    return { title: say.title, body: html`<p>${say.lead} <a href="/app/figures/looked">${visit.words.figuresLooked.title}</a></p>${months}` };
  },
};
