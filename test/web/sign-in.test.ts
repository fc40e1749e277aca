/** The addresses of signing in and out, without the network. */
import { describe, expect, test, vi } from 'vitest';
import type { SignedIn } from '#identity/session-store';
import type { SignInReason } from '#identity/sign-in';
import type { Call } from '#platform/endpoint';
import { instantOf } from '#platform/time';
import { type SignedOut, type SignInRefused, signInPage } from '#web/sign-in';
import { wordsIn } from '#web/words/words';

const signInWords = wordsIn('en').signIn.refused;

const catriona = { user: { id: 'catriona', role: 'practitioner' }, csrf: 'c'.repeat(43) } as unknown as SignedIn;
type Finish = { ok: true; user: SignedIn['user']; to: string } | { ok: false; reason: SignInReason; to?: string };

const house = (over: { signedIn?: boolean; finish?: Finish; signOutAt?: string } = {}) => {
  const refusals: SignInRefused[] = [];
  const logged: object[] = [];
  const sessions = {
    start: vi.fn(async () => '__Host-session=new'),
    find: vi.fn(async (cookie: string | undefined) => (over.signedIn && cookie === 'own' ? catriona : undefined)),
    over: vi.fn(async () => undefined),
    end: vi.fn(async () => '__Host-session=; Max-Age=0'),
  };
  const signIn = {
    begin: vi.fn(async () => ({ ok: true as const, url: 'https://issuer.example/', cookie: '__Host-sign-in=sealed' })),
    finish: vi.fn(async (): Promise<Finish> => over.finish ?? { ok: true, user: catriona.user, to: '/app/work/today' }),
    signOutAt: vi.fn(async () => over.signOutAt),
  };
  const refused = (refusal: SignInRefused) => {
    refusals.push(refusal);
    return { status: refusal.status, body: refusal.reason };
  };
  const signedOut = (out: SignedOut) => ({ status: 200, body: JSON.stringify(out) });
  const call = (method: string, path: string, { query = '', body = '' } = {}) =>
    signInPage(
      {
        ...{ method, path, rawQuery: query, pathParameters: {}, header: () => undefined, headers: {}, receivedAt: instantOf(0), requestId: 'r' },
        body: Buffer.from(body),
        cookies: { '__Host-session': 'own', '__Host-sign-in': 'sealed' },
      } satisfies Call,
      { signIn, sessions, log: (event, fields) => logged.push({ event, ...fields }), refused, signedOut },
    );
  return { call, sessions, signIn, refusals, logged };
};

test('an address that is no part of it is somebody else’s', () => {
  for (const path of ['/app/sign', '/app/sign-in/', '/app/sign-in/other', '/app/work/today', '/app/__proto__', 'constructor'])
    expect(house().call('GET', path)).toBeUndefined();
});

describe('coming back', () => {
  test('ends what was there, begins a session of its own, and forgets the sign-in', async () => {
    const { call, sessions, logged } = house();
    const answer = await call('GET', '/app/sign-in/callback', { query: 'code=c&state=s' });
    expect(answer).toMatchObject({ status: 303, headers: { location: '/app/work/today' } });
    expect(answer?.cookies).toEqual(['__Host-session=new', expect.stringMatching(/^__Host-sign-in=;.*Max-Age=0$/)]);
    expect(sessions.end).toHaveBeenCalledWith('own');
    expect(logged).toEqual([{ event: 'signed-in', code: 'practitioner', request: 'r' }]);
  });
  test.each(Object.keys(signInWords) as SignInReason[])('refused as %s has a page, a way on, and a line in the log', async (reason) => {
    const { call, sessions, refusals, logged } = house({ finish: { ok: false, reason, to: '/app/work/today' } });
    const answer = await call('GET', '/app/sign-in/callback');
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.cookies).toEqual([expect.stringMatching(/^__Host-sign-in=;/)]);
    expect(refusals).toEqual([{ status: answer?.status, reason, again: '/app/sign-in?to=%2Fapp%2Fwork%2Ftoday' }]);
    expect(logged).toEqual([{ event: 'sign-in-refused', code: reason, request: 'r' }]);
    expect(sessions.start).not.toHaveBeenCalled();
    const { title, text } = signInWords[reason];
    expect([title, text].join(' ')).toMatch(/^[A-Z][^<>]{40,}\.$/);
  });
  test.each(['lost', 'expired', 'code-refused'] as const)('twice (%s) leads who is signed in on', async (reason) => {
    const { call, refusals } = house({ signedIn: true, finish: { ok: false, reason } });
    expect(await call('GET', '/app/sign-in/callback')).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(refusals).toEqual([]);
  });
  test('as somebody unknown does not go on as who was there before', async () => {
    const { call } = house({ signedIn: true, finish: { ok: false, reason: 'unknown-user' } });
    expect((await call('GET', '/app/sign-in/callback'))?.status).toBe(403);
  });
});

