/** Where a data collector begins: the comparison practices of studies in which they collect. */
import { html } from '#web/frame/html';
import type { Page } from '#web/frame/page';
import { collecting } from './collect-data.ts';

export const collectPage: Page = {
  path: '/app/studies/collect',
  for: ['collector'],
  get: async (visit) => {
    const { collect: say } = visit.words;
    const all = await collecting(visit);
    const links = all.map(({ study, practice, path }) => html`<li><a href="${path}">${practice.name}</a>, ${study.name}</li>`);
    return { title: say.title, body: all.length === 0 ? html`<p>${say.none}</p>` : html`<p>${say.lead}</p><ul>${links}</ul>` };
  },
};
