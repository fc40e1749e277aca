import { spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoNames } from '#local/demo-cast';
import { onboardDemo } from '#local/demo-clients';
import { type Hub, startHub } from '#local/hub';
import { localPlace } from '#local/onboarding-place';
import { announce } from '#local/runtime-file';

const example = 'docs/onboarding.example.json';
const logged: string[] = [];
let hub: Hub;
let withdraw: () => void;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'links-hub-onboarding-'));
  hub = await startHub({ port: 0, log: (line) => logged.push(line) });
  ({ withdraw } = announce(hub.port, { pid: process.pid, ...hub }));
});
afterAll(async () => {
  withdraw?.();
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const command = async (name: 'onboard' | 'token', ...args: string[]) => {
  const child = spawn(process.execPath, [`local/${name}.ts`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => child.on('close', resolve))]);
  return { out, err, code };
};
const here = () => ['--port', String(hub.port)];
const fileOf = (content: unknown) => {
  const file = join(folder, `${createHash('sha256').update(JSON.stringify(content)).digest('hex')}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
};
const audits = async () => {
  const place = localPlace(hub);
  const { items } = await place.table.query({ pk: `AUDIT#${new Date().toISOString().slice(0, 7)}` }).finally(place.close);
  return items;
};
const signedGet = async (organisation: string, secret: string) => {
  const path = `/organisations/${organisation}/referrals/${'0'.repeat(26)}-${'0'.repeat(8)}`;
  const timestamp = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`msg_1.${timestamp}.GET ${path}`)
    .digest('base64');
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
  return (await fetch(`${hub.url}${path}`, { headers })).status;
};

describe('onboarding into a running hub', () => {
  let said = '';
  test('a dry run says what would change and writes nothing', async () => {
    const { out, code } = await command('onboard', example, '--dry-run', ...here());
    expect([code, out]).toEqual([0, expect.stringContaining(`16 of 16 records would change in ${hub.url}.`)]);
    expect(out).not.toContain('whsec_');
    expect(await audits()).toEqual([]);
  });
  test('brings everything in, and tells each secret once', async () => {
    const { out, code } = await command('onboard', example, ...here());
    said = out;
    expect([code, out]).toEqual([0, expect.stringContaining(`16 of 16 records changed in ${hub.url}.`)]);
    expect(out.match(/whsec_/g)).toHaveLength(5);
  });
  test('is recorded: who, by which file, what; and no secret', async () => {
    const items = await audits();
    expect(items).toHaveLength(16);
    expect(new Set(items.map(({ who }) => who))).toEqual(new Set([`os:${userInfo().username}`]));
    expect(new Set(items.map(({ file }) => file)).size).toBe(1);
    const text = JSON.stringify(items);
    const secrets = said.match(/whsec_\S+/g) ?? [];
    expect(secrets).toHaveLength(5);
    for (const secret of secrets) expect(text).not.toContain(secret.slice(6));
  });
  test('the same file again changes nothing and says so', async () => {
    const { out, code } = await command('onboard', example, ...here());
    expect([code, out]).toEqual([0, `Nothing to change: ${hub.url} has all of this already.\n`]);
    expect(await audits()).toHaveLength(16);
  });
  test('the secret that was told opens the organisation’s address, and no other does', async () => {
    const secret = /answer keys of drumgarth\n {2}key 2026, made now and shown this once: (\S+)/.exec(said)?.[1] ?? '';
    expect(await signedGet('drumgarth', secret)).toBe(404);
    expect(await signedGet('drumgarth', `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(401);
    expect(await signedGet('kelvinbank', secret)).toBe(401);
  });
  test('the shell lines in the documents sign as the hub reads it', async () => {
    const secret = /answer keys of drumgarth\n {2}key 2026, made now and shown this once: (\S+)/.exec(said)?.[1] ?? '';
    const [, lines = ''] = /```sh\n(.*?)```/s.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
    const script = lines.replace('https://HUB', hub.url).replace('curl', "curl -s -o /dev/null -w '%{http_code}'").replace('TASK', '0'.repeat(26));
    const run = async (SECRET: string) => text(spawn('sh', ['-c', script], { env: { ...process.env, SECRET }, stdio: ['ignore', 'pipe', 'inherit'] }).stdout);
    expect(await run(secret)).toBe('404');
    expect(await run(`whsec_${Buffer.alloc(32).toString('base64')}`)).toBe('401');
  });
  test('a file may lean on what the hub has', async () => {
    const { out, code } = await command('onboard', fileOf({ practitioners: [{ id: 'new-one', name: 'Morven Aird', practices: ['birchtree'] }] }), ...here());
    expect([code, out]).toEqual([0, `added: practitioner new-one\n1 of 1 records changed in ${hub.url}.\n`]);
  });
  test('everything wrong in a file is told at once, by its place, and nothing is changed', async () => {
    const practices = [{ id: 'a b', name: 'A', area: 'S12000049', endpoint: { url: 'http://10.0.0.1', keys: [] } }];
    const { out, code } = await command('onboard', fileOf({ practices, practicioners: [] }), ...here());
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      '4 things need mending; nothing was changed:',
      '  practices[0].id: use 1 to 64 letters, digits, dots or hyphens',
      '  practices[0].endpoint.url: write an https address with a host name, without user, port and #part, or one on 127.0.0.1',
      '  practices[0].endpoint.keys: give one key, or two during a rotation',
      '  the file: the hub knows no "practicioners" here: check the spelling or leave it out',
      '',
    ]);
    const missing = await command('onboard', fileOf({ practitioners: [{ id: 'x', name: 'X', practices: ['nowhere'] }] }), ...here());
    expect(missing.out).toContain('practitioners[0].practices[0]: neither this file nor the hub has it');
    expect(await audits()).toHaveLength(17);
  });
  test('the address of one user is not given to another', async () => {
    const thief = { id: 'thief', name: 'Somebody Else', mail: 'CATRIONA.weir@birchtree.example', practice: 'birchtree', staff: 'other' };
    const { out, code } = await command('onboard', fileOf({ users: [thief] }), ...here());
    expect([code, out]).toEqual([1, expect.stringContaining('users[0].mail: another user of the hub has this address')]);
    expect(await audits()).toHaveLength(17);
  });
  test('a file that is no JSON is refused without being repeated', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"practices": marked-secret }');
    const { out, code } = await command('onboard', file, ...here());
    expect([code, out]).toEqual([1, expect.stringContaining('1 thing needs mending')]);
    expect(out).not.toContain('marked-secret');
  });
  const wrong: [string[], string][] = [
    [[], 'Name one file'],
    [['a.json', 'b.json'], 'Name one file'],
    [['no-such-file.json'], 'no-such-file.json cannot be read.'],
    [['--ports', '1'], "Unknown option '--ports'. See npm run onboard -- --help"],
    [[example, '--port', 'x'], '--port takes a number from 1 to 65535.'],
    [[example, '--port', '9'], 'No hub of yours runs on port 9.'],
    [[example, '--port', '1', '--stack', 'x'], 'Give --port or --stack, not both.'],
  ];
  test.each(wrong)('%j is answered with one line', async (args, line) => {
    const { err, out, code } = await command('onboard', ...args);
    expect([code, out, err.trimEnd().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toContain(line);
  });
  test('--help explains itself', async () => {
    const { out, code } = await command('onboard', '--help');
    expect([code, out]).toEqual([0, expect.stringContaining('docs/onboarding.example.json')]);
  });
});

describe('the demo’s clients', () => {
  test('are not there in a hub that was not given them', async () => {
    expect(await command('token', 'gp', ...here())).toEqual({ code: 1, out: '', err: `The hub at ${hub.url} has no demo clients.\n` });
  });
  test('get tokens by name once they are onboarded, and again after it was repeated', async () => {
    const cast = await onboardDemo(hub);
    expect(await onboardDemo(hub)).toEqual(cast);
    const tokens = await Promise.all(demoNames.map((name) => command('token', name, ...here())));
    for (const [n, { out, err, code }] of tokens.entries()) {
      expect([code, err, out.trimEnd().split('.').length]).toEqual([0, '', 3]);
      const path = demoNames[n] === 'manager' ? '/insight/delivery?from=2026-10&to=2026-11' : '/fhir/Task';
      expect((await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${out.trimEnd()}` } })).status, demoNames[n]).toBe(200);
    }
  });
  test('have their private keys in a file of the hub’s folder that its owner alone can read', () => {
    const { mode } = statSync(join(hub.folder, 'demo-clients.json'));
    expect((mode & 0o777).toString(8)).toBe('600');
  });
  test('have other keys in every hub, and keep them with the folder', async () => {
    const dataDir = join(folder, 'kept');
    const other = await startHub({ port: 0, dataDir, warm: false });
    const cast = await onboardDemo(other, { drumgarth: 'http://127.0.0.1:4001/hub' }).finally(() => other.stop());
    expect(cast.clients.gp.privateKey.d).not.toBe((await onboardDemo(hub)).clients.gp.privateKey.d);
    const again = await startHub({ port: 0, dataDir, warm: false });
    expect(await onboardDemo(again, { drumgarth: 'http://127.0.0.1:4002/hub' }).finally(() => again.stop())).toEqual(cast);
  });
  const wrong: [string[], string][] = [
    [[], `Name one demo client: ${demoNames.join(', ')}.`],
    [['nobody'], `Name one demo client: ${demoNames.join(', ')}.`],
    [['gp', '--port', '9'], 'No hub of yours runs on port 9. Start one with npm start -- --port 9, or give the --port of the one that runs.'],
    [['gp', '--data'], "Unknown option '--data'. See npm run token -- --help"],
  ];
  test.each(wrong)('%j is answered with one line', async (args, line) => {
    expect(await command('token', ...args)).toEqual({ code: 1, out: '', err: `${line}\n` });
  });
  test('hear why the hub gives no token', async () => {
    const server = createServer((_, response) => response.writeHead(401).end('{"error":"invalid_client","error_description":"Not today."}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { withdraw: leave } = announce(port, { ...hub, pid: process.pid, url: `http://127.0.0.1:${port}` });
    const answers = [await command('token', 'gp', '--port', String(port))];
    await new Promise((resolve) => server.close(resolve));
    answers.push(await command('token', 'gp', '--port', String(port)));
    leave();
    expect(answers.map(({ err }) => err)).toEqual([
      'The hub gave no token (401): invalid_client. Not today.\n',
      `The hub at http://127.0.0.1:${port} does not answer.\n`,
    ]);
  });
});

test('nothing that was told, sent or signed stands in the hub’s log', () => {
  expect(logged.length).toBeGreaterThan(3);
  expect(logged.join('\n')).not.toMatch(/whsec_|whpk_|eyJ|BEGIN|"d":/);
});
