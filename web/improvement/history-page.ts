/** Who changed what in a plan, and when: every version of every part, the newest first. */
import { versionsOf } from '#improvement/improvement-store';
import type { Entry } from '#improvement/types';
import { type Html, html } from '#web/frame/html';
import type { Page, Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';
import { changesView } from './changes-view.ts';
import { type Owned, planPage, planPath } from './owned.ts';

const shownChanges = 60;
const line = (entry: Entry, all: readonly Entry[], one: Owned, visit: Visit): Html => {
  const { history: say, kinds, page, quarter } = visit.words.improvement;
  const before = all.find(({ kind, id, versionId }) => kind === entry.kind && id === entry.id && versionId === entry.versionId - 1);
  const what = entry.kind === 'rating' ? `${kinds.rating}, ${quarter(entry.id)}` : kinds[entry.kind];
  const when = page.said(entry.byName, momentText(entry.lastUpdated, visit.at, visit.words));
  return html`<li><h2 class="hub_row-title">${what}${!before && entry.versionId === 1 && html` (${say.new})`}</h2><p class="hub_quiet">${when}</p>${changesView(before, entry, one.plan, visit)}</li>`;
};
export const historyPage: Page = planPage('/history', {
  manager: 'reads',
  get: async (one, visit) => {
    const { history: say } = visit.words.improvement;
    const all = await versionsOf(visit.ports.access, one.practice.id);
    const shown = all.slice(0, shownChanges).map((entry) => line(entry, all, one, visit));
    return {
      title: say.title,
      back: planPath(one.practice),
      body: html`<p>${say.lead}</p>${shown.length === 0 ? html`<p>${say.empty}</p>` : html`<ul class="hub_rows">${shown}</ul>`}${all.length > shownChanges && html`<p class="hub_quiet">${say.last(shownChanges)}</p>`}`,
    };
  },
});
