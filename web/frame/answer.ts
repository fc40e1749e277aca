/** Pages as HTTP answers. */
import type { Answer } from '#platform/endpoint';
import { stylesPath } from '#web/styles/styles-route';
import type { Words } from '#web/words/words';
import { html } from './html.ts';
import { documentOf, type Frame, type Shown } from './layout.ts';

/** No script at all; styles and pictures of the hub's own; forms go nowhere else. */
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
export type Around = Omit<Frame, 'styles' | 'language'> & { language?: string; styles?: string };

export const shown = (page: Shown, around: Around): Answer => ({
  status: page.status ?? (page.faults && Object.keys(page.faults).length > 0 ? 422 : 200),
  contentType: 'text/html; charset=utf-8',
  headers: {
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
    ...(page.again === undefined ? {} : { refresh: String(page.again) }),
  },
  body: documentOf(page, { ...around, styles: around.styles ?? stylesPath, language: around.language ?? 'en' }),
});
/** A file to be kept, named without its ending. */
export const archiveAnswer = async (name: string, pieces: AsyncIterable<Uint8Array>): Promise<Answer> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  const headers = { 'content-disposition': `attachment; filename="${name}.zip"` };
  return { status: 200, contentType: 'application/zip', headers, bytes: Buffer.concat(all) };
};
/** 303: the next request is a GET, and going back does not post again. */
export const seeOther = (to: string, cookies?: string[]): Answer => ({ status: 303, headers: { location: to }, ...(cookies ? { cookies } : {}) });

type Trouble = Exclude<keyof Words['frame']['trouble'], 'broken' | 'home'>;
const statuses: Readonly<Record<Trouble, number>> = { missing: 404, stale: 403, wrongMethod: 405, badForm: 400, busy: 503, changed: 409, notPossible: 409 };
export const trouble = (what: Trouble, around: Around): Answer => {
  const { trouble: words } = around.words.frame;
  const { title, text } = words[what];
  return shown({ title, status: statuses[what], body: html`<p>${text}</p><p><a href="/app/start">${words.home}</a></p>` }, around);
};
/** `number`: the call's own, by which its fault is found in the log. */
export const broken = (number: string, around: Around): Answer => {
  const { trouble: words } = around.words.frame;
  return shown(
    { title: words.broken.title, status: 500, body: html`<p>${words.broken.text(number)}</p><p><a href="/app/start">${words.home}</a></p>` },
    around,
  );
};
