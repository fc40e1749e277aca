/** The style sheets, each under a name that changes with what is in it, so that browsers keep it for good. */
import { hash } from 'node:crypto';
import type { Answer } from '#platform/endpoint';
import { answerSheet } from './answer-sheet.ts';
import { sheet } from './sheet.ts';

const pathOf = (css: string): string => `/app/styles/${hash('sha256', css, 'hex').slice(0, 16)}.css`;
export const stylesPath = pathOf(sheet);
/** A small one, for who answers by link. */
export const answerStylesPath = pathOf(answerSheet);
/** An old name gives the sheet of today, to be asked for again. */
export const stylesAnswer = (path: string): Answer => ({
  status: 200,
  contentType: 'text/css; charset=utf-8',
  headers: { 'cache-control': path === stylesPath || path === answerStylesPath ? 'public, max-age=31536000, immutable' : 'no-cache' },
  body: path === answerStylesPath ? answerSheet : sheet,
});
