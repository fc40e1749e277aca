/** A simulation that is killed while it fills a folder goes on when it is started again, and nothing of it is there twice. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { startHub } from '#local/hub';
import { hubTables } from '#local/hub-tables';
import { live } from '#local/simulate/live';
import { memoryTable } from '#platform/memory-table';
import type { Table } from '#platform/types';
import { readCommits } from '#referral/referral-store';
import type { Commit, ReferralId } from '#referral/types';

const folder = mkdtempSync(join(tmpdir(), 'links-hub-simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const people = 80;
const script = fileURLToPath(new URL('../../local/simulate/main.ts', import.meta.url));
const simulate = () => {
  const child = spawn(process.execPath, [script, '--people', String(people), '--data', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  return { child, said: () => said, ended: once(child, 'exit') };
};
/** The hub's clock may have looked at it since. */
const told = (commits: Commit[]) => commits.filter(({ audit }) => audit.by !== 'clock').map(({ at, events, audit }) => JSON.stringify({ at, events, audit }));
const lives = async (table: Table, referrals: Iterable<ReferralId>) => {
  const all = new Map<ReferralId, string[]>();
  for (const id of referrals) all.set(id, told(await readCommits(table, id)));
  return all;
};

test('killed in the middle, and started again', { timeout: 300_000 }, async () => {
  const first = simulate();
  await once(first.child.stderr, 'data');
  await sleep(700);
  first.child.kill('SIGKILL');
  await first.ended;
  const second = simulate();
  await second.ended;
  expect(second.said()).toContain('Lived 12 months');
  const again = simulate();
  await again.ended;
  expect(again.said()).toContain('All of it was there already.');

  const whole = { referrals: memoryTable(), access: memoryTable() };
  const ids = new Set<ReferralId>();
  await live({ people }, whole, { told: ({ referral }) => ids.add(referral) });
  const hub = await startHub({ port: 0, dataDir: folder, warm: false });
  const { referrals, close } = hubTables(hub);
  const kept = await lives(referrals, ids);
  close();
  await hub.stop();
  const commits = [...kept.values()].flat().length;
  process.stdout.write(`${kept.size} referrals with ${commits} commits read from the folder; the second start said:\n${second.said()}`);
  expect(commits).toBeGreaterThan(500);
  expect(kept).toEqual(await lives(whole.referrals, ids));
});
