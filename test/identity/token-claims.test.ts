import { describe, expect, test } from 'vitest';
import { clientStore } from '#identity/client-store';
import { issueToken } from '#identity/token';
import { assertionOf, baseUrl, clientRecord, formOf, identityHouse, nowSeconds, registered, tokenUrl } from './cast.ts';
import { es, hub, invalidClient, stranger } from './token-cast.ts';

describe('T-23 an assertion', () => {
  test('serves once, also when it comes twenty times at the same moment', async () => {
    const house = await identityHouse(() => Promise.resolve());
    await house.table.write([{ put: registered(clientRecord([es])) }]);
    const assertion = await assertionOf(es, house.clock);
    const instances = [house.deps, house.instance().deps];
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => issueToken(formOf(assertion), instances[n % 2] ?? house.deps)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
  });
  test('cannot come again at any time before it has expired, clock skew and all', async () => {
    const { ask, clock } = await hub();
    const assertion = await assertionOf(es, clock, { exp: nowSeconds(clock) + 300 });
    expect((await ask(assertion)).status).toBe(200);
    for (let second = 0; second < 400; second += 1) {
      expect((await ask(assertion)).status).toBe(401);
      clock.pass(1_000);
    }
  });
  test('of another client may carry the same jti', async () => {
    const { ask, clock, table } = await hub();
    await table.write([{ put: registered(clientRecord([stranger], { id: 'millbrae-system', actsFor: { kind: 'practice', practice: 'millbrae' } })) }]);
    expect((await ask(await assertionOf(es, clock, { jti: 'one' }))).status).toBe(200);
    expect((await ask(await assertionOf(stranger, clock, { jti: 'one', iss: 'millbrae-system', sub: 'millbrae-system' }))).status).toBe(200);
  });
  test('needs a jti of 1 to 255 characters', async () => {
    const { ask, clock } = await hub();
    for (const jti of [undefined, '', 'j'.repeat(256), 7, ['a'], 'a\u0000b'])
      expect(await ask(await assertionOf(es, clock, { jti }))).toMatchObject(invalidClient);
    expect((await ask(await assertionOf(es, clock, { jti: 'j'.repeat(255) }))).status).toBe(200);
  });
  test('is not accepted while the table cannot say whether it was used', async () => {
    const { deps, clock, table } = await hub();
    const throttled = { ...table, write: async () => ({ outcome: 'throttled' as const }) };
    await deps.keys.signingKey();
    await expect(issueToken(formOf(await assertionOf(es, clock)), { ...deps, clients: clientStore(throttled, clock) })).rejects.toThrow('throttled');
  });
});

describe('T-24 the claims, each a second on either side of the line', () => {
  type Row = [string, (now: number) => Record<string, unknown>, boolean];
  const rows: Row[] = [
    ['exp 5 minutes and the skew ahead', (now) => ({ exp: now + 360 }), true],
    ['exp a second further', (now) => ({ exp: now + 361 }), false],
    ['exp a day ahead', (now) => ({ exp: now + 86_400 }), false],
    ['exp within the skew past', (now) => ({ exp: now - 59 }), true],
    ['exp at the end of the skew', (now) => ({ exp: now - 60 }), false],
    ['no exp', () => ({ exp: undefined }), false],
    ['exp as text', (now) => ({ exp: String(now + 100) }), false],
    ['exp as nothing', () => ({ exp: null }), false],
    ['iat at the end of the skew ahead', (now) => ({ iat: now + 60, exp: now + 100 }), true],
    ['iat a second further', (now) => ({ iat: now + 61, exp: now + 100 }), false],
    ['a life of 5 minutes', (now) => ({ iat: now - 200, exp: now + 100 }), true],
    ['a life of a second more', (now) => ({ iat: now - 201, exp: now + 100 }), false],
    ['nbf at the end of the skew ahead', (now) => ({ nbf: now + 60 }), true],
    ['nbf a second further', (now) => ({ nbf: now + 61 }), false],
    ['iat as text', (now) => ({ iat: String(now) }), false],
    ['aud as a list of the one', () => ({ aud: [tokenUrl] }), false],
    ['aud of another hub', () => ({ aud: 'https://other.example/oauth/token' }), false],
    ['aud the base URL', () => ({ aud: baseUrl }), false],
    ['aud with a slash behind', () => ({ aud: `${tokenUrl}/` }), false],
    ['no aud', () => ({ aud: undefined }), false],
    ['sub another client', () => ({ sub: 'millbrae-system' }), false],
    ['no sub', () => ({ sub: undefined }), false],
    ['no iss', () => ({ iss: undefined }), false],
    ['iss no id at all', () => ({ iss: 'CLIENT#birchtree-system' }), false],
    ['iss of an unknown client', () => ({ iss: 'nobody', sub: 'nobody' }), false],
  ];
  test.each(rows)('%s', async (_, claims, accepted) => {
    const { ask, clock } = await hub();
    const answer = await ask(await assertionOf(es, clock, claims(nowSeconds(clock))));
    expect(answer).toMatchObject(accepted ? { status: 200 } : invalidClient);
  });
  test('whoever names another audience is told which is wanted', async () => {
    const { ask, clock } = await hub();
    const answer = await ask(await assertionOf(es, clock, { aud: baseUrl }));
    expect(answer.body.error_description).toContain(`as one string: ${tokenUrl}.`);
  });
  test('an access token is no assertion', async () => {
    const { ask, clock } = await hub();
    const { body } = await ask(await assertionOf(es, clock));
    expect(await ask(String(body.access_token))).toMatchObject(invalidClient);
    expect(await ask(await assertionOf(es, clock, {}, { typ: 'at+jwt' }))).toMatchObject(invalidClient);
  });
});
