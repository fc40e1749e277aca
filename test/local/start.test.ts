/** `npm start` as a process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test, vi } from 'vitest';
import { findRunning } from '#local/runtime-file';

const folder = mkdtempSync(join(tmpdir(), 'links-hub-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const port = 18_787 + (process.pid % 1000);
test('the hub says when it is ready and what it does not do, can be found, and ends in order when it is asked to', async () => {
  const args = ['--disable-warning=ExperimentalWarning', 'local/main.ts', '--port', String(port), '--no-demo', '--data', join(folder, 'data')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, complained, ended] = [text(child.stdout), text(child.stderr), once(child, 'exit')];
  await vi.waitUntil(() => findRunning(port) !== undefined, { timeout: 60_000 });
  const running = findRunning(port);
  expect(running).toMatchObject({
    pid: child.pid,
    folder: join(folder, 'data'),
    tableNames: { referrals: expect.any(String), work: expect.any(String), access: expect.any(String) },
  });
  expect(statSync(join(tmpdir(), `links-hub-${userInfo().uid}`)).mode & 0o077).toBe(0);
  expect((await fetch(`${running?.url}/nowhere`)).status).toBeGreaterThanOrEqual(400);
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await said).toContain(`Links Hub is ready at http://127.0.0.1:${port}`);
  const warnings = (await complained).replaceAll(/\s+/g, ' ').split('Not done on this machine, only in the cloud:');
  expect(warnings).toEqual([expect.any(String), expect.stringMatching(/permissions \(IAM\).*request throttling.*alarms/)]);
  expect([findRunning(port), existsSync(join(folder, 'data/hub.lock'))]).toEqual([undefined, false]);
});
