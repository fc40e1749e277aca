/** One question and its answer: in words, as a picture, in numbers, told apart, and what exactly is counted. */
import { select } from '#web/frame/fields';
import { formOf } from '#web/frame/form';
import { type Html, html } from '#web/frame/html';
import type { Page, Result, Visit } from '#web/frame/page';
import { waysApart } from './apart.ts';
import { type Asked, askedOf, queryOf } from './asked.ts';
import { choosing, leadOf } from './choosing.ts';
import { complaintPath } from './complaint-page.ts';
import { definitionView, mayAsk, metricNamed } from './definition.ts';
import type { By } from './labels.ts';
import { figuresPath } from './questions-page.ts';
import type { Named } from './sentences.ts';
import { type Lacking, type Told, tellOf } from './tell.ts';
import { apartView, monthsView, pictureOf, tableView } from './views.ts';
import { waitingView } from './waiting.ts';

/** What of a metric is told apart, as the address asks; undefined: not at all. */
export const byAsked = ({ metric }: Named, asked: Asked, { query }: Visit): By | undefined => waysApart(metric, asked).find((by) => by === query.get('by'));

const lackingView = ({ what, practices }: Lacking, { words, who }: Visit): Html => {
  const { figuresPages: say } = words;
  const isManager = who.caller.kind === 'manager';
  const at = (id: string) => (what === 'wte' ? '/app/manage/people' : `/app/manage/practices/${id}`);
  const link = (id: string) => isManager && html`: <a href="${at(id)}">${what === 'wte' ? say.enterHours : say.enterSize}</a>`;
  return html`<p>${what === 'wte' ? say.missingHours : say.missingSizes}</p><ul>${practices.map(({ id, name }) => html`<li>${name}${link(id)}</li>`)}</ul>`;
};
const equalPartsView = (names: readonly string[], { words: { figuresPages: say }, who }: Visit): Html | undefined =>
  names.length === 0
    ? undefined
    : html`<p>${say.withoutParts}</p><ul>${names.map((name) => html`<li>${name}</li>`)}</ul>${who.caller.kind === 'manager' && html`<p class="hub_no-print"><a href="/app/manage/people">${say.enterHours}</a></p>`}`;
const apartPart = ({ one, apart }: Told, asked: Asked, visit: Visit): Html | undefined => {
  const { figuresPages: say } = visit.words;
  const ways = waysApart(one.metric, asked);
  if (ways.length === 0) return undefined;
  const choices = [{ value: '', label: say.byNone }, ...ways.map((by) => ({ value: by, label: say.byWhat[by] }))];
  const field = select({ name: 'by', label: say.byField, choices }, { form: formOf({ by: apart?.by }) });
  const told = apart && html`${apart.gap && html`<p>${apart.gap}</p>`}${apartView(apart.table, visit.words)}<p class="hub_quiet">${say.byHint}</p>`;
  return html`<section><h2>${say.by}</h2>${choosing(`${figuresPath}/${one.name}`, asked, visit, field)}${told}</section>`;
};
const exportsPart = ({ one, apart }: Told, asked: Asked, { words: { figuresPages: say } }: Visit): Html => {
  const query = queryOf(asked, { by: apart?.by });
  const link = (kind: 'csv' | 'json') => html`<li><a href="${figuresPath}/${one.name}/${kind}?${query}">${say[kind]}</a></li>`;
  return html`<section class="hub_no-print"><h2>${say.exports}</h2><p>${say.inside}</p><ul>${link('csv')}${link('json')}</ul></section>`;
};
const namesView = (names: readonly string[], { words: { figuresPages: say } }: Visit): Html | undefined =>
  names.length === 0 ? undefined : html`<section><h2>${say.which}</h2><ul>${names.map((name) => html`<li>${name}</li>`)}</ul></section>`;
const part = (title: string, content: Html | undefined): Html | undefined => content && html`<section><h2>${title}</h2>${content}</section>`;

const view = async (told: Told, asked: Asked, visit: Visit): Promise<Result> => {
  const { words } = visit;
  const { figuresPages: say } = words;
  const { one, lacking } = told;
  const ways = waysApart(one.metric, asked);
  return {
    title: one.metric.question,
    back: `${figuresPath}?${queryOf(asked)}`,
    wide: true,
    body: html`<p class="ds_leader-first-paragraph" id="answer">${leadOf(asked, visit, one)} ${told.sentences.join(' ')}</p>${lacking && lackingView(lacking, visit)}${equalPartsView(told.said.equalParts ?? [], visit)}
${ways.length === 0 && choosing(`${figuresPath}/${one.name}`, asked, visit)}${part(say.chart, pictureOf(told, words))}${part(say.numbers, tableView(told.answer, words))}${told.names && namesView(told.names, visit)}${one.name === 'complaints' && html`<p class="hub_no-print"><a href="${complaintPath}">${words.complaints.link}</a></p>`}
${apartPart(told, asked, visit)}${await waitingView(one, asked, visit)}${part(say.months, monthsView(told, words))}${definitionView(one.metric, words)}${exportsPart(told, asked, visit)}`,
  };
};
export const metricPage: Page = {
  path: `${figuresPath}/{metric}`,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const [one, asked] = [metricNamed(visit.params.metric), await askedOf(visit)];
    if (!one || !asked || !mayAsk(one, visit)) return { trouble: 'missing' };
    return view(await tellOf(one, byAsked(one, asked, visit), asked, visit), asked, visit);
  },
};
