/** What a manager may want to know, as questions: each is a button that takes what was chosen at the top along. */
import { metricsOf } from '#insight/metrics/all';
import { type View, views } from '#insight/metrics/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { askedOf, queryOf } from './asked.ts';
import { choiceFields, leadOf } from './choosing.ts';
import { mayAsk } from './definition.ts';

export const figuresPath = '/app/figures';
const question = (to: string, text: string): Html =>
  html`<li><button class="hub_link-button" type="submit" formaction="${figuresPath}/${to}">${text}</button></li>`;
const part = (view: View, visit: Visit): Html | undefined => {
  const asks = metricsOf(view).filter(([name, metric]) => mayAsk({ name, metric }, visit));
  if (asks.length === 0) return undefined;
  return html`<section><h2>${visit.words.figuresPages.views[view]}</h2><ul class="hub_questions">${asks.map(([name, { question: text }]) => question(name, text))}</ul></section>`;
};
const together = (query: string, { words, who }: Visit): Html => {
  const { figuresPages: say } = words;
  const isManager = who.caller.kind === 'manager';
  const names = (['equity', 'organisations', 'outcomes', 'return'] as const).filter((name) => name !== 'return' || isManager);
  const outside =
    isManager &&
    (['publish', 'export', 'pack'] as const).map((name) => html`<li><a href="${figuresPath}/${name}?${query}">${words.publication[name].link}</a></li>`);
  const known =
    isManager &&
    html`<li><a href="${figuresPath}/known">${words.figuresKnown.title}</a></li><li><a href="${figuresPath}/complaint">${words.complaints.link}</a></li><li><a href="${figuresPath}/looked">${words.figuresLooked.title}</a></li>`;
  return html`<section><h2>${say.together}</h2><ul class="hub_questions">${names.map((name) => html`<li><a href="${figuresPath}/${name}?${query}">${say.pages[name]}</a></li>`)}${outside}${known}</ul></section>`;
};

export const questionsPage: Page = {
  path: figuresPath,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const asked = await askedOf(visit);
    if (!asked) return { trouble: 'missing' };
    const { figuresPages: say } = visit.words;
    return {
      title: say.title,
      wide: true,
      body: html`${asked.asAt && html`<p><strong>${leadOf(asked, visit)}</strong> <a href="${figuresPath}">${visit.words.figuresKnown.leave}</a></p>`}<form method="get" action="${figuresPath}"><p>${say.lead}</p>${choiceFields(asked, visit)}<div class="hub_columns">${views.map((view) => part(view, visit))}</div></form>${together(queryOf(asked), visit)}`,
    };
  },
};
