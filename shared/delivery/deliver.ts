/** The FIFO consumer: takes one lane as far as it goes now. It alone sends, and it alone moves a lane. */
import { millisecondsOf } from '#platform/time';
import type { Instant } from '#platform/types';
import type { Referral } from '#referral/types';
import { attempt, post, withhold } from './attempt.ts';
import { clearException } from './exceptions.ts';
import { loadHealth } from './health-store.ts';
import { loadLane, saveLane } from './lane-store.ts';
import { lettersOf, recipientOf, tellingOf } from './letters.ts';
import { listeningOf } from './listening.ts';
import { nextStep, type Standing } from './next-step.ts';
import { baseOf, defer, type Progress, park, type Run, reopened } from './outcomes.ts';
import type { DeliverPorts } from './ports.ts';
import type { LaneMessage, ParkedLane } from './types.ts';
import { tellOtherwise } from './undelivered.ts';
import { wakeLane } from './wake.ts';

/** One wake-up sends no more than this and starts nothing after this time, in milliseconds, so that the last request ends within the function's time. */
const most = 10;
const longest = 10_000;
const loads = 3;

/** Everything is read consistently and at once: lane, commits, endpoint, circuit. */
const open = async ({ party, referral }: LaneMessage, ports: DeliverPorts): Promise<Run | undefined> => {
  const [lane, commits, health, listening] = await Promise.all([
    loadLane(ports.work, { party, referral }),
    ports.readCommits(referral),
    loadHealth(ports.work, party),
    listeningOf(party, ports),
  ]);
  const story = tellingOf(commits, ports.applyCommit);
  const current = story.at(-1)?.after;
  if (!current) return undefined;
  return { ports, lane, letters: lettersOf(story, lane, ports.baseUrl), to: recipientOf(current, party), ...listening, health, referral: current };
};

const tell = async (run: Run, lane: ParkedLane, referral: Referral): Promise<Progress> => {
  await tellOtherwise(lane, run.letters, run.to, referral, run.ports);
  const { dueAt: _, ...rest } = lane;
  const told = run.letters.at(-1)?.rev ?? lane.told;
  return (await saveLane(run.ports.work, { ...rest, told, excepted: true })) ? 'done' : 'moved';
};

/** Nothing is left to deliver or to tell: out of the due index. */
const rest = async ({ lane, ports }: Run): Promise<Progress> => {
  if (lane.state === 'parked') {
    const { dueAt: _, ...settled } = lane;
    return (await saveLane(ports.work, settled)) ? 'done' : 'moved';
  }
  if (lane.state === 'idle' && !lane.excepted) return 'done';
  if (lane.excepted) await clearException(ports.referrals, lane.referral, lane.party);
  return (await saveLane(ports.work, { ...baseOf(lane), state: 'idle', excepted: false })) ? 'done' : 'moved';
};

const reopen = async (run: Run): Promise<Progress> => {
  const lane = await saveLane(run.ports.work, reopened(run.lane, run.ports.clock.now()));
  return lane ? { ...run, lane } : 'moved';
};

const advance = (run: Run): Promise<Progress> => {
  const standing: Standing = { ...run, now: run.ports.clock.now() };
  const next = nextStep(standing);
  switch (next.step) {
    case 'nothing':
      return Promise.resolve('done');
    case 'rest':
      return rest(run);
    case 'park':
      return park(run, next.reason);
    case 'tell':
      return run.lane.state === 'parked' ? tell(run, run.lane, run.referral) : Promise.resolve('done');
    case 'reopen':
      return reopen(run);
    case 'defer':
      return defer(run, next.until);
    case 'withhold':
      return withhold(run, next.letter);
    case 'send':
      return attempt(run, next);
    case 'post':
      return post(run, next);
  }
};

const leaveToNext = async ({ lane, ports }: Run): Promise<Progress> => {
  await wakeLane(lane, `m${lane.version}`, ports);
  return 'done';
};

const since = (start: Instant, ports: DeliverPorts) => millisecondsOf(ports.clock.now()) - millisecondsOf(start);

/** A failed send is an outcome written to the lane; this throws only when an outcome could not be written, and then must be called again. */
export const deliver = async (wakeUp: LaneMessage, ports: DeliverPorts): Promise<void> => {
  const start = ports.clock.now();
  for (let load = 0; load < loads; load += 1) {
    let progress: Progress = (await open(wakeUp, ports)) ?? 'done';
    for (let turn = 0; typeof progress !== 'string'; turn += 1) {
      progress = turn < most && since(start, ports) < longest ? await advance(progress) : await leaveToNext(progress);
    }
    if (progress === 'done') return;
  }
  throw new Error('the lane kept moving under another consumer');
};
