import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keys } from '#platform/tables';
import { type Life, newLife, type StepName } from '#test/played-hub';
import { countedReferrals, everyPromiseIsKept, isTold as knows, underWay } from './kept-promises.ts';
import { apiPoints, type Behind, further, type KilledHub, killApi, killBehind, startKilledHub } from './killed-hub.ts';
import { poisoned } from './poison.ts';
import { kinds, type Point } from './reaper.ts';
import { until, untilNothing } from './until.ts';

let killed: KilledHub;
beforeAll(async () => {
  killed = await startKilledHub();
});
afterAll(() => killed.stop());

const path = ['submit', 'accept', 'refer-on', 'accept-onward'] as const satisfies StepName[];
/** Accepting makes the calls that referring on makes, but for one. */
const struck = ['submit', 'refer-on', 'accept-onward'] as const satisfies StepName[];
const lifeAfter = (...done: StepName[]) => further(killed, newLife(), ...done);
const relayed = (life: Life) =>
  until(`${life.id} is relayed`, async () => (await killed.tables.table('work').get(keys.relayMark(life.id)))?.upTo === life.done.length);
const counted = (life: Life) => until(`${life.id} is counted`, async () => countedReferrals(await killed.tables.all('work')).has(life.id));
/** Long enough for a hidden message to come again, so that it is not struck twice. */
const comesAgain = () => sleep(3200);
const isTold = (life: Life) => until(`the parties of ${life.id} are told`, () => knows(killed.played, life));
/** Over the last minutes once more, so that it has something to walk over. */
const walkAgain = () => killed.tables.table('work').write([{ update: keys.commitSweep, set: { minute: Math.floor(Date.now() / 60_000) - 4 } }]);
const swept = async () => {
  await walkAgain();
  await killed.hub.runSchedule('sweep');
};
/** Nobody waits for a sweep that is ended: AWS runs it again a minute later. */
const sweeping = async () => {
  await walkAgain();
  void killed.hub.runSchedule('sweep');
};
const fullQueues = () =>
  Object.entries(killed.hub.waiting()).flatMap(([name, n]) => (n.ready + n.inFlight + n.delayed === 0 ? [] : [`${name} holds ${JSON.stringify(n)}`]));

type Row = Behind & { fn: string; of(points: Point[]): Point[] };
const each = (points: Point[]) => points.filter(({ nth }) => nth === 1);
/** What is noted of a refusal; the next attempt is a delivery like any other. */
const afterTheSending = (points: Point[]) => each(points.slice(points.findIndex(({ what }) => what === 'Invoke') + 1));
const does =
  (...before: StepName[]) =>
  (last: StepName) => ({ before: () => lifeAfter(...before), trigger: (life: Life) => further(killed, life, last) });
const accepts = does('submit')('accept');
/** What came before is relayed, or its points would be taken for those of this step. */
const refersOn = {
  before: async () => {
    const life = await lifeAfter('submit', 'accept');
    await relayed(life);
    return life;
  },
  trigger: does('submit', 'accept')('refer-on').trigger,
};
const refused = {
  before: async () => {
    const life = await lifeAfter('submit');
    killed.refusing.add(life.id);
    return life;
  },
  trigger: accepts.trigger,
};
const rows = {
  deliver: { ...accepts, fn: 'deliver', recovered: isTold, together: 4, of: each },
  'deliver, refused': { ...refused, fn: 'deliver', recovered: comesAgain, together: 4, of: afterTheSending },
  relay: { ...refersOn, fn: 'relay', recovered: relayed, together: 2, of: each },
  count: { ...does()('submit'), fn: 'count', recovered: counted, together: 2, of: each },
  sweep: { before: async () => newLife(), trigger: sweeping, again: true, fn: 'sweep', recovered: async () => undefined, together: 1, of: each },
} satisfies Record<string, Row>;
type Name = keyof typeof rows;
/** One run, undisturbed, to its end. */
const pointsBehind = async ({ fn, before, trigger, recovered, of }: Row): Promise<Point[]> => {
  const life = await before();
  await untilNothing(fullQueues);
  const points = await killed.reaper.pointsOf(fn, async () => {
    await (fn === 'sweep' ? swept() : trigger(life));
    await recovered(life);
    await untilNothing(fullQueues);
  });
  return of(points);
};
const send = { ...accepts, points: [{ fn: 'send', what: 'POST', nth: 1 }], recovered: isTold, together: 1 };
const wake = { ...refused, points: [{ fn: 'wake', what: 'SendMessageBatch deliver', nth: 1 }], recovered: isTold, together: 2 };

/** Enough also on a machine that is busy with other things. */
const patienceMs = 600_000;

/** Where each of them makes calls. */
const findPoints = async () => {
  // The hub makes its keys when they are first needed, which is no point of every submission.
  await lifeAfter('submit');
  const points = new Map<string, Point[]>([
    ['send', send.points],
    ['wake', wake.points],
  ]);
  for (const step of struck) points.set(step, await apiPoints(killed, path, step));
  for (const [name, row] of Object.entries(rows)) points.set(name, await pointsBehind(row));
  return points;
};
const killEverywhere = async (points: ReadonlyMap<string, Point[]>) => {
  const of = (name: string) => points.get(name) ?? [];
  const behind = (...names: Name[]) => names.reduce((before, name) => before.then(() => killBehind(killed, of(name), rows[name])), Promise.resolve());
  const api = async () => {
    for (const step of struck) await killApi(killed, path, step, of(step));
  };
  const senders = async () => {
    await behind('deliver', 'deliver, refused');
    await killBehind(killed, send.points, send);
    await killBehind(killed, wake.points, wake);
  };
  await Promise.all([api(), senders(), behind('relay', 'sweep'), behind('count')]);
};

test.concurrent(
  'a function that is ended at any of its I/O points loses, repeats and reorders nothing that was acknowledged',
  async () => {
    const points = await findPoints();
    await killEverywhere(points);
    await untilNothing(async () => {
      await swept();
      return [...fullQueues(), ...(await underWay(killed.played, killed.tables))];
    });
    const found = await everyPromiseIsKept(killed.played, killed.tables);

    const { kills } = killed.reaper;
    const said = [...points].map(([name, own]) => `${name} ${own.length} × ${kinds.length}`);
    console.log(`killed at I/O points × kinds: ${said.join(', ')} = ${kills.length} kills; then right: ${JSON.stringify(found)}`);
    for (const [name, own] of points) expect(own.length, name).toBeGreaterThan(0);
    expect(kills.length).toBe([...points.values()].flat().length * kinds.length);
    expect(kills.length).toBeGreaterThanOrEqual(100);
  },
  patienceMs,
);

test.concurrent(
  'what no function can read, a message in any queue or a commit, ends as an exception and keeps nothing else back',
  async () => {
    const messages = await poisoned();
    console.log(`${messages} queues and the stream were given what nobody can read`);
    expect(messages).toBeGreaterThan(0);
  },
  patienceMs,
);
