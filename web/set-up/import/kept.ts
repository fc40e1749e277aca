/** A list between its check and its confirmation: sealed for who brought it, for a day; and what became of it. */

import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { everyItem } from '#platform/every-item';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Write } from '#platform/types';
import type { Visit } from '#web/frame/page';
import { importKinds } from './kinds.ts';

const life = 24 * 3600;
/** Characters of a piece: sealed, in letters of three bytes each, it is below the 400 KB at which an item ends. */
const piece = 90_000;
const stored = z.object({ kind: z.enum(importKinds), text: z.string() });
export type Kept = z.infer<typeof stored>;
/** `going`: confirmed, and perhaps not all in yet. The counts are those of the confirmation. */
const progress = z.object({ state: z.enum(['going', 'done']), added: z.number(), changed: z.number() });
export type Progress = z.infer<typeof progress>;

type Known = Pick<Visit, 'who' | 'ports' | 'at'>;
const digest = (token: string) => hash('sha256', token, 'base64url');
const context = ({ who }: Known, n: number) => `import ${who.user.id} ${n}`;
const ends = ({ at }: Known) => Math.floor(millisecondsOf(at) / 1000) + life;
const pieces = (text: string): string[] => {
  const letters = [...text];
  return Array.from({ length: Math.ceil(letters.length / piece) }, (_, n) => letters.slice(n * piece, (n + 1) * piece).join(''));
};

const written = async (writes: Write[], { ports }: Known): Promise<void> => {
  const { outcome } = await ports.access.write(writes);
  if (outcome !== 'written') throw new Error(`an import was not kept by the access table: ${outcome}`);
};
/** The word by which it is found again. */
export const keepImport = async (kept: Kept, visit: Known): Promise<string> => {
  const { fhir, ids } = visit.ports;
  const token = ids.id();
  const sealed = await Promise.all(pieces(JSON.stringify(kept)).map((text, n) => fhir.keys.seal(text, context(visit, n))));
  const put = (data: string, n: number): Write => ({
    put: { ...accessKeys.importPiece(digest(token), n), data, of: sealed.length, [expiresAt]: ends(visit) },
  });
  await written(sealed.map(put), visit);
  return token;
};
/** Undefined for anybody else, after a day, and where it is not whole. */
export const keptImport = async (token: string, visit: Known): Promise<Kept | undefined> => {
  const { access, fhir } = visit.ports;
  const { pk } = accessKeys.importPiece(digest(token), 0);
  const items = await everyItem(access, { pk, from: 'P#', to: 'P#~' });
  const [head] = items;
  if (!head || items.length !== Number(head.of) || Number(head[expiresAt]) * 1000 < millisecondsOf(visit.at)) return undefined;
  const texts = await Promise.all(items.map(({ data }, n) => fhir.keys.open(String(data), context(visit, n))));
  return texts.includes(undefined) ? undefined : stored.parse(JSON.parse(texts.join('')));
};

export const progressOf = async (token: string, { ports }: Known): Promise<Progress | undefined> => {
  const item = await ports.access.get(accessKeys.importDone(digest(token)));
  return item && progress.parse(item);
};
export const noteProgress = (token: string, noted: Progress, visit: Known): Promise<void> =>
  written([{ put: { ...accessKeys.importDone(digest(token)), ...noted, [expiresAt]: ends(visit) } }], visit);
