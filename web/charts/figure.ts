/** What every chart has around it: its title and unit, the picture with a text in its place, and what it says in words beneath. */
import { type Html, html } from '#web/frame/html';

/** `id`: of its own on the page, and no more than letters, digits and hyphens. `unit`: what the numbers count, as "working days" or "percent". */
export type ChartHead = { id: string; title: string; unit: string };
/** `said`: what it shows, for who does not see it. `notes`: how to read it, and what follows from it, for all. `flush`: it has no axis on its left. */
type Drawn = { picture: Html; height: number; said: readonly string[]; notes: readonly string[]; flush?: true };

export const figureOf = ({ id, title, unit }: ChartHead, { picture, height, said, notes, flush }: Drawn): Html =>
  html`<figure class="hub_chart"><figcaption><strong>${title}</strong><br />${unit}</figcaption><div class="${flush ? 'hub_chart__plot hub_chart__plot--flush' : 'hub_chart__plot'}"><svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title ${id}-says" width="100%" height="${height}"><title id="${id}-title">${title}</title><desc id="${id}-says">${said.join(' ')}</desc><g aria-hidden="true">${picture}</g></svg></div>${notes.length > 0 && html`<ul class="hub_chart__notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}</figure>`;
