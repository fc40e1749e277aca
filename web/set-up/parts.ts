/** What the pages of setting up have in common. */
import { type Filled, formTo, hidden } from '#web/frame/fields';
import { type Html, html, type Part } from '#web/frame/html';
import type { Result, Visit } from '#web/frame/page';
import { birthText } from '#web/frame/when';
import type { Words } from '#web/words/words';
import type { Saved } from './save.ts';

/** `1 October 2026`. */
export const fullDay = (day: string, { words }: Pick<Visit, 'words'>): string => birthText(day, words);

/** `caption` names the table to who cannot see where it stands. */
export const table = (caption: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Html =>
  html`<div class="hub_scroll" role="region" aria-label="${caption}" tabindex="0"><table class="ds_table hub_texts"><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;

type Entry = { text: Part /** In words, for the button. */; label: string; value: string };
/** What is recorded so far, each with a button that takes it out. */
export const entries = (list: readonly Entry[], action: string, remove: string, { words, who }: Visit): Html =>
  list.length === 0
    ? html`<p class="hub_quiet">${words.setUp.none}</p>`
    : html`<ul class="hub_rows">${list.map(
        ({ text, label, value }) =>
          html`<li class="hub_row"><div class="hub_row__main"><p>${text}</p></div><div class="hub_row__acts">${formTo(
            action,
            who.csrf,
            html`${hidden('do', remove)}${hidden('entry', value)}<button class="ds_button ds_button--secondary ds_button--small hub_button-small" type="submit" aria-label="${words.setUp.removeWhat(label)}">${words.setUp.remove}</button>`,
            'button',
          )}</div></li>`,
      )}</ul>`;

type Did = keyof Words['setUp']['did'];
export const didNotice = ({ query, words }: Visit): Html | undefined => {
  const what = query.get('did') ?? '';
  return Object.hasOwn(words.setUp.did, what) ? html`<p>${words.setUp.did[what as Did]}</p>` : undefined;
};

/** After saving: on to where it is seen, or the page again with what is wrong. */
export const after = (
  saved: Saved,
  to: string,
  did: Did,
  again: (filled: Filled) => Result | Promise<Result>,
  form: Filled['form'],
): Result | Promise<Result> => {
  if (saved.ok) return { go: `${to}?did=${did}` };
  return 'trouble' in saved ? { trouble: saved.trouble } : again({ form, faults: saved.faults });
};
