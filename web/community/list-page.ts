/** All organisations of a manager's areas: who needs her, and why. */
import { plain } from '#directory/entry';
import { button, formTo, textField } from '#web/frame/fields';
import { text } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { fullDay } from '#web/set-up/parts';
import { areaName, territoryOf } from '#web/set-up/territory';
import { organisationPath, organisationsOf, type Standing, standingsOf } from './organisations.ts';
import { linkButton, whyFlag } from './parts.ts';

const path = '/app/community';
const context = 'organisations search';
const row = ({ organisation, facts, attention }: Standing, visit: Visit): Html => {
  const { list } = visit.words.community;
  const { lastSpoken } = facts.relationship;
  return html`<li><h2 class="hub_row-title"><a href="${organisationPath(organisation)}">${organisation.name}</a></h2>
${attention.length > 0 && html`<p>${attention.map((one) => whyFlag(one, visit))}</p>`}${lastSpoken && html`<p class="hub_quiet">${list.spoken(fullDay(lastSpoken, visit))}</p>`}</li>`;
};
const rows = (standings: readonly Standing[], visit: Visit): Html =>
  standings.length === 0 ? html`<p>${visit.words.community.list.nothing}</p>` : html`<ul class="hub_rows">${standings.map((one) => row(one, visit))}</ul>`;
/** Those with most to do first; then by name, as they came. */
const sorted = (standings: readonly Standing[]): Standing[] => standings.toSorted((one, other) => other.attention.length - one.attention.length);

const searchForm = (visit: Visit, typed = ''): Html => {
  const { list } = visit.words.community;
  const field = textField({ name: 'find', label: list.search, most: 100, type: 'search' }, { form: new Map([['find', [typed]]]) });
  return html`<div class="hub_search" role="search">${formTo(`${path}/search`, visit.who.csrf, html`${field}${button(list.find, 'secondary')}`)}</div>`;
};
const shows = ['needs', 'well', 'all'] as const;
type Show = (typeof shows)[number];
const filterOf = ({ query }: Visit): Show => shows.find((one) => one === query.get('show')) ?? 'needs';
const within: Record<Show, (one: Standing) => boolean> = {
  needs: ({ attention }) => attention.length > 0,
  well: ({ attention }) => attention.length === 0,
  all: () => true,
};
const filters = (standings: readonly Standing[], current: Show, { words }: Visit): Html => {
  const { list } = words.community;
  const label: Record<Show, (count: number) => string> = { needs: list.some, well: list.well, all: list.all };
  const one = (show: Show) =>
    html`<li><a href="${path}?show=${show}"${show === current && html` aria-current="page"`}>${label[show](standings.filter(within[show]).length)}</a></li>`;
  return html`<nav aria-label="${list.filters}"><ul class="hub_filters">${shows.map(one)}</ul></nav>`;
};
const listPage: Page = {
  path,
  for: ['manager'],
  get: async (visit) => {
    const { list } = visit.words.community;
    const [organisations, { areas }] = await Promise.all([organisationsOf(visit), territoryOf(visit)]);
    const standings = await standingsOf(organisations, visit);
    const current = filterOf(visit);
    const places = areas.map((area) => html`<li><a href="${path}/areas/${area.id}">${list.area(areaName(area))}</a></li>`);
    const shown = sorted(standings.filter(within[current]));
    return {
      title: list.title,
      body: html`<p>${list.lead}</p><p>${linkButton(`${path}/add`, list.add)}</p>${searchForm(visit)}
${organisations.length === 0 ? html`<p>${list.empty}</p>` : html`${filters(standings, current, visit)}${rows(shown, visit)}`}
<ul><li><a href="${path}/gaps">${list.gaps}</a></li><li><a href="/app/plan">${visit.words.improvement.list.link}</a></li>${places}</ul>`,
    };
  },
};

const search: Page = {
  path: `${path}/search`,
  for: ['manager'],
  post: async (visit) => {
    const typed = text(visit.form, 'find').slice(0, 100);
    if (typed === '') return { go: path };
    return { go: `${path}/found/${await visit.ports.fhir.keys.seal(typed, `${context} ${visit.who.user.id}`)}` };
  },
};
const found: Page = {
  path: `${path}/found/{sealed}`,
  for: ['manager'],
  get: async (visit) => {
    const typed = await visit.ports.fhir.keys.open(visit.params.sealed ?? '', `${context} ${visit.who.user.id}`);
    if (typed === undefined) return { trouble: 'missing' };
    const { list } = visit.words.community;
    const wanted = plain(typed).split(/\s+/);
    const organisations = (await organisationsOf(visit)).filter(({ name, services }) => {
      const words = plain([name, ...services.map((one) => one.name)].join(' '));
      return wanted.every((word) => words.includes(word));
    });
    const standings = await standingsOf(organisations, visit);
    return {
      title: list.title,
      back: path,
      body: html`${searchForm(visit, typed)}<p role="status">${list.found(standings.length)}</p>${rows(standings, visit)}`,
    };
  },
};
export const listPages: readonly Page[] = [listPage, search, found];
