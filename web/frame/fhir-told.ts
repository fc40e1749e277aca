/** What a page makes of an answer of the FHIR face. */
import type { Answer } from '#platform/endpoint';

type Trouble = { trouble: 'missing' | 'busy' | 'changed' | 'notPossible' };

/** Undefined: it was done. */
export const troubleIn = ({ status }: Answer): Trouble | undefined => {
  if (status < 300) return undefined;
  if (status === 404 || status === 403) return { trouble: 'missing' };
  if (status === 412) return { trouble: 'changed' };
  return { trouble: status === 503 || status === 429 ? 'busy' : 'notPossible' };
};
/** Kept in the form, so that a page that is posted twice does its work once. */
export const readOnce = (text: string): string | undefined => (/^[0-9a-z]{26}$/.test(text) ? text : undefined);
