/** Samples of comparison practices and what was entered from paper, one partition for a practice in a study. */
import type { PracticeId } from '#identity/types';
import { everyItem } from '#platform/every-item';
import { keys } from '#platform/tables';
import type { Item, Table, Written } from '#platform/types';
import type { Paper } from './paper.ts';
import { countSaid } from './said-store.ts';
import type { Sampled } from './sample.ts';
import type { StudyId } from './types.ts';

export type SampleStore = {
  /** In the order in which they are asked. */
  all(study: StudyId, practice: PracticeId): Promise<Sampled[]>;
  load(study: StudyId, practice: PracticeId, number: string): Promise<Sampled | undefined>;
  /** Those that are new; what is known of the others stays. */
  add(sampled: readonly Sampled[]): Promise<number>;
  /** `before`: what it follows; not written when that is no longer the newest. */
  write(after: Sampled, before: Sampled): Promise<Written>;
  papers(study: StudyId, practice: PracticeId): Promise<Paper[]>;
  writePaper(place: Pick<Sampled, 'study' | 'practice'>, after: Paper, before: Paper | undefined): Promise<Written>;
};

/** What the hub wrote is trusted: it was typed when written. */
const sampledFrom = (item: Item): Sampled => JSON.parse(String(item.data));
const paperFrom = (item: Item): Paper => JSON.parse(String(item.data));
const itemOf = (one: Sampled): Item => ({ ...keys.sampled(one.study, one.practice, one.number), versionId: one.versionId, data: JSON.stringify(one) });

export const sampleStore = (table: Table): SampleStore => {
  const under = (study: StudyId, practice: PracticeId, prefix: string) =>
    everyItem(table, { pk: keys.sampled(study, practice, '').pk, from: prefix, to: `${prefix}~` });
  return {
    all: async (study, practice) => (await under(study, practice, 'P#')).map(sampledFrom).sort((one, other) => one.place - other.place),
    load: async (study, practice, number) => {
      const item = await table.get(keys.sampled(study, practice, number));
      return item && sampledFrom(item);
    },
    add: async (sampled) => {
      const written = await Promise.all(sampled.map((one) => table.write([{ put: itemOf(one), when: { absent: true } }])));
      return written.filter(({ outcome }) => outcome === 'written').length;
    },
    write: (after, before) =>
      table.write([
        { put: itemOf(after), when: { equals: { versionId: before.versionId } } },
        ...(after.said.length > before.said.length ? [countSaid(after.study)] : []),
      ]),
    papers: async (study, practice) => (await under(study, practice, 'E#')).map(paperFrom),
    writePaper: ({ study, practice }, after, before) =>
      table.write([
        {
          put: {
            ...keys.paper(study, practice, after.number, `${after.instrument}#${after.point}`),
            versionId: after.versionId,
            data: JSON.stringify(after),
          },
          when: before ? { equals: { versionId: before.versionId } } : { absent: true },
        },
      ]),
  };
};
