/** How fresh the hub's copy of the public directory is, what the last look changed, and whom to name. */
import { snapshotIn } from '#directory/aliss/snapshot-store';
import { alissReport } from '#directory/aliss/sync-store';
import { isStale, type Progress } from '#directory/aliss/sync-types';
import type { Attribution } from '#directory/aliss/types';
import { type Html, html } from '#web/frame/html';
import type { Visit } from '#web/frame/page';
import { momentText } from '#web/frame/when';

const linesOf = (progress: Progress, { words, ports }: Visit): (string | undefined)[] => {
  const now = ports.clock.now();
  const { aliss: say } = words.setUp;
  const { freshAt, tally, state, page, pages, because, troubleSince, disbelieved } = progress;
  const when = (at: Progress['updatedAt']) => momentText(at, now, words);
  return [
    freshAt && tally ? say.whole(tally.services, when(freshAt)) : say.none,
    tally && say.tally(tally.added, tally.changed, tally.gone),
    tally && tally.unreadable > 0 ? say.unreadable(tally.unreadable) : undefined,
    disbelieved === undefined ? undefined : say.disbelieved(disbelieved),
    state === 'running' ? say.running(page, pages) : undefined,
    state === 'stopped' && because && troubleSince ? say.trouble(when(troubleSince), say.because[because]) : undefined,
    freshAt && isStale(progress, now) ? say.stale : undefined,
  ];
};
const named = ({ to, licence }: Attribution, { words }: Visit): Html => {
  const one = ({ text, url }: Attribution['to'][number]) => html`<li>${url ? html`<a href="${url}">${text}</a>` : text}</li>`;
  return html`<p class="hub_quiet">${words.setUp.aliss.licence(licence)}</p><ul class="hub_quiet">${to.map(one)}</ul>`;
};
export const alissPart = async (visit: Visit): Promise<Html> => {
  const { aliss: say } = visit.words.setUp;
  const { access } = visit.ports;
  const [progress, snapshot] = await Promise.all([alissReport(access), snapshotIn(access)]);
  const lines = progress ? linesOf(progress, visit) : [say.none];
  return html`<h2>${say.title}</h2>${lines.map((line) => line && html`<p>${line}</p>`)}${snapshot && named(snapshot.attribution, visit)}`;
};
