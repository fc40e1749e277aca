import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type StartedHub, startedHub } from './started-hub.ts';

const folder = mkdtempSync(join(tmpdir(), 'links-hub-demo-'));
const data = join(folder, 'data');
let hub: StartedHub;
beforeAll(async () => {
  hub = await startedHub('--data', data);
});
afterAll(async () => {
  await hub?.end();
  rmSync(folder, { recursive: true, force: true });
});

const resource = z.object({ status: z.string().optional(), entry: z.array(z.unknown()).optional() });

const token = async (name: string): Promise<string> => {
  const child = spawn('npm', ['run', '-s', 'token', '--', name, '--port', hub.port], { stdio: ['ignore', 'pipe', 'inherit'] });
  return (await text(child.stdout)).trim();
};
const read = async (path: string, name: string) => {
  const response = await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${await token(name)}` } });
  return { status: response.status, body: resource.parse(await response.json()) };
};
const played = () => /201, id ([0-9a-z]{26})/.exec(hub.said())?.[1] ?? expect.fail(`no referral was played:\n${hub.said()}`);
/** Processes of this user that were started for the folder. */
const processes = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(data);
      } catch {
        return false;
      }
    });

const steps = [
  'GP: Dr Nadia Khan refers',
  'Practitioner: Catriona Weir, links practitioner, sees it',
  'Practitioner: she takes it on.',
  'referral.accepted',
  'Practitioner: she refers on',
  '"type": "referral.requested"',
  'Pantry: says yes',
  'Rory Fairweather, 01632 960123',
  'the parcel is collected',
  'Practitioner: she closes',
  'referral.completed',
  'GET /fhir/Task → completed',
  'Food parcel: Collected',
  'Manager: Elspeth Munro sees it',
];

describe('npm start', () => {
  let first = '';
  test('says that it is ready before anything else', () => {
    const lines = hub
      .said()
      .split('\n')
      .filter((line) => line !== '' && !/^(>|npm )/.test(line));
    expect(lines[0]).toBe(`Links Hub is ready at ${hub.url}`);
  });

  test('plays one referral, step by step, in order', () => {
    const said = hub.said();
    const places = steps.map((step) => said.indexOf(step));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(said).toContain('received 0 → 1, accepted 0 → 1, closed 0 → 1');
    first = played();
  });

  test('shows an event in which no name and no number stands', () => {
    const [event = ''] = /\{\n\s+"type": "referral\.requested"[\s\S]*?\n\s+\}\n\s+\}\n/.exec(hub.said()) ?? [];
    expect(event).toContain('"need"');
    for (const secret of ['Fairweather', 'Rory', '0101011237', '01632', '2001-01-01']) expect(event).not.toContain(secret);
  });

  test('fits a terminal of 80 columns', () => {
    const story = hub.said().slice(hub.said().indexOf('One referral'), hub.said().indexOf('Try it yourself')).split('\n');
    expect(story.length).toBeGreaterThan(30);
    expect(hub.said()).toContain('Bringing in a caseload');
    // An address cannot be broken.
    expect(story.filter((line) => line.length > 80 && !/^ {2}http:\/\/\S+\/answer\/\S+$/.test(line))).toEqual([]);
  });

  test('stays up, and its demo clients can use it', async () => {
    expect(await read(`/fhir/Task/${first}`, 'gp')).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect((await read(`/fhir/Task/${first}`, 'gp-other')).status).toBe(404);
  });

  test('keeps the functions’ log out of the terminal, and says where it is', () => {
    const file = join(data, 'hub.log');
    expect(hub.said()).toContain(file);
    expect(readFileSync(file, 'utf8')).toMatch(/\[api\] \{"event":"refused","route":"fhir","status":404/);
    expect(hub.said()).not.toContain('"event"');
  });

  test('ends with all it started', async () => {
    expect(processes().length).toBeGreaterThan(1);
    await hub.end();
    expect(processes()).toEqual([]);
  });

  test('plays another referral at the next start with the same folder, and still has the first', async () => {
    hub = await startedHub('--data', data);
    // One more of each than the caseload that came in at the first start has this month.
    const moved = /received (\d+) → (\d+), accepted (\d+) → (\d+), closed (\d+) → (\d+)/.exec(hub.said())?.slice(1).map(Number) ?? [];
    const [received = 0, , accepted = 0, , ended = 0] = moved;
    expect(moved).toEqual([received, received + 1, accepted, accepted + 1, ended, ended + 1]);
    expect(received).toBeGreaterThan(1);
    expect(played()).not.toBe(first);
    expect(await read(`/fhir/Task/${first}`, 'gp')).toMatchObject({ status: 200, body: { status: 'completed' } });
    await hub.end();
  });

  test('plays none with --no-demo, and has the demo’s clients all the same', async () => {
    hub = await startedHub('--no-demo');
    expect(hub.said()).not.toContain('One referral, played now');
    expect(hub.said()).toContain('Catriona Weir, links practitioner');
    expect(hub.said()).toContain('Try it yourself');
    expect((await read('/fhir/Task', 'practitioner')).body.entry ?? []).toEqual([]);
  });
});
