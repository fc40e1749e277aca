import { expect, test } from 'vitest';
import { lettersOf, tellingOf } from '#delivery/letters';
import { patience } from '#delivery/retry';
import type { Letter } from '#delivery/types';
import type { Item } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import type { ReferralId } from '#referral/types';
import { birchtree } from '#test/referrals';
import { type Played, play } from './schedule.ts';
import { parties } from './weather.ts';

const schedules = 2000;
const day = 24 * 3_600_000;

type LaneSeen = { party: string; referral: ReferralId; lane: Item | undefined; exception: Item | undefined; expected: Letter[]; accepted: Set<string> };

const look = async ({ hub }: Played, referral: ReferralId, party: string): Promise<LaneSeen> => {
  const commits = await hub.commits(referral);
  const expected = lettersOf(tellingOf(commits, applyCommit), { party, done: 0, part: 0 }, 'https://hub.example.org');
  const got = hub.received.filter((one) => one.party === party && expected.some((letter) => letter.id === one.id));
  const firsts = [...new Set(got.map((one) => one.id))];
  expect(firsts, 'first deliveries are in order').toEqual(expected.slice(0, firsts.length).map((letter) => letter.id));
  for (const one of got) expect(one.body, 'a repeat has the same bytes').toBe(expected.find((letter) => letter.id === one.id)!.body);
  const lane = await hub.work.get({ pk: `ENDPOINT#${party}`, sk: `L#${referral}` });
  const exception = await hub.referrals.get({ pk: `REF#${referral}`, sk: `X#${party}` });
  return { party, referral, lane, exception, expected, accepted: new Set(got.filter((one) => one.accepted).map((one) => one.id)) };
};

/** A parked lane: what it did not deliver is on a person's list, told by the other way. */
const checkParked = ({ hub }: Played, { party, referral, lane, exception, expected, accepted }: LaneSeen) => {
  const kept = expected.filter((letter) => letter.rev > Number(lane!.done));
  for (const letter of expected) if (!kept.includes(letter)) expect(accepted).toContain(letter.id);
  expect(exception).toMatchObject({ reason: lane!.reason, duePk: 'X#S12000049' });
  expect(Number(lane!.told)).toBe(kept.at(-1)!.rev);
  for (const letter of kept) expect(hub.undelivered).toContainEqual(party === birchtree ? { referral } : { referral, onward: letter.notice.onward });
  if (party === birchtree) expect(hub.mails.some((mail) => mail.text.includes(referral))).toBe(true);
};

const checkDelivered = ({ lane, exception, expected, accepted }: LaneSeen) => {
  for (const letter of expected) expect(accepted).toContain(letter.id);
  expect([lane?.state ?? 'idle', lane?.duePk, exception]).toEqual(['idle', undefined, undefined]);
};

const lanesOf = (played: Played) => Promise.all(played.referrals.flatMap((referral) => parties.map((party) => look(played, referral, party))));

const sum = { schedules: 0, crashes: 0, requests: 0, delivered: 0, parked: 0, stranded: 0, healed: 0 };

const check = async (seed: number) => {
  const played = await play(seed);
  const { hub, weather } = played;
  expect(weather.sentWhileDisabled, 'nothing goes to a disabled endpoint').toBe(0);
  expect(played.quietAfter, 'all is quiet in the end').toBeLessThan(patience + 3 * day);
  const hasNoEndpoint = (party: string) => party === birchtree && !hub.endpoints.has(party);
  for (const seen of await lanesOf(played)) {
    if (seen.lane?.state === 'parked') checkParked(played, seen);
    else if (hasNoEndpoint(seen.party)) expect([seen.lane?.duePk, seen.exception]).toEqual([undefined, undefined]);
    else checkDelivered(seen);
    sum[seen.lane?.state === 'parked' ? 'parked' : 'delivered'] += 1;
  }
  await played.heal();
  for (const seen of await lanesOf(played)) {
    if (!seen.lane && seen.party === birchtree) continue;
    if (seen.lane?.done === 0 && seen.party === birchtree) continue;
    checkDelivered(seen);
    sum.healed += 1;
  }
  sum.crashes += weather.crashes;
  sum.stranded += played.stranded;
  sum.requests += hub.received.length;
  sum.schedules += 1;
};

test(`in ${schedules} schedules of crashes, failures, repeats and losses every notice arrives, in order, or a person knows`, { timeout: 120_000 }, async () => {
  const first = Number(process.env.SEED ?? 1);
  for (let seed = first; seed < first + schedules; seed += 1) {
    await check(seed).catch((cause) => {
      throw new Error(`SEED=${seed} fails`, { cause });
    });
  }
  console.log(`delivery schedules: ${JSON.stringify(sum)}`);
  expect(sum.schedules).toBe(schedules);
  for (const count of Object.values(sum)) expect(count).toBeGreaterThan(50);
});
