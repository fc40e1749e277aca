import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hub, startHub } from '#local/hub';
import { live, newLife, type Played, play, stopPlaying } from '#test/played-hub';
import { everyPromiseIsKept, openTables, type Tables, underWay } from './kept-promises.ts';
import { until, untilNothing } from './until.ts';

let hub: Hub;
let played: Played;
let tables: Tables;
beforeAll(async () => {
  hub = await startHub({ port: 0, visibilitySeconds: 2 });
  played = await play(hub);
  tables = openTables(hub);
});
afterAll(async () => {
  tables.close();
  await stopPlaying(played);
  await hub.stop();
});

const waitingLanes = async () => (await tables.all('work')).filter(({ sk, state }) => String(sk).startsWith('L#') && state === 'waiting');

test('an organisation whose server was away gets everything in order when it is back, and its own answers count meanwhile', async () => {
  const { organisation } = played;
  const before = [await live(played, newLife(), 'submit', 'accept', 'refer-on'), await live(played, newLife(), 'submit', 'accept', 'refer-on')];
  await untilNothing(() => underWay(played, tables));
  await organisation.leave();
  const heard = organisation.told.length;
  // Fewer failures than open its circuit, so that it is asked again after seconds and not minutes.
  for (let n = 0; n < 3; n += 1) await live(played, newLife(), 'submit', 'accept', 'refer-on', 'cancel-onward');
  for (const life of before) await live(played, life, 'accept-onward', 'complete-onward');
  await until('three lanes wait for the organisation', async () => (await waitingLanes()).length === 3);
  expect(organisation.told.length).toBe(heard);
  await organisation.comeBack();
  await untilNothing(async () => {
    await hub.runSchedule('sweep');
    return underWay(played, tables);
  });
  const found = await everyPromiseIsKept(played, tables);
  expect(organisation.told.length).toBe(heard + 6);
  console.log(`an organisation away and back: ${JSON.stringify(found)}`);
});
