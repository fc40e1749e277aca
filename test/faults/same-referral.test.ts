import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryStore } from '#directory/directory-store';
import { fhirRoute } from '#fhir/fhir-route';
import { parseScopes } from '#identity/scopes';
import type { PracticeCaller } from '#identity/types';
import { type Hub, startHub } from '#local/hub';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { accessKeys, keys } from '#platform/tables';
import { systemClock } from '#platform/time';
import { referralStore } from '#referral/referral-store';
import { calendar } from '#referral/working-days';
import { type Played, play, stopPlaying } from '#test/played-hub';
import { sentReferral } from '#test/sent-referral';
import { openTables } from './kept-promises.ts';

const times = 50;
let hub: Hub;
let played: Played;
let tables: ReturnType<typeof openTables>;
beforeAll(async () => {
  hub = await startHub({ port: 0, warm: false });
  played = await play(hub);
  tables = openTables(hub);
});
afterAll(async () => {
  tables.close();
  await stopPlaying(played);
  await hub.stop();
});

type Answer = { status: number; location: string | null | undefined; body: string };
const count = (answers: Answer[], status: number) => answers.filter((one) => one.status === status).length;
const idOf = ({ body }: Answer): string => JSON.parse(body).id;
const heads = async () => (await tables.all('referrals')).filter(({ pk, sk }) => String(pk).startsWith(keys.referral('')) && sk === keys.head).length;

const post = async (identifier: string, headers: Record<string, string>): Promise<Answer> => {
  const authorization = `Bearer ${played.tokens.get('gp')}`;
  const body = JSON.stringify(sentReferral(identifier));
  const response = await fetch(`${hub.url}/fhir/ServiceRequest`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/fhir+json', ...headers },
    body,
  });
  return { status: response.status, location: response.headers.get('location'), body: await response.text() };
};
const together = <T>(act: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: times }, act));

test('the same referral posted 50 times at once with one key is one referral with 50 equal answers', async () => {
  const before = await heads();
  const identifier = randomUUID();
  const key = { 'idempotency-key': randomUUID() };
  const answers = await together(() => post(identifier, key));
  expect(count(answers, 201)).toBe(times);
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(await heads()).toBe(before + 1);
});

test('the same referral posted 50 times at once without a key is created once, and 49 are shown what is there', async () => {
  const before = await heads();
  const identifier = randomUUID();
  const answers = await together(() => post(identifier, {}));
  expect([count(answers, 201), count(answers, 200)]).toEqual([1, times - 1]);
  expect(new Set(answers.map(idOf)).size).toBe(1);
  expect(await heads()).toBe(before + 1);
});

/** The FHIR face on tables in memory, where transactions meet: whoever comes while another holds an item is told of a conflict. */
const inMemory = () => {
  let conflicts = 0;
  const held = memoryTable(() => new Promise((done) => setTimeout(done, 5)));
  const referrals: typeof held = {
    ...held,
    write: async (writes) => {
      const written = await held.write(writes);
      if (written.outcome === 'conflict') conflicts += 1;
      return written;
    },
  };
  const access = memoryTable();
  const practice = { id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049', mail: 'office@birchtree.invalid' };
  const ready = access.write([{ put: { ...accessKeys.practice('birchtree'), data: JSON.stringify(practice) } }]);
  const directory = directoryStore(access);
  const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
  const carryOut = { store: referralStore(referrals), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause };
  const caller = { kind: 'practice', practice: 'birchtree', client: 'demo-gp' } as PracticeCaller;
  const scopes = parseScopes('system/ServiceRequest.crs system/Task.crs');
  if (!scopes) throw new Error('no scopes');
  const same = async (_: string, text: string) => text;
  const hubKeys = { mac: same, seal: same, open: same };
  const subscriptions = { work: held, deliverQueue: { send: async () => undefined }, allowLoopback: true };
  const ports = { carryOut, referrals, directory, keys: hubKeys, subscriptions, ids: randomIds, baseUrl: 'https://hub.example' };
  const route = fhirRoute({ ...ports, verify: async () => ({ ok: true, caller, scopes }) });
  return { route, ready, all: held.all, conflicts: () => conflicts };
};
const callInMemory = async (route: ReturnType<typeof fhirRoute>, identifier: string, headers: Record<string, string>): Promise<Answer> => {
  const all: Record<string, string> = { 'content-type': 'application/fhir+json', ...headers };
  const answer = await route({
    method: 'POST',
    path: '/fhir/ServiceRequest',
    rawQuery: '',
    pathParameters: {},
    cookies: {},
    header: (name) => all[name],
    headers: all,
    body: Buffer.from(JSON.stringify(sentReferral(identifier))),
    receivedAt: systemClock.now(),
    requestId: randomUUID(),
  });
  return { status: answer.status, location: answer.headers?.location, body: JSON.stringify(answer.body) };
};

test('where transactions conflict, 50 at once with one key still get 50 equal answers for one referral', async () => {
  const { route, ready, all, conflicts } = inMemory();
  await ready;
  const answers = await together(() => callInMemory(route, 'A-1', { 'idempotency-key': 'k-1' }));
  expect(conflicts()).toBeGreaterThan(0);
  expect(count(answers, 201)).toBe(times);
  expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(all().filter(({ pk, sk }) => pk.startsWith(keys.referral('')) && sk === keys.head)).toHaveLength(1);
});

test('where transactions conflict, 50 at once without a key still make one referral', async () => {
  const { route, ready, all, conflicts } = inMemory();
  await ready;
  const answers = await together(() => callInMemory(route, 'A-2', {}));
  expect(conflicts()).toBeGreaterThan(0);
  expect([count(answers, 201), count(answers, 200)]).toEqual([1, times - 1]);
  expect(new Set(answers.map(idOf)).size).toBe(1);
  expect(all().filter(({ pk, sk }) => pk.startsWith(keys.referral('')) && sk === keys.head)).toHaveLength(1);
});
