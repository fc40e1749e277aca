/** Whose plan? Who has one practice alone is led on; a manager sees all of her areas by name, and how far each is, without a score. */
import type { Practice } from '#directory/types';
import { planOf } from '#improvement/improvement-store';
import { progressOf } from '#improvement/plan';
import type { Plan } from '#improvement/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { planPath, plansPath, practicesFor } from './owned.ts';

export const progressLines = (plan: Plan, { words, today }: Visit): string[] => {
  const { list: say, quarter } = words.improvement;
  const { ratedUntil, inWork, toDecide, decided, done, actions } = progressOf(plan, today);
  return [ratedUntil ? say.rated(quarter(ratedUntil)) : say.notRated, say.progress(inWork, toDecide, decided), say.actions(done, actions)];
};
const row = async (practice: Practice, visit: Visit): Promise<Html> => {
  const lines = progressLines(await planOf(visit.ports.access, practice.id), visit);
  return html`<li><h2 class="hub_row-title"><a href="${planPath(practice)}">${practice.name}</a></h2>${lines.map((line) => html`<p class="hub_quiet">${line}</p>`)}</li>`;
};
export const listPage: Page = {
  path: plansPath,
  for: ['manager', 'practitioner', 'staff'],
  get: async (visit) => {
    const { list: say } = visit.words.improvement;
    const practices = await practicesFor(visit);
    const isManager = visit.who.caller.kind === 'manager';
    const [only, ...others] = practices;
    if (only && others.length === 0 && !isManager) return { go: planPath(only) };
    const rows = await Promise.all(practices.map((practice) => row(practice, visit)));
    return {
      title: say.title,
      ...(isManager ? { back: '/app/manage/practices' } : {}),
      body: html`<p>${isManager ? say.lead : say.choose}</p>${rows.length === 0 ? html`<p>${say.empty}</p>` : html`<ul class="hub_rows">${rows}</ul>`}`,
    };
  },
};
