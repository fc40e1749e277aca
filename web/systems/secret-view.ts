/** A key that the hub made, on the one page that ever shows it. */
import { html } from '#web/frame/html';
import type { Result, Visit } from '#web/frame/page';
import type { System } from './system-data.ts';

export const secretView = ({ key, secret }: { key: string; secret: string }, { path }: System, { words }: Visit): Result => {
  const { keys } = words.systems;
  return {
    title: keys.once,
    body: html`<p>${keys.onceHint}</p><h2>${keys.onceWhich(key)}</h2><p><code>${secret}</code></p><p><a class="ds_button" href="${path}">${keys.back}</a></p>`,
  };
};
