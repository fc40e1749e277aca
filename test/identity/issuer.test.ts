/** What the issuer of sign-ins says is believed only when every part of it holds. */
import { describe, expect, test } from 'vitest';
import { originFetch, unreachable } from '#platform/origin-fetch';
import { hubUrl, issuerHouse, issuerUrl, type Misbehaviour, silent } from './issuer-cast.ts';

const page = (status: number) => () => new Response('<html>', { status, headers: { 'content-type': 'text/html' } });
const seconds = () => Math.floor(Date.now() / 1000);

test('who comes back from the issuer is known by a verified address', async () => {
  const { issuer, wentThere } = issuerHouse();
  const { way, query } = await wentThere();
  expect(await issuer.issued(query, way)).toEqual({ ok: true, claims: { mail: 'catriona.weir@birchtree.example', verified: true } });
});
test('the issuer is asked for a code by PKCE, a state and a nonce of this sign-in alone, and to ask anew', async () => {
  const { issuer } = issuerHouse();
  const at = async () => {
    const found = await issuer.signInAt(await issuer.newWay());
    return new URL(found.ok ? found.url : '');
  };
  const [one, other] = [await at(), await at()];
  expect(`${one.origin}${one.pathname}`).toBe('https://pages.example/oauth2/authorize');
  expect(Object.fromEntries(one.searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'hub-client',
    redirect_uri: `${hubUrl}/app/sign-in/callback`,
    scope: 'openid email',
    prompt: 'login',
    code_challenge_method: 'S256',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(one.searchParams.get(name)?.length).toBeGreaterThan(40);
    expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name));
  }
});
test('whoever signs out is led to the issuer, in the standard’s words and in Cognito’s', async () => {
  const { issuer } = issuerHouse();
  const url = new URL((await issuer.signOutAt()) ?? '');
  expect(`${url.origin}${url.pathname}`).toBe('https://pages.example/logout');
  expect(Object.fromEntries(url.searchParams)).toEqual({ client_id: 'hub-client', post_logout_redirect_uri: `${hubUrl}/`, logout_uri: `${hubUrl}/` });
});
test.each<[string, Misbehaviour]>([
  ['has no place for it', { metadata: { end_session_endpoint: undefined } }],
  ['does not answer', { answer: silent }],
])('whoever signs out while the issuer %s is led nowhere else', async (_, wrong) => {
  const house = issuerHouse();
  house.wrong = wrong;
  expect(await house.issuer.signOutAt()).toBeUndefined();
});

