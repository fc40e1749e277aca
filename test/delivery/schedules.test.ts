import { expect, test } from 'vitest';
import { lettersOf, tellingOf } from '#delivery/letters';
import { patience } from '#delivery/retry';
import type { Letter } from '#delivery/types';
import { isWithheld } from '#delivery/withheld';
import { instantOf } from '#platform/time';
import type { Item } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import type { Commit, Referral, ReferralId } from '#referral/types';
import { birchtree } from '#test/referrals';
import { type Played, play } from './schedule.ts';
import { parties } from './weather.ts';

const schedules = 2000;
const day = 24 * 3_600_000;

const sum = { schedules: 0, crashes: 0, requests: 0, delivered: 0, parked: 0, stranded: 0, healed: 0, withheld: 0 };

type LaneSeen = { party: string; referral: ReferralId; lane: Item | undefined; exception: Item | undefined; expected: Letter[]; dealtWith: Set<string> };

const refuses = (commit: Commit) => commit.events.some((event) => event.type === 'consent-recorded' && !event.statement.gives);
const asOf = (commits: readonly Commit[]) => commits.reduce<Referral | undefined>(applyCommit, undefined);
/** Letters that the consent of some moment would have held back. */
const mayBeWithheld = (commits: readonly Commit[], letters: readonly Letter[]): Letter[] =>
  letters.filter(({ notice }) => commits.some((commit, n) => refuses(commit) && isWithheld(notice, asOf(commits.slice(0, n + 1)) as Referral, commit.at)));
/** Sent although the person had said no before, and had not said yes again. */
const sentAgainstConsent = (commits: readonly Commit[], { notice }: Letter, at: number): boolean => {
  const moment = instantOf(at);
  const [before, until] = [commits.filter((commit) => commit.at < moment).length, commits.filter((commit) => commit.at <= moment).length];
  const states = Array.from({ length: until - before + 1 }, (_, n) => asOf(commits.slice(0, before + n)));
  return states.every((referral) => referral !== undefined && isWithheld(notice, referral, moment));
};

const look = async ({ hub }: Played, referral: ReferralId, party: string): Promise<LaneSeen> => {
  const commits = await hub.commits(referral);
  const expected = lettersOf(tellingOf(commits, applyCommit), { party, done: 0, part: 0 }, 'https://hub.example.org');
  const got = hub.received.filter((one) => one.party === party && expected.some((letter) => letter.id === one.id));
  const withheld = mayBeWithheld(commits, expected).map((letter) => letter.id);
  const firsts = [...new Set(got.map((one) => one.id))];
  const until = expected.slice(0, expected.findIndex((letter) => letter.id === firsts.at(-1)) + 1).map((letter) => letter.id);
  expect(firsts, 'first deliveries are in order, but for what was withheld').toEqual(until.filter((id) => firsts.includes(id) || !withheld.includes(id)));
  for (const one of got) {
    const letter = expected.find(({ id }) => id === one.id)!;
    expect(one.body, 'a repeat has the same bytes').toBe(letter.body);
    expect(sentAgainstConsent(commits, letter, one.at), 'nothing is sent that the person does not agree to').toBe(false);
  }
  const accepted = got.filter((one) => one.accepted).map((one) => one.id);
  sum.withheld += withheld.filter((id) => !accepted.includes(id)).length;
  const lane = await hub.work.get({ pk: `ENDPOINT#${party}`, sk: `L#${referral}` });
  const exception = await hub.referrals.get({ pk: `REF#${referral}`, sk: `X#${party}` });
  return { party, referral, lane, exception, expected, dealtWith: new Set([...accepted, ...withheld]) };
};

/** A parked lane: what it did not deliver is on a person's list, told by the other way. */
const checkParked = ({ hub }: Played, { party, referral, lane, exception, expected, dealtWith }: LaneSeen) => {
  const kept = expected.filter((letter) => letter.rev > Number(lane!.done));
  for (const letter of expected) if (!kept.includes(letter)) expect(dealtWith).toContain(letter.id);
  expect(exception).toMatchObject({ reason: lane!.reason, duePk: 'X#S12000049' });
  expect(Number(lane!.told)).toBe(kept.at(-1)!.rev);
  for (const letter of kept) expect(hub.undelivered).toContainEqual(party === birchtree ? { referral } : { referral, onward: letter.notice.onward });
  if (party === birchtree) expect(hub.mails.some((mail) => mail.text.includes(referral))).toBe(true);
};

const checkDelivered = ({ lane, exception, expected, dealtWith }: LaneSeen) => {
  for (const letter of expected) expect(dealtWith).toContain(letter.id);
  expect([lane?.state ?? 'idle', lane?.duePk, exception]).toEqual(['idle', undefined, undefined]);
};

const lanesOf = (played: Played) => Promise.all(played.referrals.flatMap((referral) => parties.map((party) => look(played, referral, party))));

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
