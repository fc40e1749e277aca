/** What outlives the hub, and what does not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type Entry, journalEntries, startFixture, testFolder } from './fixture-hub.ts';

const folder = testFolder();
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  folder.remove();
});

type Told = { url: string; folder: string; endpoints: { dynamodb: string }; tableNames: Record<string, string> };
const startProcess = async (journal: string, dataDir?: string): Promise<Told & { child: ChildProcess }> => {
  const script = fileURLToPath(new URL('./fixture-main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, journal, ...(dataDir ? [dataDir] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { ...JSON.parse(line), child };
};
const kill = async (child: ChildProcess) => {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};
const answers = async (endpoint: string) => {
  const socket = connect(Number(new URL(endpoint).port), '127.0.0.1');
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return open;
};
const said = (entries: Entry[]) => entries.flatMap((entry) => entry.said ?? []);

describe('a hub with a data folder', () => {
  test('that is stopped and started again has its items, its messages, its keys and its place in the stream', async () => {
    const [journal, dataDir] = [`${folder.path}/kept`, `${folder.path}/kept-data`];
    const first = await startFixture(journal, { dataDir });
    await first.get('/things/put?E%231');
    await first.journal((entries) => said(entries).includes('E#1'));
    await first.get('/things/send?plain');
    await first.journal((entries) => said(entries).includes('plain'));
    const sealed = await (await first.get('/things/seal')).text();
    await first.stop();

    const second = await startFixture(journal, { dataDir });
    expect(await (await second.get(`/things/open?${sealed}`)).text()).toBe('sealed');
    await second.get('/things/put?E%231');
    await second.get('/things/put?E%232');
    await second.journal((entries) => said(entries).includes('E#2'));
    await second.stop();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    // The second put of the first item was no INSERT: it is still there; and neither it nor the message came twice.
    expect(said(journalEntries(journal)).toSorted()).toEqual(['E#1', 'E#2', 'plain']);
  });

  test('is refused to a second hub while one runs there', async () => {
    const [journal, dataDir] = [`${folder.path}/shared`, `${folder.path}/shared-data`];
    const first = await startFixture(journal, { dataDir });
    await expect(startFixture(journal, { dataDir })).rejects.toThrow(`${dataDir} is in use by a hub that is running (process ${process.pid})`);
    await first.stop();
    await (await startFixture(journal, { dataDir })).stop();
  });

  test('that is killed loses nothing it acknowledged, and brings at once what its functions had in hand', async () => {
    const [journal, dataDir] = [`${folder.path}/killed`, `${folder.path}/killed-data`];
    const first = await startProcess(journal, dataDir);
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    const done = await Promise.all(numbers.flatMap((n) => [fetch(`${first.url}/things/put?E%23${n}-change`), fetch(`${first.url}/things/send?message-${n}`)]));
    await fetch(`${first.url}/things/send?hold`);
    await vi.waitUntil(() => said(journalEntries(journal)).includes('hold'), { timeout: 60_000 });
    await kill(first.child);
    expect(done.map(({ status }) => status)).toEqual(Array(40).fill(200));
    await vi.waitUntil(async () => !(await answers(first.endpoints.dynamodb)), { timeout: 60_000 });

    const second = await startFixture(journal, { dataDir });
    const all = numbers.flatMap((n) => [`E#${n}-change`, `message-${n}`]);
    await second.journal((entries) => all.every((one) => said(entries).includes(one)) && said(entries).filter((one) => one === 'hold').length === 2);
    await second.stop();
  });
});

describe('a hub without a data folder', () => {
  test('works in a folder of its own that is gone with it', async () => {
    const hub = await startFixture(`${folder.path}/private`);
    expect(statSync(hub.folder).mode & 0o777).toBe(0o700);
    await hub.stop();
    expect(existsSync(hub.folder)).toBe(false);
  });

  test('that is killed takes its table engine with it, and the next one takes its folder away, but not that of a hub that runs', async () => {
    const [killed, running] = await Promise.all([startProcess(`${folder.path}/a`), startProcess(`${folder.path}/b`)]);
    await kill(killed.child);
    await vi.waitUntil(async () => !(await answers(killed.endpoints.dynamodb)), { timeout: 60_000 });
    expect(existsSync(killed.folder)).toBe(true);
    await (await startFixture(`${folder.path}/c`)).stop();
    expect([existsSync(killed.folder), existsSync(running.folder)]).toEqual([false, true]);
    expect(await answers(running.endpoints.dynamodb)).toBe(true);
    await kill(running.child);
  });
});

test('a busy port is told in one line', async () => {
  const hub = await startFixture(`${folder.path}/busy`);
  await expect(startFixture(`${folder.path}/busy`, { port: hub.port })).rejects.toThrow(`Port ${hub.port} is in use. Choose another with --port.`);
  expect((await hub.get('/things/echo')).status).toBe(200);
  await hub.stop();
});

test('what is being answered when the hub is asked to stop is answered, and nothing new is begun', async () => {
  const hub = await startFixture(`${folder.path}/stopping`);
  const answered = hub.get('/things/sleep?700');
  await vi.waitUntil(() => hub.logged.some((line) => line.endsWith('sleeps 700')), { timeout: 60_000 });
  const stopped = hub.stop();
  await expect(hub.get('/things/echo')).rejects.toThrow();
  expect(await (await answered).json()).toEqual({ slept: true });
  await stopped;
});
