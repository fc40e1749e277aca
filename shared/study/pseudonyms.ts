/** What people, practices and organisations are called in the export of a study: by a key of that study alone, which never leaves the hub. */
import { createHmac } from 'node:crypto';
import { keyRing, type RingDeps } from '#identity/key-ring';
import { base32 } from '#platform/ids';
import type { StudyId } from './types.ts';

export type Pseudonym = (kind: 'person' | 'practice' | 'resource', key: string) => string;
/** 96 bits: enough that two of a million never meet. */
const bytes = 12;

export const pseudonymsBy =
  (key: Uint8Array): Pseudonym =>
  (kind, of) =>
    base32(createHmac('sha256', key).update(`${kind}\n${of}`).digest().subarray(0, bytes));
/** The key is made when a study is first looked at, and kept encrypted like the hub's others. */
export const studyPseudonyms = async (study: StudyId, deps: RingDeps): Promise<Pseudonym> =>
  pseudonymsBy((await keyRing({ name: `study-${study}` }, deps).current()).bytes);