describe('signing out', () => {
  test('ends the session at once, and leads to a page of the hub, since no form may be led on to another host', async () => {
    const answer = await house({ signedIn: true }).call('POST', '/app/sign-out', { body: `csrf=${catriona.csrf}` });
    expect(answer).toMatchObject({ status: 303, headers: { location: '/app/signed-out' }, cookies: ['__Host-session=; Max-Age=0'] });
  });
  test('is followed by a page that leads to the issuer, where it has a place for it', async () => {
    const signOutAt = 'https://issuer.example/logout';
    expect(await house({ signOutAt }).call('GET', '/app/signed-out')).toMatchObject({
      body: JSON.stringify({ to: '/', kept: false, lost: false, issuer: signOutAt }),
    });
    expect(await house().call('GET', '/app/signed-out')).toMatchObject({ body: JSON.stringify({ to: '/', kept: false, lost: false }) });
  });
  test('by time leads back to the page that was open, and says where nothing typed there was kept', async () => {
    const back = await house({ signOutAt: 'https://issuer.example/' }).call('GET', '/app/signed-out', { query: 'to=/app/work/today&kept=yes' });
    expect(back).toMatchObject({ body: JSON.stringify({ to: '/app/work/today', kept: true, lost: false }) });
    const lost = await house().call('GET', '/app/signed-out', { query: 'to=/app/work/today' });
    expect(lost).toMatchObject({ body: JSON.stringify({ to: '/app/work/today', kept: false, lost: true }) });
  });
  test.each(['', 'csrf=', 'csrf=other', `crsf=${catriona.csrf}`])('by a form of elsewhere (%s) ends nothing', async (body) => {
    const { call, sessions, refusals } = house({ signedIn: true });
    expect((await call('POST', '/app/sign-out', { body }))?.status).toBe(403);
    expect(sessions.end).not.toHaveBeenCalled();
    expect(refusals[0]?.reason).toBe('form-not-ours');
  });
  test('of who is signed out already leads home', async () => {
    expect(await house().call('POST', '/app/sign-out')).toMatchObject({ status: 303, headers: { location: '/' } });
  });
  test('by a link does nothing: it leads home', async () => {
    const { call, sessions } = house({ signedIn: true });
    expect(await call('GET', '/app/sign-out')).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(sessions.end).not.toHaveBeenCalled();
  });
});

test.each([
  ['POST', '/app/sign-in'],
  ['HEAD', '/app/sign-in/callback'],
  ['POST', '/app/sign-in/callback'],
  ['PUT', '/app/sign-out'],
])('%s %s is answered 405 and begins nothing', async (method, path) => {
  const { call, signIn, sessions } = house({ signedIn: true });
  expect((await call(method, path))?.status).toBe(405);
  for (const one of [signIn.begin, signIn.finish, sessions.start, sessions.end]) expect(one).not.toHaveBeenCalled();
});
