import { expect, test } from 'vitest';
import { eventsFrom } from '#delivery/subscription-log';
import type { LogEntry, Subscription } from '#delivery/subscription-types';
import { endpointOf } from '#delivery/subscription-wake';
import { topicEvents } from '#fhir/subscription/topics';
import { applyCommit } from '#referral/evolve';
import type { Referral, ReferralId } from '#referral/types';
import { type PlayedSubscriptions, playSubscriptions } from './subscription-play.ts';

const schedules = 300;
const baseUrl = 'https://hub.example.org';

/** What the commits alone say are the subscription's events, each in a word. */
const expectedOf = async ({ hub }: PlayedSubscriptions, subscription: Subscription, referral: ReferralId): Promise<string[]> => {
  let before: Referral | undefined;
  return (await hub.commits(referral)).flatMap((commit) => {
    const step = { before, commit, after: applyCommit(before, commit) };
    before = step.after;
    return topicEvents(subscription, step, baseUrl).map((focus) => wordOf({ referral, rev: commit.rev, focus }));
  });
};
const wordOf = ({ referral, rev, focus }: Pick<LogEntry, 'referral' | 'rev' | 'focus'>) => `${referral} ${rev} ${focus.type}/${focus.id}`;

type Note = { name: string; valueString?: string; valueCode?: string; part?: Note[] };
const heardBy = ({ hub }: PlayedSubscriptions, { owner }: Subscription) =>
  hub.received.flatMap(({ party, body, id, accepted }) => {
    const notes: Note[] = JSON.parse(body).entry?.[0]?.resource?.parameter ?? [];
    const events = notes.filter(({ name }) => name === 'notification-event').flatMap(({ part = [] }) => part.filter(({ name }) => name === 'event-number'));
    return party === endpointOf(owner) ? events.map(({ valueString }) => ({ n: Number(valueString), id, body, accepted })) : [];
  });

const sum = { schedules: 0, crashes: 0, errors: 0, events: 0, repeats: 0 };

const checkSent = (played: PlayedSubscriptions, subscription: Subscription, count: number) => {
  const heard = heardBy(played, subscription);
  const firsts = [...new Set(heard.map(({ n }) => n))];
  expect(firsts, 'told in order, without a gap, each at least once').toEqual(Array.from({ length: count }, (_, at) => at + 1));
  for (const { n, id, body } of heard) {
    const first = heard.find((one) => one.n === n);
    expect([id, body], 'a repeat is the same').toEqual([first?.id, first?.body]);
  }
  sum.repeats += heard.length - firsts.length;
};

const check = async (seed: number) => {
  const played = await playSubscriptions(seed);
  for (const subscription of await played.subscriptions()) {
    const log = await eventsFrom(played.hub.work, subscription.id, 1, 10_000, 10_000);
    expect(
      log.map(({ n }) => n),
      'numbers without a gap',
    ).toEqual(log.map((_, at) => at + 1));
    for (const referral of played.referrals) {
      const numbered = log.filter((one) => one.referral === referral).map(wordOf);
      const begun = numbered.length;
      const expected = await expectedOf(played, subscription, referral);
      // What was before the subscription is none of its events; here that is the creation alone, which may or may not be.
      expect(numbered, 'every event one number, in the order of the commits').toEqual(expected.slice(expected.length - begun));
      expect(expected.length - begun).toBeLessThanOrEqual(1);
    }
    expect([subscription.status, subscription.sent], JSON.stringify(subscription)).toEqual(['active', log.length]);
    checkSent(played, subscription, log.length);
    sum.events += log.length;
  }
  expect(
    played.hub.referrals.all().filter(({ sk }) => sk.startsWith('X#s')),
    'no exception is left',
  ).toEqual([]);
  sum.schedules += 1;
  sum.crashes += played.crashes;
  sum.errors += played.errors;
};

test(
  `in ${schedules} schedules every event of a subscription has one number, without a gap, and is told in order at least once`,
  { timeout: 120_000 },
  async () => {
    const first = Number(process.env.SEED ?? 1);
    for (let seed = first; seed < first + schedules; seed += 1) {
      await check(seed).catch((cause) => {
        throw new Error(`SEED=${seed} fails`, { cause });
      });
    }
    console.log(`subscription schedules: ${JSON.stringify(sum)}`);
    expect(sum.schedules).toBe(schedules);
    for (const count of Object.values(sum)) expect(count).toBeGreaterThan(50);
  },
);
