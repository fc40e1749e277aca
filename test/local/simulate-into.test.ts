/** A simulation that fills a hub that runs, is killed half-way and started again, comes to the same lives and the same figures as one in memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOf, sections, wholeArea } from '#insight/counted/tally';
import { countAll } from '#insight/counting-store';
import { readCells } from '#insight/figures-store';
import { type Hub, startHub } from '#local/hub';
import { hubTables } from '#local/hub-tables';
import { announce } from '#local/runtime-file';
import { countingIn } from '#local/simulate/counting';
import { type Lived, live } from '#local/simulate/live';
import { studyOf } from '#local/simulate/study';
import { memoryTable } from '#platform/memory-table';
import { keys } from '#platform/tables';
import type { Table } from '#platform/types';
import { readCommits } from '#referral/referral-store';
import type { Commit, ReferralId } from '#referral/types';
import { sampleStore } from '#study/sample-store';
import { studyStore } from '#study/study-store';

const size = { people: 40, practices: 4, organisations: 12 };
const script = fileURLToPath(new URL('../../local/simulate/main.ts', import.meta.url));
let hub: Hub;
let withdraw = (): void => undefined;
beforeAll(async () => {
  hub = await startHub({ port: 0, warm: false });
  // As npm start does, so that it is found by its address.
  ({ withdraw } = announce(hub.port, { pid: process.pid, ...hub }));
}, 120_000);
afterAll(async () => {
  withdraw();
  await hub?.stop();
});

const simulate = () => {
  const options = Object.entries(size).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [script, ...options, '--into', hub.url], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  return { child, said: () => said, ended: once(child, 'exit') };
};
/** The hub's own clock may have looked at it since. */
const told = (commits: Commit[]) => commits.filter(({ audit }) => audit.by !== 'clock').map(({ at, events, audit }) => JSON.stringify({ at, events, audit }));
const livesIn = async (table: Table, referrals: readonly ReferralId[]) => {
  const all = await Promise.all(referrals.map(async (id) => told(await readCommits(table, id))));
  return all.filter((commits) => commits.length > 0);
};
/** Of each practice and of all together, in every month and now. */
const figuresIn = async (table: Table, { programme }: Lived) => {
  const [areas, months] = [[programme.area], [...programme.months.starts.map((at) => new Date(at + 86_400_000).toISOString().slice(0, 7)), 'now']];
  const places = [wholeArea, ...programme.practices.map(({ id }) => id)];
  const each = Object.values(sections).flatMap((section) => places.map((practice) => readCells(table, { areas, months, section, practice })));
  return new Map((await Promise.all(each)).flat().map((cell) => [placeOf(cell), Object.entries(cell.tally).sort()]));
};
const studied = async (table: Table, { programme }: Lived) => {
  const study = studyOf(programme);
  if (!study) return [];
  const store = sampleStore(table);
  const samples = await Promise.all(study.practices.map((id) => Promise.all([store.all(study.id, id), store.papers(study.id, id)])));
  return [await studyStore(table).saidCount(study.id), ...samples.flat(2)];
};
const until = async (first: ReturnType<typeof simulate>, what: string, holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await holds()) return;
    await new Promise((soon) => setTimeout(soon, 50));
  }
  throw new Error(`${what} did not come: ${first.said()}`);
};

test('killed half-way and started again, a hub holds what one life in memory comes to', { timeout: 120_000 }, async () => {
  const whole = { referrals: memoryTable(), access: memoryTable(), work: memoryTable() };
  const ids = new Set<ReferralId>();
  const lived = await live(size, whole, { told: ({ referral }) => ids.add(referral) });
  const order = [...ids];
  expect(
    (
      await countAll(
        order.map((referral) => ({ referral })),
        countingIn(whole),
      )
    ).failed,
  ).toEqual([]);

  const { referrals, work, close } = hubTables(hub);
  const first = simulate();
  const middle = order[Math.floor(order.length / 3)] ?? order[0];
  await until(
    first,
    'the middle of the life',
    async () => middle !== undefined && (await referrals.get({ pk: keys.referral(middle), sk: keys.head })) !== undefined,
  );
  first.child.kill('SIGKILL');
  await first.ended;
  const halfWay = (await livesIn(referrals, order)).length;
  const second = simulate();
  await second.ended;

  const [kept, figures, study] = [await livesIn(referrals, order), await figuresIn(work, lived), await studied(referrals, lived)];
  close();
  process.stdout.write(
    `${halfWay} of ${order.length} referrals were there when it was killed; in the end ${kept.flat().length} commits, ${figures.size} places of figures and ${study.length} parts of the study\n`,
  );
  expect(second.said()).toContain('Lived 12 months');
  expect([halfWay > 0, halfWay < order.length]).toEqual([true, true]);
  expect(kept).toEqual(await livesIn(whole.referrals, order));
  expect(figures.size).toBeGreaterThan(100);
  expect(figures).toEqual(await figuresIn(whole.work, lived));
  expect(study.length).toBeGreaterThan(20);
  expect(study).toEqual(await studied(whole.referrals, lived));
});
