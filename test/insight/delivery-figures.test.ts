import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countable } from '#insight/definitions';
import { contribution } from '#insight/delivery-figures';
import { type Cell, merged } from '#insight/tally';
import type { Commit, Event } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { recount } from '#test/recount';
import { lives } from './lives.ts';

const flat = (cells: Cell[]) =>
  new Map(
    cells.flatMap(({ area, practice, day, tally }) => Object.entries(tally).map(([name, value]) => [`${area} ${practice} ${day} ${name}`, value] as const)),
  );
const counted = (referrals: Commit[][]) => flat(merged(referrals.flatMap((commits) => contribution(commits, londonDate))));

test('the figures of many lives are those of an independent recount', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(lives({ maxLength: 12 }), (referrals) => {
      const expected = recount(referrals);
      for (const [place, value] of expected) seen.set(place.split(' ')[3]!, (seen.get(place.split(' ')[3]!) ?? 0) + value);
      expect(new Map([...counted(referrals)].sort())).toEqual(new Map([...expected].sort()));
    }),
    { numRuns: 300 },
  );
  for (const name of ['received', 'sent', 'accepted', 'declined', 'alreadySupporting', 'withdrawn', 'closed']) {
    expect(seen.get(name) ?? 0, `${name} must occur for the recount to say anything`).toBeGreaterThan(20);
  }
});

test('only events called countable change a figure, and each of them does', () => {
  const changing = new Set<Event['type']>();
  fc.assert(
    fc.property(lives({ maxLength: 12 }), (referrals) => {
      for (const commits of referrals) {
        commits.forEach((commit, n) => {
          const [before, after] = [counted([commits.slice(0, n)]), counted([commits.slice(0, n + 1)])];
          const types = commit.events.map(({ type }) => type);
          if (JSON.stringify([...before].sort()) === JSON.stringify([...after].sort())) return;
          const able = types.filter((type) => countable[type]);
          expect(able).not.toEqual([]);
          if (new Set(able).size === 1) changing.add(able[0]!);
        });
      }
    }),
    { numRuns: 300 },
  );
  const named = Object.entries(countable).filter(([, counts]) => counts);
  expect([...changing].sort()).toEqual(named.map(([type]) => type).sort());
});

test('a referral entered in error was never there, nor was anything sent on from it', () => {
  fc.assert(
    fc.property(lives({ minLength: 1, maxLength: 6 }), (referrals) => {
      for (const commits of referrals) {
        const last = commits.at(-1)!;
        const mistaken: Commit = { ...last, rev: last.rev + 1, events: [{ type: 'marked-as-error' }] };
        expect(counted([[...commits, mistaken]]).size).toBe(0);
      }
    }),
  );
});
