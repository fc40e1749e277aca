/** A hub whose functions can be ended at each of their I/O points while parties use it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Hub, startHub } from '#local/hub';
import { acknowledged, insist, type Life, live, newLife, type Played, play, type StepName, steps, stopPlaying, tryOnce } from '#test/played-hub';
import { type Kind, standBetween } from './between.ts';
import { openTables, type Tables } from './kept-promises.ts';
import { kinds, type Point, type Reaper, reaper } from './reaper.ts';

export type KilledHub = {
  hub: Hub;
  played: Played;
  tables: Tables;
  reaper: Reaper;
  /** One caller at a time, so that an I/O of the function `api` belongs to a known request. */
  alone<T>(act: () => Promise<T>): Promise<T>;
  /** Onward referrals and acceptances whose practice refuses the next message once. */
  refusing: Set<string>;
  stop(): Promise<void>;
};

/** Also on a machine that is busy with other things. */
const patienceMs = 300_000;

const queue = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(act: () => Promise<T>): Promise<T> => {
    const next = last.then(act);
    last = next.catch(() => undefined);
    return next;
  };
};

export const startKilledHub = async (): Promise<KilledHub> => {
  const strike = reaper((fn) => hub.killWorker(fn));
  const stands = standBetween(strike.watch);
  const hub = await startHub({ port: 0, visibilitySeconds: 3, between: stands.between });
  const played = await play(hub);
  const tables = openTables(hub);
  const refusing = new Set<string>();
  for (const server of [played.practice, played.organisation]) {
    server.hooks = { watch: (call, kind) => strike.watch(call, kind), refuse: ({ referral }) => (refusing.delete(referral) ? 500 : undefined) };
  }
  const stop = async () => {
    await hub.stop();
    await stopPlaying(played);
    tables.close();
    stands.close();
  };
  return { hub, played, tables, reaper: strike, alone: queue(), refusing, stop };
};

type Asked = { life: Life; request: Parameters<typeof insist>[1] };
/** A life up to the step, and the step's request, to a function that is not running yet. */
const upTo = async ({ hub, played }: KilledHub, path: readonly StepName[], step: StepName): Promise<Asked> => {
  const life = await live(played, newLife(), ...path.slice(0, path.indexOf(step)));
  await hub.killWorker('api');
  return { life, request: steps[step](played, life) };
};

export const apiPoints = (killed: KilledHub, path: readonly StepName[], step: StepName): Promise<Point[]> =>
  killed.alone(async () => {
    const { life, request } = await upTo(killed, path, step);
    return killed.reaper.pointsOf('api', async () => acknowledged(killed.played, life, step, await insist(killed.played, request)));
  });

/** True: the function was ended at the point. What was answered instead is done, and the next request is another one. */
const struckOnce = async ({ played, reaper: { arm } }: KilledHub, { life, request }: Asked, step: StepName, at: Parameters<Reaper['arm']>) => {
  const { disarm } = arm(...at);
  const answered = await tryOnce(played, request);
  if (answered) acknowledged(played, life, step, answered);
  return { struck: disarm(), answered: answered !== undefined };
};

/** Ends the function at each point of the request and repeats it until it is answered. */
export const killApi = async (killed: KilledHub, path: readonly StepName[], step: StepName, points: readonly Point[]): Promise<void> => {
  let asked: Asked | undefined;
  const strikeAt = async (...at: Parameters<Reaper['arm']>) => {
    for (let tries = 0; tries < 3; tries += 1) {
      asked ??= await upTo(killed, path, step);
      const { struck, answered } = await struckOnce(killed, asked, step, at);
      if (answered) asked = undefined;
      if (struck) return;
    }
    throw new Error(`${step} was never at ${at[0].what}`);
  };
  for (const point of points) for (const kind of kinds) await killed.alone(() => strikeAt(point, kind));
  const { played } = killed;
  const left = asked;
  if (left) acknowledged(played, left.life, step, await insist(played, left.request));
};

/** What sets a function going, and when what was ended in it is made good. */
export type Behind = {
  before(): Promise<Life>;
  trigger(life: Life): Promise<unknown>;
  recovered(life: Life): Promise<void>;
  /** Given again until it strikes: a run of the hub's own may have done already what this one was to do. */
  again?: true;
  /** How many are ended before it is waited for them, so that no message is lost five times. */
  together: number;
};

const strikeBehind = async ({ reaper: { arm } }: KilledHub, point: Point, kind: Kind, { before, trigger, again }: Behind): Promise<Life> => {
  const life = await before();
  const { struck } = arm(point, kind, life.id);
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    await trigger(life);
    const late = sleep(again ? 1000 : patienceMs, undefined, { ref: false });
    if (await Promise.race([struck, late])) return life;
  }
  throw new Error(`${point.fn} was never at ${point.what}, ${kind}`);
};
/** Ends a function at each point of what `trigger` sets going. */
export const killBehind = async (killed: KilledHub, points: readonly Point[], behind: Behind): Promise<void> => {
  let waiting: Life[] = [];
  for (const { point, kind } of points.flatMap((one) => kinds.map((kind) => ({ point: one, kind })))) {
    waiting.push(await strikeBehind(killed, point, kind, behind));
    if (point.named && waiting.length < behind.together) continue;
    await Promise.all(waiting.map(behind.recovered));
    waiting = [];
  }
  await Promise.all(waiting.map(behind.recovered));
};

/** The next step of a life, by one caller at a time. */
export const further = ({ alone, played }: KilledHub, life: Life, ...path: StepName[]): Promise<Life> => alone(() => live(played, life, ...path));
