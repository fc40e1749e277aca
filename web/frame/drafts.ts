/** What somebody typed when their sign-in was over: kept for a day, sealed, for the same person and the same page alone. */
import { hash } from 'node:crypto';
import type { UserId } from '#identity/types';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Instant } from '#platform/types';
import type { WebPorts } from '#web/ports';
import type { Form } from './form.ts';

const life = 24 * 3600;
/** DynamoDB items end at 400 KB, and a page takes 64 KB at most. */
const key = (token: string) => accessKeys.draft(hash('sha256', token, 'base64url'));
const context = (user: UserId, path: string) => `draft ${user} ${path}`;
export const draftCookie = '__Host-draft';
const cookie = (value: string, seconds: number) => `${draftCookie}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
export const noDraft = cookie('', 0);

/** The cookie by which it is found again. */
export const keepDraft = async (form: Form, user: UserId, path: string, at: Instant, { access, fhir, ids }: WebPorts): Promise<string> => {
  const token = ids.id();
  const data = await fhir.keys.seal(JSON.stringify([...form]), context(user, path));
  await access.write([{ put: { ...key(token), data, [expiresAt]: Math.floor(millisecondsOf(at) / 1000) + life } }]);
  return cookie(token, life);
};
/** Undefined where nothing was kept for this person on this page. */
export const keptDraft = async (token: string | undefined, user: UserId, path: string, at: Instant, { access, fhir }: WebPorts): Promise<Form | undefined> => {
  if (!token) return undefined;
  const item = await access.get(key(token));
  if (!item || Number(item[expiresAt]) * 1000 < millisecondsOf(at)) return undefined;
  const text = await fhir.keys.open(String(item.data), context(user, path));
  return text === undefined ? undefined : new Map(JSON.parse(text));
};
