/** Stories in the `referrals` table, in the partition of their person; every version is kept. */
import { keys } from '#platform/tables';
import type { Item, Table, Written } from '#platform/types';
import type { PersonId } from '#referral/types';
import type { Story } from './story.ts';

type StoryStore = {
  /** Of these people, each in the place of its id. */
  loadAll(people: readonly PersonId[]): Promise<(Story | undefined)[]>;
  /** A new version that follows `before`; not written when that is no longer the newest. */
  write(after: Story, before: Story | undefined): Promise<Written>;
};

/** What the hub wrote is trusted: it was typed when written. */
const storyFrom = (item: Item): Story => JSON.parse(String(item.data));
const bodyOf = (story: Story) => ({ versionId: story.versionId, data: JSON.stringify(story) });

export const storyStore = (table: Table): StoryStore => ({
  loadAll: async (people) => (people.length === 0 ? [] : await table.getAll(people.map(keys.story))).map((item) => item && storyFrom(item)),
  write: (after, before) =>
    table.write([
      { put: { ...keys.story(after.person), ...bodyOf(after) }, when: before ? { equals: { versionId: before.versionId } } : { absent: true } },
      ...(before ? [{ put: { ...keys.storyVersion(before.person, before.versionId), ...bodyOf(before) }, when: { absent: true as const } }] : []),
    ]),
});
