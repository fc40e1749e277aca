/** Stories in the `referrals` table, in the partition of their person; every version is kept. */

import type { AreaId } from '#identity/types';
import { indexKeys, keys } from '#platform/tables';
import type { Item, Table, Written } from '#platform/types';
import { nextVersion } from '#platform/versioned';
import type { PersonId } from '#referral/types';
import { mayBeTold, type Story } from './story.ts';

type StoryStore = {
  /** Of these people, each in the place of its id. */
  loadAll(people: readonly PersonId[]): Promise<(Story | undefined)[]>;
  /** Those of an area that may be told, at most so many, whose consent is newest: a key for each that may, and none of any other. */
  toTell(area: AreaId, most: number): Promise<Story[]>;
  /** A new version that follows `before`; not written when that is no longer the newest. */
  write(after: Story, before: Story | undefined): Promise<Written>;
};

/** What the hub wrote is trusted: it was typed when written. */
const storyFrom = (item: Item): Story => JSON.parse(String(item.data));
const bodyOf = (story: Story) => ({ versionId: story.versionId, data: JSON.stringify(story) });
/** Consent that is withdrawn takes the keys of the index away in the same write. */
const indexed = (story: Story): Readonly<Record<string, string>> =>
  story.area !== undefined && mayBeTold(story) ? { fixedPk: indexKeys.storiesIn(story.area), fixedSk: `${story.lastUpdated}#${story.person}` } : {};

export const storyStore = (table: Table): StoryStore => ({
  loadAll: async (people) => (people.length === 0 ? [] : await table.getAll(people.map(keys.story))).map((item) => item && storyFrom(item)),
  // The index may be late: the story itself says whether it may be told.
  toTell: async (area, most) => {
    const { items } = await table.query({ index: 'fixed', pk: indexKeys.storiesIn(area), backwards: true, limit: most });
    const found = items.length === 0 ? [] : await table.getAll(items.map(({ pk, sk }) => ({ pk, sk })));
    return found.flatMap((item) => (item ? [storyFrom(item)] : [])).filter(mayBeTold);
  },
  write: (after, before) =>
    table.write(
      nextVersion(
        { ...keys.story(after.person), ...bodyOf(after), ...indexed(after) },
        before && { ...keys.storyVersion(before.person, before.versionId), ...bodyOf(before) },
      ),
    ),
});
