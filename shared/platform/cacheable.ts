/** What anybody may read and keep for five minutes; later they ask whether it is still the same. */
import { hash } from 'node:crypto';
import type { Answer, Call } from './endpoint.ts';

const isKnown = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);

export const cacheable = (answer: Answer, body: string, call: Call): Answer => {
  const etag = `"${hash('sha256', body, 'base64url').slice(0, 22)}"`;
  const headers = { ...answer.headers, etag, 'cache-control': 'public, max-age=300' };
  return isKnown(call.header('if-none-match'), etag) ? { status: 304, headers } : { ...answer, headers, body };
};
