/** A sign-in from its first click to whom it makes, and every way in which it makes nobody. */
import { describe, expect, test } from 'vitest';
import type { Issued, Issuer } from '#identity/issuer';
import { oidcSignIn, ownPage, signInFor } from '#identity/sign-in';
import { catriona, peopleHouse, valueIn } from './people-cast.ts';

const minutes = 60_000;
const verified = (mail: string): Issued => ({ ok: true, claims: { mail, verified: true } });

const house = async () => {
  const people = await peopleHouse();
  const says = { issued: verified(catriona.mail), asked: 0 };
  let count = 0;
  const issuer: Issuer = {
    newWay: async () => {
      count += 1;
      return { state: `state-${count}`, nonce: `nonce-${count}`, verifier: `verifier-${count}` };
    },
    signInAt: async ({ state }) => ({ ok: true, url: `https://issuer.example/authorize?state=${state}` }),
    issued: async () => {
      says.asked += 1;
      return says.issued;
    },
    signOutAt: async () => undefined,
  };
  const signInOf = ({ keys }: Pick<typeof people, 'keys'>) => oidcSignIn({ issuer, keys, users: people.users, clock: people.clock });
  const signIn = signInOf(people);
  const begun = async (to: string | null = null) => {
    const begins = await signIn.begin(to);
    if (!begins.ok) throw new Error(begins.reason);
    const state = new URL(begins.url).searchParams.get('state');
    return { cookie: valueIn(begins.cookie), line: begins.cookie, query: `code=c&state=${state}` };
  };
  return { ...people, says, issuer, signIn, begun, elsewhere: () => signInOf(people.instance()) };
};

describe('somebody gets in', () => {
  test('by a verified address of the hub’s, and goes where they wanted to', async () => {
    const { signIn, begun } = await house();
    const { cookie, query, line } = await begun('/app/work/today?filter=new');
    expect(line).toMatch(/^__Host-sign-in=[\w.-]+; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    expect(await signIn.finish(query, cookie)).toEqual({ ok: true, user: catriona, to: '/app/work/today?filter=new' });
  });
  test('however the issuer spells the address, and at another instance than they began at', async () => {
    const { says, begun, elsewhere } = await house();
    says.issued = verified(' CATRIONA.weir@Birchtree.Example');
    const { cookie, query } = await begun();
    expect(await elsewhere().finish(query, cookie)).toEqual({ ok: true, user: catriona, to: '/' });
  });
  test('up to ten minutes after they began', async () => {
    const { clock, signIn, begun } = await house();
    const { cookie, query } = await begun();
    clock.pass(10 * minutes - 1);
    expect(await signIn.finish(query, cookie)).toMatchObject({ ok: true });
  });
});

describe('nobody gets in', () => {
  const nobodyAsked = async (found: Awaited<ReturnType<typeof house>>, query: string, cookie: string | undefined, reason: string) => {
    expect(await found.signIn.finish(query, cookie)).toMatchObject({ ok: false, reason });
    expect(found.says.asked).toBe(0);
  };
  test('without the cookie of this sign-in, or with one that is not the hub’s', async () => {
    const found = await house();
    const { cookie, query } = await found.begun();
    for (const forged of [undefined, '', 'x', cookie.slice(1), `${cookie}A`, cookie.replace('.', '')]) await nobodyAsked(found, query, forged, 'lost');
  });
  test('with something else that the hub sealed', async () => {
    const found = await house();
    const { query } = await found.begun();
    await nobodyAsked(
      found,
      query,
      await found.keys.seal(JSON.stringify({ state: 'state-1', nonce: 'n', verifier: 'v', to: '/', until: '9' }), 'cursor'),
      'lost',
    );
  });
  test('by the state of another sign-in, or none', async () => {
    const found = await house();
    const [one, other] = [await found.begun(), await found.begun()];
    await nobodyAsked(found, other.query, one.cookie, 'lost');
    await nobodyAsked(found, 'code=c', one.cookie, 'lost');
    await nobodyAsked(found, '', one.cookie, 'lost');
  });
  test('ten minutes after they began', async () => {
    const found = await house();
    const { cookie, query } = await found.begun('/app/work/today');
    found.clock.pass(10 * minutes);
    await nobodyAsked(found, query, cookie, 'expired');
    expect(await found.signIn.finish(query, cookie)).toMatchObject({ to: '/app/work/today' });
  });
  test.each<[string, Issued]>([
    ['mail-not-verified', { ok: true, claims: { mail: catriona.mail, verified: false } }],
    ['unknown-user', verified('catriona.weir@birchtree.example.evil.example')],
    ['unknown-user', verified('')],
    ['issuer-down', { ok: false, reason: 'issuer-down' }],
    ['code-refused', { ok: false, reason: 'code-refused' }],
    ['clock', { ok: false, reason: 'clock' }],
  ])('%s, and where they wanted to go is kept', async (reason, issued) => {
    const { says, signIn, begun } = await house();
    says.issued = issued;
    const { cookie, query } = await begun('/app/work/today');
    expect(await signIn.finish(query, cookie)).toEqual({ ok: false, reason, to: '/app/work/today' });
  });
  test('whose access was ended', async () => {
    const { know, signIn, begun } = await house();
    await know({ ...catriona, disabled: true });
    const { cookie, query } = await begun();
    expect(await signIn.finish(query, cookie)).toMatchObject({ ok: false, reason: 'disabled' });
  });
  test('while the issuer does not answer, and no cookie is set', async () => {
    const { issuer, signIn } = await house();
    issuer.signInAt = async () => ({ ok: false, reason: 'issuer-down' });
    expect(await signIn.begin('/app/work/today')).toEqual({ ok: false, reason: 'issuer-down', to: '/app/work/today' });
  });
});

test('the cookie of a sign-in shows neither state nor verifier', async () => {
  const { begun } = await house();
  const { cookie } = await begun('/app/work/today');
  expect(Buffer.from(cookie.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toMatch(/state|verifier|today/);
});

describe('where somebody may go after it', () => {
  test.each(['/app/work/today', '/app/x?a=b&c=%20d', '/app/work/referrals/r-1'])('%s: there', (to) => expect(ownPage(to)).toBe(to));
  test.each([
    null,
    undefined,
    '',
    '/',
    'app/work',
    '/app',
    '/fhir/Task',
    'https://elsewhere.example/app/x',
    '//elsewhere.example/app/x',
    '/\\elsewhere.example/app/x',
    '\\\\elsewhere.example/app/x',
    '/\t/elsewhere.example/app/x',
    '/app/../fhir/Task',
    '/app/..//elsewhere.example',
    '/app/%2e%2e//elsewhere.example',
    'javascript:alert(1)',
    ' /app/x',
    '/app/sign-in?to=/app/x',
    '/app/sign-out',
    '/app/sign-in/callback?code=c',
    `/app/${'x'.repeat(500)}`,
  ])('%j: home', (to) => expect(ownPage(to)).toBe('/'));
  test('nothing that could end a header line, or leave this host, comes out of it', () => {
    for (const to of ['/app/x\r\nset-cookie: a=b', '/app/\u0000', '/app/ü#part', '/app//elsewhere.example', '/app/@elsewhere.example']) {
      expect(new URL(ownPage(to), 'https://hub.example').origin).toBe('https://hub.example');
      expect(ownPage(to)).toMatch(/^\/(app\/)?[!-~]*$/);
    }
  });
  test('is written into the address of the sign-in', () => expect(signInFor('/app/x?a=b')).toBe('/app/sign-in?to=%2Fapp%2Fx%3Fa%3Db'));
});
