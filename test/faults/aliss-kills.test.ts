/** A copy of 6,000 services whose process is killed: the next goes on where it stood, and the copy is whole. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servicesIn, snapshotIn } from '#directory/aliss/snapshot-store';
import { type AlissStandIn, startAliss } from '#local/aliss/stand-in';
import { engineTables } from '#test/engine-tables';
import { until } from './until.ts';

const services = 6_000;
const pages = services / 20;
let aliss: AlissStandIn;
let engine: Awaited<ReturnType<typeof engineTables>>;
beforeAll(async () => {
  [aliss, engine] = [await startAliss(services), await engineTables()];
});
afterAll(() => Promise.all([aliss?.stop(), engine?.stop()]));

const entry = fileURLToPath(new URL('./aliss-process.ts', import.meta.url));
const begun = (): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, engine.endpoint, aliss.url], { stdio: ['ignore', 'pipe', 'inherit'] });
const said = async (child: ChildProcess): Promise<string> => {
  let text = '';
  child.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  await once(child, 'close');
  return text;
};

test('goes on after each kill, asks for no page twice but those that it was at, and is whole', async () => {
  const kills = [40, 130, 260];
  for (const at of kills) {
    const child = begun();
    const ended = said(child);
    await until(`page ${at} is asked for`, () => aliss.calls() >= at);
    child.kill('SIGKILL');
    expect(await ended).toBe('');
  }
  const done = JSON.parse(await said(begun()));
  expect(done).toMatchObject({ state: 'done', page: pages, tally: { services, added: services, changed: 0, gone: 0 } });
  const snapshot = await snapshotIn(engine.access);
  const copied = snapshot ? await servicesIn(engine.access, snapshot) : [];
  expect(new Set(copied.map(({ id }) => id)).size).toBe(services);
  const again = aliss.calls() - pages;
  console.log(`killed ${kills.length} times in ${pages} pages: ${again} asked for again, ${copied.length} services in the copy`);
  expect(again).toBeLessThan(pages / 4);
});
