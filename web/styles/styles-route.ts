/** The style sheet, under a name that changes with what is in it, so that browsers keep it for good. */
import { hash } from 'node:crypto';
import type { Answer } from '#platform/endpoint';
import { sheet } from './sheet.ts';

export const stylesPath = `/app/styles/${hash('sha256', sheet, 'hex').slice(0, 16)}.css`;
/** An old name gives the sheet of today, to be asked for again. */
export const stylesAnswer = (path: string): Answer => ({
  status: 200,
  contentType: 'text/css; charset=utf-8',
  headers: { 'cache-control': path === stylesPath ? 'public, max-age=31536000, immutable' : 'no-cache' },
  body: sheet,
});
