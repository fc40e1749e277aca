import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fences } from './readme-fences.ts';
import { type StartedHub, startedHub } from './started-hub.ts';

/** In the order in which a newcomer comes upon them, in one shell. */
const pages = ['README.md', 'docs/fhir.md'];
const all = pages.flatMap((page) => fences(readFileSync(page, 'utf8')));
const toRun = all.filter(({ info }) => info === 'sh');

let hub: StartedHub;
let output: string[];

/** One shell for all of them, as a reader has one terminal; what each says is between marks. */
const run = async (commands: string[]): Promise<{ said: string[]; errors: string; code: number | null }> => {
  const script = ['set -eu -o pipefail', ...commands.map((command) => `${command}\nprintf '\\n%s\\n' '<<end of fence>>'`)].join('\n');
  const child = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PORT: hub.port } });
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((end) => child.on('close', end))]);
  return { said: out.split('<<end of fence>>').slice(0, -1), errors, code };
};

beforeAll(async () => {
  hub = await startedHub();
});
afterAll(async () => {
  await hub?.end();
});

describe('the README', () => {
  test('names the two commands, and npm start says what it promises', () => {
    expect(all.find(({ info }) => info === 'sh start')?.body).toBe('npm start');
    expect(all.find(({ info }) => info === 'sh skip')?.body).toBe('npm test');
    const promised = all.find(({ info }) => info === 'sh skip')?.says ?? [];
    expect(promised.length).toBeGreaterThan(5);
    for (const line of promised) expect(hub.said()).toMatch(line);
  });

  test('has commands that run as they stand, one after the other', async () => {
    const { said, errors, code } = await run(toRun.map(({ body }) => body));
    output = said;
    console.log(`README: ${said.length} of ${toRun.length} fenced commands ran`);
    expect({ code, ran: said.length }, errors).toEqual({ code: 0, ran: toRun.length });
    expect(said.length).toBeGreaterThan(8);
  });

  const told = toRun.filter(({ says }) => says.length > 0).map((fence) => ({ fence, begins: fence.body.split('\n')[0] }));
  test.each(told)('shows what is said to: $begins', ({ fence }) => {
    const said = output[toRun.indexOf(fence)] ?? '';
    for (const line of fence.says) expect(said).toMatch(line);
  });

  test('shows what is said after most of them', () => {
    expect(told.length).toBeGreaterThan(toRun.length / 2);
  });

  test('points at files that are there', () => {
    const links = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => join(dirname(page), path)),
    );
    console.log(`README: ${links.length} links followed`);
    expect(links.length).toBeGreaterThan(5);
    for (const path of links) expect(readFileSync(path, 'utf8').length, path).toBeGreaterThan(0);
  });
});
