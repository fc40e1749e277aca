/** What every update says: of which resource, and which version of it the caller has seen. */
import type { Answer, Call } from '#platform/endpoint';
import { refusal } from './refusals.ts';

type Update = { ok: true; versionId: number } | { ok: false; answer: Answer };
const no = (text: string, code: 'invalid' | 'required', expression?: string): Update => ({ ok: false, answer: refusal(400, code, text, expression) });

/** `If-Match` is asked of everybody, so that nobody overwrites what they have not seen. */
export const updateOf = (call: Call, id: string, body: { resourceType: string; id?: string }): Update => {
  if (body.id !== id) return no('The id in the body must be the id in the address.', 'invalid', `${body.resourceType}.id`);
  const header = call.header('if-match');
  if (header === undefined) return no('Send If-Match with the ETag you last read, as W/"3", so that nobody overwrites what they have not seen.', 'required');
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(header) ?? [];
  return version ? { ok: true, versionId: Number(version) } : no('If-Match must be one ETag as the hub gave it, such as W/"3".', 'invalid');
};
