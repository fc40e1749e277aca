/** What a page makes of an answer of the FHIR face. */
import { hash } from 'node:crypto';
import type { Answer } from '#platform/endpoint';

type Trouble = { trouble: 'missing' | 'busy' | 'changed' | 'notPossible' };

/** Undefined: it was done. */
export const troubleIn = ({ status }: Answer): Trouble | undefined => {
  if (status < 300) return undefined;
  if (status === 404 || status === 403) return { trouble: 'missing' };
  if (status === 412) return { trouble: 'changed' };
  return { trouble: status === 503 || status === 429 ? 'busy' : 'notPossible' };
};
/** `once`: from the form, so that the same that is posted twice is kept once. Other content from the same form, as after Back, is something new. */
export const onceKey = (once: string, content: unknown): Record<string, string> =>
  /^[0-9a-z]{26}$/.test(once) ? { 'idempotency-key': `${once}.${hash('sha256', JSON.stringify(content), 'base64url')}` } : {};
