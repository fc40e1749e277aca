import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redrive } from '#delivery/redrive';
import { type Hub, startHub } from '#local/hub';
import { localLanes } from '#local/redrive-place';
import { live, newLife, type Played, play, stopPlaying } from '#test/played-hub';
import { everyPromiseIsKept, openTables, underWay } from './kept-promises.ts';
import { freePort, type StartedHub, startProcess } from './killed-process.ts';
import { until, untilNothing } from './until.ts';

const folder = mkdtempSync(join(tmpdir(), 'links-hub-killed-'));
let port: number;
let started: StartedHub;
let played: Played;
beforeAll(async () => {
  port = await freePort();
  started = await startProcess(port, folder);
  played = await play(started.running);
});
afterAll(async () => {
  await stopPlaying(played);
  rmSync(folder, { recursive: true, force: true });
});

/** After how many more acknowledgements each end comes, wherever the other requests and all that goes on behind them are then. */
const ends = [9, 16, 5, 12, 23];
const acknowledgements = () => played.lives.reduce((sum, { done }) => sum + done.length, 0);
const further = (more: number): Promise<void> => {
  const wanted = acknowledgements() + more;
  return until(`${more} more requests are answered`, () => acknowledgements() >= wanted);
};

/** Lives one after the other until told to stop; what is begun is brought to its end. */
const load = async (goesOn: () => boolean): Promise<void> => {
  while (goesOn()) await live(played, newLife(), 'submit', 'accept', 'refer-on', 'accept-onward', 'complete-onward');
};

/** A message whose function was killed again and again is given up after some tries, and a person is told: she drives it again, as the handbook says. */
const driveAgain = async (hub: Hub): Promise<number> => {
  const lanes = localLanes(hub);
  try {
    const done = [await redrive('birchtree', lanes), await redrive('drumgarth', lanes)];
    return done.reduce((sum, one) => sum + (one.ok ? one.reopened : 0), 0);
  } finally {
    lanes.close();
  }
};

test('a hub whose processes are all killed at once, again and again, keeps every promise when it is back', async () => {
  let goesOn = true;
  const loads = Promise.all([1, 2, 3].map(() => load(() => goesOn)));
  let processes = 0;
  for (const [n, after] of ends.entries()) {
    await further(after);
    processes += await started.kill();
    if (n < ends.length - 1) started = await startProcess(port, folder);
  }
  // The last time in this process, where the sweep need not wait for its minute; a message that is worked on slowly is not given out again.
  const hub = await startHub({ port, dataDir: folder, visibilitySeconds: 5 });
  const tables = openTables(hub);
  goesOn = false;
  await loads;
  let redriven = 0;
  await untilNothing(async () => {
    await hub.runSchedule('sweep');
    const open = await underWay(played, tables);
    if (open.some((one) => one.includes('"last":"stranded"'))) redriven += await driveAgain(hub);
    return open;
  });
  const found = await everyPromiseIsKept(played, tables);
  tables.close();
  await hub.stop();
  expect(played.lives.length).toBeGreaterThan(ends.length);
  console.log(`a hub killed ${ends.length} times under load, ${processes} processes, ${redriven} lanes redriven; then right: ${JSON.stringify(found)}`);
});
