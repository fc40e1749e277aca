/** The receiver to copy, as its own process against the hub's doors over real HTTP: what a volunteer starts from works. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedHeaders } from '#delivery/sign';
import { checkOnboarding } from '#directory/onboarding';
import { answerRoute, fetchRoute } from '#fhir/organisation/route';
import { signatureVerifier } from '#identity/signed-organisation';
import { randomIds } from '#platform/ids';
import { systemClock } from '#platform/time';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { accepted, moved, referredOn } from '#test/fhir-steps';

const sandbox = JSON.parse(readFileSync('docs/receiver/sandbox.json', 'utf8'));
const [{ endpoint, answerKeys }] = sandbox.organisations;
const bytes = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64');
const ownSecret = bytes(answerKeys[0].secret);

/** The two doors of organisations; the clock is the machine's, for the receiver's is. */
const doorsOf = (hub: FhirHub): Server => {
  const secrets = { encrypt: async () => 'c', decrypt: async () => ownSecret };
  const directory = { answerKeys: async () => [{ id: 'one', scheme: 'v1' as const, ciphertext: 'c' }] };
  const ports = { ...hub.ports, verifySignature: signatureVerifier({ directory, secrets, clock: systemClock }) };
  const [answer, fetched] = [answerRoute(ports), fetchRoute(ports)];
  return createServer(async (request, response) => {
    const body = Buffer.from(await text(request));
    const [, , organisation = '', , task = ''] = (request.url ?? '').split('/');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const call = {
      ...{ method: request.method ?? '', path: request.url ?? '', rawQuery: '', pathParameters: { organisation, task }, cookies: {} },
      ...{ header: (name: string) => headers[name], headers, body, receivedAt: hub.now(), requestId: 'request' },
    };
    const told = await (request.method === 'POST' ? answer : fetched)(call);
    response.writeHead(told.status, { 'content-type': 'application/json' }).end(JSON.stringify(told.body));
  });
};

describe('the receiver in docs/receiver', () => {
  let hub: FhirHub;
  let doors: Server;
  let receiver: ChildProcess;
  let url = '';
  let said = '';
  beforeAll(async () => {
    hub = await fhirHub();
    const { endpoint: _, answerKeys: __, ...organisation } = sandbox.organisations[0];
    await hub.onboard({ organisations: [organisation] });
    doors = doorsOf(hub).listen(0, '127.0.0.1');
    await once(doors, 'listening');
    const env = { ...process.env, HUB: `http://127.0.0.1:${(doors.address() as AddressInfo).port}`, PORT: '0' };
    receiver = spawn(process.execPath, ['docs/receiver/receiver.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const speaks = new Promise<void>((done) => {
      for (const stream of [receiver.stdout, receiver.stderr])
        stream?.on('data', (piece) => {
          said += piece;
          done();
        });
    });
    await speaks;
    url = /http:\/\/\S+/.exec(said)?.[0] ?? '';
  });
  afterAll(async () => {
    receiver.kill();
    doors.close();
  });
  const tell = async (type: string, data: object, { id = `evt_${randomIds.id()}`, secret = endpoint.keys[0].secret } = {}) => {
    const body = JSON.stringify({ type, timestamp: systemClock.now(), data });
    const response = await fetch(url, { method: 'POST', headers: signedHeaders({ id, body }, [bytes(secret)], systemClock.now()), body });
    return response.status;
  };
  const status = async (onward: string) => (await hub.call('GET', `/Task/${onward}`, { as: 'practitioner' })).body;

  test('says yes to a request, fetches it, and does both once however often it is told', async () => {
    const onward = await referredOn(hub, await accepted(hub), 'Organization/sandbox');
    expect(await tell('referral.requested', { referral: onward }, { id: 'evt_1' })).toBe(204);
    expect(await status(onward)).toMatchObject({ status: 'accepted', identifier: [{ value: `SANDBOX-${onward.slice(-4)}` }] });
    expect(said).toContain(`${onward}: said yes; told name, telecom, doNotContact and 0 answers`);
    const { meta } = await status(onward);
    expect(await tell('referral.requested', { referral: onward }, { id: 'evt_1' })).toBe(204);
    expect((await status(onward)).meta).toEqual(meta);
    expect(said).not.toMatch(/Testperson|0141 496/);
  });
  test('stops when it is asked to', async () => {
    const onward = await referredOn(hub, await accepted(hub), 'Organization/sandbox');
    await tell('referral.requested', { referral: onward });
    await moved(hub, onward, { status: 'cancelled', statusReason: { text: 'Moved' } }, { as: 'practitioner' });
    expect(await tell('referral.cancellation-requested', { referral: onward })).toBe(204);
    expect((await status(onward)).businessStatus.coding[0].code).toBe('cancellation-acknowledged');
  });
  test('takes a test and a type that it does not know, and refuses what is forged', async () => {
    expect([await tell('hub.test', { organisation: 'sandbox' }), await tell('referral.something-new', {})]).toEqual([204, 204]);
    expect(await tell('hub.challenge', {}, { secret: `whsec_${createHmac('sha256', 'x').digest('base64')}` })).toBe(401);
    expect([(await fetch(url)).status, (await fetch(url, { method: 'POST', body: '{}' })).status]).toEqual([401, 401]);
  });
  test('asks for the message again where the hub does not take its answer', async () => {
    expect(await tell('referral.requested', { referral: 'r0000000000000000000000009-00000009' })).toBe(503);
  });
});

test('the sandbox organisation is one that a local hub takes, and no other', () => {
  const check = (allowLoopback: boolean) => checkOnboarding(sandbox, { allowLoopback, clientProblems: () => [] });
  expect([check(true).ok, check(false).ok]).toEqual([true, false]);
  const receiver = readFileSync('docs/receiver/receiver.mjs', 'utf8');
  for (const { secret } of [...endpoint.keys, ...answerKeys]) expect(receiver).toContain(secret);
});
