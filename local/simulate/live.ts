/**
 * A year of invented life, for demo, tests and bench. `live(life, tables)` brings an invented programme into two tables and lives it there, through
 * the hub's own commands and with its own clock: `await live({ people: 200, months: 12 }, { referrals: memoryTable(), access: memoryTable() })`.
 * The same options give the same items, byte for byte, in whatever order people are lived; and what is there already is not done again, so that a
 * life that was cut off goes on. `programme(options)` says who is there, `lifeOf(programme, n)` what will happen to the n-th person: both are pure.
 * Everybody is invented. `told` hears of every commit as it is written, `progress` after every person.
 */
import { createHmac } from 'node:crypto';
import { instantOf } from '#platform/time';
import type { Table } from '#platform/types';
import type { Commit, Event, ReferralId } from '#referral/types';
import { studyStore } from '#study/study-store';
import { compareIn } from './compared.ts';
import { onboardProgramme } from './document.ts';
import { doIt, doingIn, type Macs } from './doing.ts';
import { lifeOf } from './life.ts';
import { personAt } from './person.ts';
import { planIn } from './plans.ts';
import { type LifeOptions, type Programme, programme, usualLife } from './programme.ts';
import { studyOf } from './study.ts';

/** `at`: milliseconds since 1970, when the last of them came. */
export type Progress = { people: number; of: number; at: number };
export type LiveWith = {
  /** Of a hub: its own keys. Absent: one made from the seed. */
  keys?: Macs;
  /** How many people at once; more than one where the table is another process. */
  atOnce?: number;
  told?(commit: Commit): void;
  progress?(progress: Progress): void;
  /** Around what happens to a person, each of whose referrals is named: does it in a table of its choice, again where need be. */
  around?(referrals: readonly ReferralId[], doIn: (referrals: Table) => Promise<void>): Promise<void>;
};
export type Lived = {
  programme: Programme;
  people: number;
  referrals: number;
  commits: number;
  /** How many events of each type were written; nothing that was there before. */
  events: Partial<Record<Event['type'], number>>;
  /** What came too late, by command and reason. */
  refused: Record<string, number>;
  milliseconds: number;
};

const seededMacs = (seed: number): Macs => ({
  mac: async (purpose, text) => createHmac('sha256', `simulated ${seed}`).update(`${purpose}\n${text}`).digest('base64url'),
});

const tally = () => {
  const counted = { commits: 0, referrals: 0, events: {} as Lived['events'], refused: {} as Lived['refused'] };
  const commit = ({ rev, events }: Commit) => {
    counted.commits += 1;
    if (rev === 1) counted.referrals += 1;
    for (const { type } of events) counted.events[type] = (counted.events[type] ?? 0) + 1;
  };
  const refused = (what: string) => {
    counted.refused[what] = (counted.refused[what] ?? 0) + 1;
  };
  return { counted, commit, refused };
};

type Tallied = ReturnType<typeof tally>;
type Living = { of: Programme; tables: { referrals: Table; access: Table }; keys: Macs; around: NonNullable<LiveWith['around']> };
/** Counts what was done in the end: what is done again was not. */
const liveOne = async (n: number, { of, tables, keys, around }: Living, { commit, refused }: Tallied): Promise<void> => {
  const happenings = lifeOf(of, n);
  const referrals = happenings.flatMap((one) => (one.does === 'submit' ? [one.command.id] : []));
  const [commits, late]: [Commit[], string[]] = [[], []];
  await around(referrals, async (table) => {
    commits.splice(0);
    late.splice(0);
    const doing = doingIn(
      of,
      { ...tables, referrals: table },
      keys,
      { commit: (one) => commits.push(one), refused: (what) => late.push(what) },
      tables.referrals,
    );
    for (const one of happenings) await doIt(one, happenings, doing);
  });
  commits.forEach(commit);
  late.forEach(refused);
};
/** Those who come first are lived first. */
const inOrder = (of: Programme): { n: number; at: number }[] =>
  Array.from({ length: of.options.people }, (_, n) => ({ n, at: personAt(of, n).comes })).sort((a, b) => a.at - b.at || a.n - b.n);

const beginStudy = async (of: Programme, table: Table): Promise<void> => {
  const study = studyOf(of);
  if (!study) return;
  await studyStore(table).write(study, undefined, [of.area]);
  await compareIn(of, study, table);
};

export const live = async (life: Partial<LifeOptions>, tables: { referrals: Table; access: Table }, more: LiveWith = {}): Promise<Lived> => {
  const began = performance.now();
  const options = { ...usualLife, ...life };
  const of = programme(options);
  const { keys = seededMacs(options.seed), atOnce = 1, around = (_, doIn) => doIn(tables.referrals) } = more;
  const { counted, commit, refused } = tally();
  const told = (one: Commit) => {
    commit(one);
    more.told?.(one);
  };
  const living = { of, tables, keys, around };
  await onboardProgramme(of, { table: tables.access, clock: { now: () => instantOf(of.months.begins) }, macs: keys });
  await beginStudy(of, tables.referrals);
  await planIn(of, tables.access);
  const people = inOrder(of);
  let done = 0;
  const lane = async (): Promise<void> => {
    for (let next = people.shift(); next; next = people.shift()) {
      await liveOne(next.n, living, { counted, commit: told, refused });
      done += 1;
      more.progress?.({ people: done, of: options.people, at: next.at });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { programme: of, people: done, ...counted, milliseconds: performance.now() - began };
};