describe('nobody is issued', () => {
  const rows: [string, string, Misbehaviour][] = [
    ['the issuer does not answer', 'issuer-down', { answer: silent }],
    ['the issuer is broken', 'issuer-down', { answer: page(500) }],
    ['the issuer shows a page', 'issuer-down', { answer: page(200) }],
    [
      'the issuer has no such client',
      'issuer-refused',
      {
        answer: (url) =>
          url.endsWith('token') ? new Response('{"error":"invalid_client"}', { status: 401, headers: { 'content-type': 'application/json' } }) : undefined,
      },
    ],
    ['the token is over', 'clock', { claims: { iat: seconds() - 900, exp: seconds() - 600 } }],
    ['the token is signed by a stranger', 'token-wrong', { strangeKey: true }],
    ['the token is not signed', 'token-wrong', { unsigned: true }],
    ['the token is of another sign-in', 'token-wrong', { claims: { nonce: 'another' } }],
    ['the token is for another client', 'token-wrong', { claims: { aud: 'another' } }],
    ['the token is by another issuer', 'token-wrong', { claims: { iss: 'https://elsewhere.example' } }],
    ['the token says no address', 'token-wrong', { claims: { email: undefined } }],
    ['the token says a list of addresses', 'token-wrong', { claims: { email: ['a@b.example'] } }],
  ];
  test.each(rows)('where %s: %s', async (_, reason, wrong) => {
    const house = issuerHouse();
    const { way, query } = await house.wentThere();
    house.wrong = wrong;
    expect(await house.issuer.issued(query, way)).toEqual({ ok: false, reason });
  });
  test.each<[string, Record<string, string>]>([
    ['cancelled', { error: 'access_denied' }],
    ['issuer-down', { error: 'temporarily_unavailable' }],
    ['issuer-down', { error: 'server_error' }],
    ['issuer-refused', { error: 'unauthorized_client', error_description: 'x' }],
    ['code-refused', { code: 'another' }],
  ])('%s where the browser brings back %j', async (reason, brought) => {
    const { issuer, wentThere } = issuerHouse();
    const { way } = await wentThere();
    expect(await issuer.issued(new URLSearchParams({ state: way.state, ...brought }).toString(), way)).toEqual({ ok: false, reason });
  });
  test('where the browser brings back a state of its own, two of them, or nothing', async () => {
    const { issuer, wentThere } = issuerHouse();
    const { way, query } = await wentThere();
    for (const brought of ['', 'code=the-code', 'code=the-code&state=forged', `${query}&state=${way.state}`, `${query}&code=other`])
      expect(await issuer.issued(brought, way), brought).toEqual({ ok: false, reason: 'token-wrong' });
  });
  test('where another browser’s verifier is sent', async () => {
    const { issuer, wentThere } = issuerHouse();
    const { way, query } = await wentThere();
    const other = await issuer.newWay();
    expect(await issuer.issued(query, { ...way, verifier: other.verifier })).toEqual({ ok: false, reason: 'code-refused' });
  });
  test('as verified unless the issuer says exactly that', async () => {
    for (const email_verified of [false, undefined, 'true', 1]) {
      const house = issuerHouse();
      const { way, query } = await house.wentThere();
      house.wrong = { claims: { email_verified } };
      expect(await house.issuer.issued(query, way)).toMatchObject({ ok: true, claims: { verified: false } });
    }
  });
});

describe('the issuer is asked about itself', () => {
  const discoveries = ({ asked }: { asked: string[] }) => asked.filter((url) => url.endsWith('openid-configuration')).length;
  test('once, however many sign in', async () => {
    const house = issuerHouse();
    await Promise.all([house.wentThere(), house.wentThere(), house.wentThere()]);
    expect(discoveries(house)).toBe(1);
  });
  test('again after it did not answer', async () => {
    const house = issuerHouse();
    house.wrong = { answer: silent };
    expect(await house.issuer.signInAt(await house.issuer.newWay())).toEqual({ ok: false, reason: 'issuer-down' });
    house.wrong = {};
    expect(await house.issuer.signInAt(await house.issuer.newWay())).toMatchObject({ ok: true });
    expect(discoveries(house)).toBe(2);
  });
  test('and not believed when it calls itself by another name, or has pages in the clear', async () => {
    for (const metadata of [{ issuer: 'https://elsewhere.example' }, { token_endpoint: 'http://pages.example/oauth2/token' }]) {
      const house = issuerHouse();
      house.wrong = { metadata };
      const way = await house.issuer.newWay();
      const at = await house.issuer.signInAt(way);
      const issued = at.ok ? await house.issuer.issued(house.visit(at.url), way) : at;
      expect(issued, JSON.stringify(metadata)).toMatchObject({ ok: false });
    }
  });
});

describe('the port to the issuer', () => {
  test('reaches the origins that the deployment named, and no other', async () => {
    const fetch = originFetch([issuerUrl, 'http://127.0.0.1:9'], 1);
    for (const url of [
      'https://elsewhere.example/',
      'http://issuer.example/pool',
      'https://issuer.example:444/',
      'https://issuer.example.evil.example/',
      'http://127.0.0.1:10/',
    ])
      await expect(fetch(url)).rejects.toThrow('an origin that the deployment does not name');
  });
  test('says of what cannot be reached that it cannot', async () => {
    await expect(originFetch(['http://127.0.0.1:9'], 1)('http://127.0.0.1:9/x')).rejects.toMatchObject({ name: unreachable });
  });
});
