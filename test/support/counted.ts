/** Counting in a test: lives in memory, and what stands in the figures. */

import { countedOf } from '#insight/counted/counted-of';
import type { Life } from '#insight/counted/life';
import { areaCells, cellsOf, merged } from '#insight/counted/tally';
import { type Counting, countAll, type ToCount } from '#insight/counting-store';
import { currentSet } from '#insight/counts';
import type { LifeRead } from '#insight/life-store';
import type { memoryTable } from '#platform/memory-table';
import type { Table } from '#platform/types';
import type { Commit, PersonId, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';

const told: Life['told'] = { birthDate: '1970-03-01', sex: 'female', fifth: '1', interpreter: false, ethnicity: 'not-known', numbered: true, merged: 0 };
export const personIn = (commits: readonly Commit[]): PersonId => {
  const submitted = commits[0]?.events.find(({ type }) => type === 'submitted');
  if (submitted?.type !== 'submitted') throw new Error('a life that did not begin');
  return submitted.facts.person;
};
/** Of the people of these referrals. */
export const lifeOf = (person: PersonId, referrals: readonly Commit[][], more: Partial<Life> = {}): Life => {
  const own = referrals.filter((commits) => commits.length > 0 && personIn(commits) === person);
  const map = new Map<ReferralId, Commit[]>();
  for (const commits of own) if (commits[0]) map.set(commits[0].referral, commits);
  return { id: person, told, goals: [], measured: [], ...more, referrals: map };
};

/** `referrals` is asked each time, so that lives go on while they are counted. */
export const counting = (table: Table, referrals: () => readonly Commit[][]): Counting => ({
  table,
  readLife: async (person): Promise<LifeRead> => ({ life: lifeOf(person, referrals()) }),
  personOf: async (referral) => {
    const commits = referrals().find(([first]) => first?.referral === referral);
    return commits && personIn(commits);
  },
  closedDays: async () => calendar(),
  ids: { bytes: (length) => new Uint8Array(length) },
  pause: async () => {},
});
export const toCount = (referrals: readonly Commit[][]): ToCount[] => referrals.flatMap(([first]) => (first ? [{ referral: first.referral }] : []));

/** What stands in the figures: `area month section practice name` and how many, nothing of none. */
export const standing = (table: ReturnType<typeof memoryTable>): Map<string, number> =>
  new Map(
    table.all().flatMap(({ pk, sk, ...counts }) => {
      const [, area, month] = new RegExp(`^FIGURES#${currentSet}#(.+)#(.+)$`).exec(pk) ?? [];
      const [section, practice] = sk.split('#');
      const named = Object.entries(counts).filter(([, value]) => value !== 0);
      return area ? named.map(([name, value]) => [`${area} ${month} ${section} ${practice} ${name}`, Number(value)] as const) : [];
    }),
  );
/** The same, counted afresh from all that happened. */
export const afresh = (referrals: readonly Commit[][]): Map<string, number> => {
  const people = [...new Set(referrals.filter((one) => one.length > 0).map(personIn))];
  const counted = people.flatMap((person) => countedOf(lifeOf(person, referrals), calendar()) ?? []);
  const own = merged(counted.flatMap(cellsOf));
  const cells = [...own, ...areaCells(own)];
  return new Map(
    cells.flatMap(({ area, month, section, practice, tally }) =>
      Object.entries(tally).map(([name, value]) => [`${area} ${month} ${section} ${practice} ${name}`, value] as const),
    ),
  );
};
export const sorted = (counted: ReadonlyMap<string, unknown>) => [...counted].sort();

export const countedInto = async (table: Table, referrals: readonly Commit[][]): Promise<void> => {
  const { failed } = await countAll(
    toCount(referrals),
    counting(table, () => referrals),
  );
  if (failed.length > 0) throw new Error(`not counted: ${JSON.stringify(failed)}`);
};
