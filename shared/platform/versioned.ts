/** What keeps each version that it was: the newest under a key of its own, every older one under another. */
import type { Item, Write } from './types.ts';

type Version = Item & { versionId: number };
/** `older`: the one before, under the key at which it stays; undefined for the first. Nothing is written where that is no longer the newest. */
export const nextVersion = (newest: Version, older: Version | undefined): Write[] =>
  older
    ? [
        { put: newest, when: { equals: { versionId: older.versionId } } },
        { put: older, when: { absent: true } },
      ]
    : [{ put: newest, when: { absent: true } }];
