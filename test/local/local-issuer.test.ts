/** The issuer of a local hub: who it offers, whom it answers, and what it lets go on. */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AwsJson } from '#local/aws-json';
import { keptInMemory } from '#local/sign-in/kept';
import { type LocalIssuer, openLocalIssuer } from '#local/sign-in/local-issuer';
import { choicePage } from '#local/sign-in/pages';
import { type Person, peopleIn } from '#local/sign-in/people';
import { newBrowser } from '#test/hand-browser';

const hubUrl = 'http://127.0.0.1:1';
const catriona: Person = {
  id: 'catriona',
  name: 'Catriona Weir',
  mail: 'catriona@birchtree.example',
  is: 'links practitioner, Birchtree Practice',
  ended: false,
};
const logged: string[] = [];
let issuer: LocalIssuer;
beforeAll(async () => {
  issuer = await openLocalIssuer({ hubUrl, log: (line) => logged.push(line) });
  issuer.serve(async () => [catriona]);
});
afterAll(() => issuer.stop());

const asking = (over: Record<string, string> = {}) =>
  `${issuer.url}/auth?${new URLSearchParams({
    response_type: 'code',
    client_id: issuer.client,
    redirect_uri: `${hubUrl}/app/sign-in/callback`,
    scope: 'openid email',
    state: 's',
    nonce: 'n',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...over,
  })}`;

test('another hub’s issuer has another client and another key', async () => {
  const other = await openLocalIssuer({ hubUrl, log: () => undefined });
  other.serve(async () => []);
  const keyOf = async ({ url }: LocalIssuer) => (await (await fetch(`${url}/jwks`)).json()) as { keys: { x: string; d?: string }[] };
  const [own, others] = await Promise.all([keyOf(issuer), keyOf(other)]);
  await other.stop();
  expect(other.client).not.toBe(issuer.client);
  expect(others.keys[0]?.x).not.toBe(own.keys[0]?.x);
  expect(own.keys[0]?.d).toBeUndefined();
});

describe('its page', () => {
  test('is for who begins at the hub, with PKCE and the hub’s own address alone', async () => {
    const browser = newBrowser();
    expect((await browser.go(asking())).text).toContain('Sign in as Catriona Weir, links practitioner, Birchtree Practice');
    for (const [name, wrong] of [
      ['client_id', 'another'],
      ['redirect_uri', 'https://elsewhere.example/app/sign-in/callback'],
    ] as const)
      expect((await newBrowser().go(asking({ [name]: wrong }))).text).toContain('This sign-in cannot go on');
    const plain = await newBrowser().ask(asking({ code_challenge: '' }));
    expect(plain.location).toMatch(/^http:\/\/127\.0\.0\.1:1\/app\/sign-in\/callback\?error=invalid_request/);
  });
  test('does not go on for another browser, or after it was left too long', async () => {
    const choice = await newBrowser().go(asking());
    for (const form of [undefined, { user: 'catriona' }]) {
      const seen = await newBrowser().ask(choice.url, form);
      expect([seen.status, seen.text]).toEqual([400, expect.stringContaining(`href="${hubUrl}/app/sign-in"`)]);
    }
  });
  test('says nothing for somebody who is not in the list', async () => {
    const browser = newBrowser();
    const choice = await browser.go(asking());
    const seen = await browser.ask(choice.url, { user: 'nobody' });
    const back = await browser.ask(seen.location ?? '');
    expect(back.location ?? '').not.toContain('code=');
  });
  test('shows hostile names as text', () => {
    const text = choicePage([{ ...catriona, name: '<script>alert(1)</script>', id: '"><b>' }]);
    expect(text).not.toMatch(/<script>|"><b>/);
    expect(text).toContain('&lt;script&gt;');
  });
  test('says whose access was ended, and what to do in a hub without users', () => {
    expect(choicePage([{ ...catriona, ended: true }])).toContain('(access ended)');
    expect(choicePage([])).toContain('npm run onboard');
  });
});

test('a call that means another server is not answered', async () => {
  const { port } = new URL(issuer.url);
  const status = await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/.well-known/openid-configuration', headers: { host: 'evil.example' } }, (answer) =>
      resolve(answer.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});

test('nothing of it was worth a line in the log', () => expect(logged).toEqual([]));

test('who the people are is read from the hub’s table, page by page, with what they are', async () => {
  const stored: Record<string, object[]> = {
    'USER#': [
      { id: 'b', name: 'Bea', mail: 'b@x.example', role: 'staff', practice: 'birchtree', staff: 'nurse', disabled: true },
      { id: 'a', name: 'Ann', mail: 'a@x.example', role: 'practitioner', practitioner: 'ann' },
      { id: 'c', name: 'Cal', mail: 'c@x.example', role: 'manager', manager: 'cal' },
    ],
    'PRACTICE#': [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049' }],
    'PRACTITIONER#': [{ id: 'ann', name: 'Ann', practices: ['birchtree', 'gone'] }],
  };
  const call: AwsJson = async (_, input) => {
    const { ExpressionAttributeValues, ExclusiveStartKey = 0 } = input as { ExpressionAttributeValues: { ':kind': { S: string } }; ExclusiveStartKey?: number };
    const all = stored[ExpressionAttributeValues[':kind'].S] ?? [];
    const next = Number(ExclusiveStartKey) + 1;
    return { Items: all.slice(next - 1, next).map((one) => ({ data: { S: JSON.stringify(one) } })), ...(next < all.length ? { LastEvaluatedKey: next } : {}) };
  };
  expect((await peopleIn(call, 'access')).map(({ name, is, ended }) => [name, is, ended])).toEqual([
    ['Ann', 'links practitioner, Birchtree Practice, gone', false],
    ['Bea', 'practice nurse, Birchtree Practice', true],
    ['Cal', 'programme manager', false],
  ]);
});

test('what the issuer keeps ends when it says, and never fills the machine', async () => {
  let now = 0;
  const model = keptInMemory(() => now)('Session');
  await model.upsert('a', { uid: 'u', grantId: 'g' }, 10);
  expect([await model.find('a'), await model.findByUid('u')]).toEqual([
    { uid: 'u', grantId: 'g' },
    { uid: 'u', grantId: 'g' },
  ]);
  await model.consume('a');
  expect(await model.find('a')).toMatchObject({ consumed: 0 });
  now = 10_000;
  expect([await model.find('a'), await model.findByUid('u'), await model.findByUserCode()]).toEqual([undefined, undefined, undefined]);
  await model.upsert('b', { grantId: 'g' });
  await model.revokeByGrantId('g');
  expect(await model.find('b')).toBeUndefined();
  for (let n = 0; n < 1100; n += 1) await model.upsert(`n${n}`, {});
  expect([await model.find('n99'), await model.find('n100')]).toEqual([undefined, {}]);
  await model.destroy('n100');
  expect(await model.find('n100')).toBeUndefined();
});
