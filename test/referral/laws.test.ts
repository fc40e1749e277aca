/** Laws that hold for every life of a referral. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consentToReferOn, statementsIn } from '#referral/consent';
import { contactsOf, countsOf } from '#referral/contacts';
import { clockCommands } from '#referral/deadlines';
import { dueKey } from '#referral/due';
import { isEnded, isOpen } from '#referral/edges';
import { applyCommit } from '#referral/evolve';
import { caseworkOf } from '#referral/evolve-casework';
import { facets } from '#referral/facets';
import type { Referral } from '#referral/types';
import { busySteps, live, steps } from '#test/lives';

const resources = (referral: Referral) =>
  [referral, ...referral.onward].flatMap((one) => [[`ServiceRequest/${one.id}`, one.serviceRequest] as const, [`Task/${one.id}`, one.task] as const]);
const law = (check: (life: ReturnType<typeof live>) => void, of = steps) => {
  let commits = 0;
  fc.assert(
    fc.property(of, fc.boolean(), (some, draft) => {
      const life = live(some, draft);
      commits += life.commits.length;
      check(life);
    }),
    { numRuns: 500 },
  );
  expect(commits).toBeGreaterThan(1000);
};

test('the state is the fold of the commits', () =>
  law(({ referral, commits }) => {
    const folded = commits.reduce<Referral | undefined>(applyCommit, undefined);
    expect(folded).toEqual(referral);
  }));

test('the state is the fold of the commits of a practitioner busy with one person', () =>
  law(({ referral, commits }) => expect(commits.reduce<Referral | undefined>(applyCommit, undefined)).toEqual(referral), busySteps));

test('commits are dense from one', () =>
  law(({ referral, commits }) => {
    expect(commits.map((commit) => commit.rev)).toEqual(commits.map((_, n) => n + 1));
    expect(referral.rev).toBe(commits.length);
  }));

test("a resource's version moves by one when its own content changes, and only then", () =>
  law(({ commits }) => {
    let before: Referral | undefined;
    for (const commit of commits) {
      const after = applyCommit(before, commit);
      const old = new Map(before ? resources(before) : []);
      for (const [name, version] of resources(after)) {
        const same = before && facets(before).get(name) === facets(after).get(name);
        expect(version.versionId - (old.get(name)?.versionId ?? 0)).toBe(same ? 0 : 1);
        expect(commit.touched.some((one) => `${one.type}/${one.id}` === name)).toBe(!same);
      }
      before = after;
    }
  }));

test('a stamp never goes back', () =>
  law(({ commits }) => {
    let before: Referral | undefined;
    for (const commit of commits) {
      const after = applyCommit(before, commit);
      const old = new Map(before ? resources(before) : []);
      for (const [name, version] of resources(after)) expect(version.lastUpdated >= (old.get(name)?.lastUpdated ?? '')).toBe(true);
      before = after;
    }
  }));

test('nobody is forgotten: whatever the clock must still do has a due time, and an onward referral that waits has something for the clock to do', () =>
  law(({ referral }) => {
    for (const onward of referral.onward) {
      expect(dueKey(onward) !== undefined).toBe(clockCommands(onward).length > 0);
      const waits = (onward.status === 'requested' && !onward.escalatedAt) || (onward.cancellation && !isEnded(onward.status));
      expect(dueKey(onward) !== undefined).toBe(Boolean(waits));
    }
  }));

test('an ended onward referral never opens again', () =>
  law(({ commits }) => {
    const ended = new Set<string>();
    let before: Referral | undefined;
    for (const commit of commits) {
      const after = applyCommit(before, commit);
      for (const onward of after.onward) {
        expect(ended.has(onward.id) && !isEnded(onward.status)).toBe(false);
        if (isEnded(onward.status)) ended.add(onward.id);
      }
      before = after;
    }
  }));

test('what somebody took back is not gone on with: whoever was asked is told to stop, in the same commit', () => {
  let taken = 0;
  law(({ commits }) => {
    let before: Referral | undefined;
    for (const commit of commits) {
      const after = applyCommit(before, commit);
      for (const onward of after.onward) {
        const refused = consentToReferOn(statementsIn(after), onward.organisation, commit.at) === 'withdrawn';
        const goesOn = isOpen(onward.status) && !onward.cancellation;
        expect(refused && goesOn).toBe(false);
        if (refused) taken += 1;
      }
      before = after;
    }
  });
  expect(taken).toBeGreaterThan(10);
});

test('the casework counts what the contacts come to that were not struck, in whatever order they were logged and struck', () => {
  let [contacts, struck] = [0, 0];
  law(({ referral, commits }) => {
    const all = contactsOf(commits);
    const { attempts, contacts: twoWay, firstContactAt, lastContactAt } = caseworkOf(referral);
    expect({ attempts, contacts: twoWay, firstContactAt, lastContactAt }).toEqual(countsOf(all));
    expect(countsOf([...all].reverse())).toEqual(countsOf(all));
    contacts += all.length;
    struck += all.filter((one) => one.struck).length;
  }, busySteps);
  console.log(`casework: ${contacts} contacts, ${struck} struck`);
  expect([contacts > 500, struck > 50]).toEqual([true, true]);
});

test('what a practitioner does with the person moves no version but by the first contact and by handing over', () =>
  law(({ commits }) => {
    for (const { audit, events, touched } of commits)
      if (['plan-step', 'log-contact', 'strike-contact', 'confirm-safe', 'record-needs'].includes(audit.command))
        expect(touched.length).toBe(events.some(({ type }) => type === 'started') ? 1 : 0);
  }, busySteps));

test('what ended has nothing next and nothing to undo', () =>
  law(({ referral }) => {
    if (isEnded(referral.status)) expect([referral.casework?.next, referral.casework?.last]).toEqual([undefined, undefined]);
  }));
