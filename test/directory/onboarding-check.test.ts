import { readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, test } from 'vitest';
import { checkOnboarding } from '#directory/onboarding';
import { changed, cloud, example, local, privateJwk, publicJwk, whsec } from './documents.ts';

const problems = (raw: unknown, rules = cloud) => {
  const checked = checkOnboarding(raw, rules);
  return checked.ok ? [] : checked.problems;
};
const places = (raw: unknown, rules = cloud) => problems(raw, rules).map(({ place }) => place);

test('a complete file has no problem and needs nothing from the hub', () => {
  const checked = checkOnboarding(example(), cloud);
  expect(checked).toMatchObject({ ok: true, references: [] });
});
test('the example in the documents is a file that would be taken', () => {
  const text = readFileSync('docs/onboarding.example.json', 'utf8');
  expect(problems(JSON.parse(text))).toEqual([]);
});
test('an empty file is allowed and does nothing', () => {
  expect(checkOnboarding({}, cloud)).toEqual({ ok: true, document: {}, references: [] });
});
test.each([null, 5, 'text', [], [example()]])('%j is no onboarding file', (raw) => {
  expect(places(raw)).toEqual(['the file']);
});

describe('one wrong thing is told by its place', () => {
  const wrong: [string, unknown][] = [
    ['areas[0].id', 'Glasgow'],
    ['areas[0].manager', undefined],
    ['areas[0].holidays', { extra: ['30.11.2026'], without: [] }],
    ['areas[0].measures', ['ons4', 'wsas', 'hads']],
    ['areas[0].measures', ['ons4', 'ons4']],
    ['areas[0].measures', ['phq-9']],
    ['areas[0].under16', 'ask'],
    ['managers[0].areas', 'S12000049'],
    ['practices[0].id', 'birch#tree'],
    ['practices[0].name', ''],
    ['practices[0].name', 'two\nlines'],
    ['practices[0].area', 12],
    ['practices[0].mail', 'office'],
    ['practices[0].phone', 'ask Morag'],
    ['practices[0].contactWithin', 0],
    ['practices[0].contactWithin', 2.5],
    ['practices[0].selfReferral', 'no'],
    ['practices[0].endpoint.url', 'http://gp.birchtree.example/hub'],
    ['practices[0].endpoint.url', 'https://user:pass@gp.birchtree.example/hub'],
    ['practices[0].endpoint.url', 'https://gp.birchtree.example:8443/hub'],
    ['practices[0].endpoint.url', 'https://gp.birchtree.example/hub#part'],
    ['practices[0].endpoint.url', 'https://10.0.0.1/hub'],
    ['practices[0].endpoint.url', 'https://localhost/hub'],
    ['practices[0].endpoint.url', 'https://[::1]/hub'],
    ['practices[0].endpoint.url', 'ftp://gp.birchtree.example'],
    ['practices[0].endpoint.url', 'gp.birchtree.example'],
    ['practices[0].endpoint.keys', []],
    ['practices[0].endpoint.keys[0].secret', 'whsec_c2hvcnQ='],
    ['practices[0].endpoint.keys[0].secret', whsec(65)],
    ['practices[0].endpoint.keys[0].secret', whsec(23)],
    ['practices[0].endpoint.keys[0].until', 'tomorrow'],
    ['practices[0].endpoint.disabled', 'no'],
    ['organisations[0].services[0].fields[0]', 'nhs-number'],
    ['organisations[0].services[0].name', undefined],
    ['organisations[0].services[0].categories', [{ code: 'two words', display: 'Food' }]],
    ['organisations[0].services[0].types', [{ system: 'snomed', code: '1', display: 'Food' }]],
    ['organisations[0].services[0].active', 'no'],
    ['organisations[0].services[0].place', { postcode: 'g11xx' }],
    ['practitioners[0].practices', Array.from({ length: 41 }, (_, n) => `practice-${n}`)],
    ['organisations[0].answerKeys[0].scheme', 'v2'],
    ['organisations[0].answerKeys[0].secret', undefined],
    ['organisations[0].answerKeys[0]', { id: 'ed', scheme: 'v1a', publicKey: 'whpk_short' }],
    ['clients[0].scopes', []],
    ['clients[0].scopes[0]', 'system/*.rs'],
    ['clients[0].scopes[0]', 'system/Task.d'],
    ['clients[0].scopes[0]', 'system/Task.r system/Task.u'],
    ['clients[0].scopes[0]', 'system/insight.r'],
    ['clients[0].jwks.keys', []],
    ['clients[0].jwks.keys[0].kid', undefined],
    ['clients[0].jwks.keys[0].kty', 'oct'],
    ['clients[0].jwks.keys[0].crv', 'P-256'],
    ['clients[0].jwks.keys[0].alg', 'ES256'],
    ['clients[0].practice', undefined],
  ];
  test.each(wrong)('%s as %j', (place, value) => {
    const about = (said: string) => said.startsWith(place) || place.startsWith(said);
    const found = places(changed(place, value));
    expect(found.filter(about).length).toBeGreaterThan(0);
    // An area and its manager name each other: what is wrong with one end shows at the other.
    expect(found.filter((said) => !about(said) && said !== 'areas[0].manager')).toEqual([]);
  });
});

test('every text says what to do and never repeats what stands in the file', () => {
  const secret = whsec();
  const raw = {
    ...example(),
    practices: [{ id: 'marked practice', name: 5, area: 'marked', endpoint: { url: 'marked://x', keys: [{ id: 'a', secret: `${secret}x` }] } }],
    clients: [{ id: 'marked client', practice: 'birchtree', scopes: ['marked'], jwks: { keys: [{ kty: 'marked' }] } }],
    more: 1,
  };
  const found = problems(raw);
  expect(found.length).toBeGreaterThan(7);
  for (const { place, text } of found) {
    expect(text.length).toBeGreaterThan(15);
    expect(`${place} ${text}`).not.toContain('marked');
    expect(`${place} ${text}`).not.toContain(secret);
    expect(text).not.toBe('Invalid input');
  }
});
test('everything wrong is said at once', () => {
  let raw: object = example();
  raw = changed('areas[0].id', 'x', raw);
  raw = changed('practices[0].name', 5, raw);
  raw = changed('organisations[0].endpoint.url', 'http://x', raw);
  raw = changed('clients[0].practice', undefined, raw);
  raw = changed('practitoners', [], raw);
  const found = places(raw);
  for (const place of ['areas[0].id', 'practices[0].name', 'organisations[0].endpoint.url', 'clients[0]', 'the file']) expect(found).toContain(place);
});
test('fields that the hub does not know are refused wherever they stand', () => {
  for (const place of [
    'practices[0].adress',
    'areas[0].title',
    'clients[0].secret',
    'practices[0].endpoint.key',
    'organisations[0].services[0].price',
    'clients[0].jwks.url',
  ]) {
    const found = problems(changed(place, 'x'));
    expect(found).toHaveLength(1);
    expect(found[0]?.text).toContain(place.split('.').at(-1));
  }
});
test('a private key in the file is refused as one', async () => {
  expect(problems(changed('clients[0].jwks.keys[0]', privateJwk))).toEqual([
    { place: 'clients[0].jwks.keys[0].d', text: expect.stringContaining('private key') },
  ]);
});
test('a key that is no point of its curve, or too short, is refused', async () => {
  const bent = { ...publicJwk, x: 'A'.repeat(64) };
  expect(places(changed('clients[0].jwks.keys[0]', bent))).toEqual(['clients[0].jwks.keys[0]']);
  const { publicKey } = await crypto.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-384' },
    true,
    ['sign', 'verify'],
  );
  const short = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid: 'short' };
  expect(places(changed('clients[0].jwks.keys[0]', { kty: 'RSA', kid: 'short', n: short.n, e: short.e }))).not.toEqual([]);
  const { publicKey: good } = await generateKeyPair('RS384', { extractable: true });
  expect(problems(changed('clients[0].jwks.keys[0]', { ...(await exportJWK(good)), kid: 'rsa' }))).toEqual([]);
});
test('a client speaks for exactly one party', () => {
  expect(places(changed('clients[0].manager', 'elspeth-munro'))).toEqual(['clients[0]']);
});
test('a manager may have insight and nothing else', () => {
  const of = (scopes: string[]) => ({ ...example(), clients: [{ id: 'm', manager: 'elspeth-munro', scopes, jwks: { keys: [publicJwk] } }] });
  expect(places(of(['system/insight.r']))).toEqual([]);
  expect(places(of(['system/insight.r', 'system/Task.r']))).toEqual(['clients[0].scopes[1]']);
});
test('ids stand once; a practice and an organisation may not share one, because both are parties', () => {
  const practice = example().practices[0];
  expect(places({ ...example(), practices: [practice, practice] })).toEqual(['practices[1].id']);
  expect(places(changed('organisations[0].id', 'birchtree'))).toEqual(['organisations[0].id']);
  const key = { id: 'same', secret: 'generate' };
  expect(places(changed('practices[0].endpoint.keys', [key, key]))).toEqual(['practices[0].endpoint.keys[1].id']);
  expect(
    places(
      changed('organisations[0].answerKeys', [
        { ...key, scheme: 'v1' },
        { ...key, scheme: 'v1' },
      ]),
    ),
  ).toEqual(['organisations[0].answerKeys[1].id']);
  expect(places(changed('clients[0].jwks.keys', [publicJwk, publicJwk]))).toEqual(['clients[0].jwks.keys[1].kid']);
});
test('a third key beside two is refused', () => {
  const keys = ['a', 'b', 'c'].map((id) => ({ id, secret: 'generate' }));
  expect(places(changed('practices[0].endpoint.keys', keys))).toEqual(['practices[0].endpoint.keys']);
});
describe('the ids that FHIR has for two of the hub together', () => {
  test('are of at most 64 characters', () => {
    const fits = 'a'.repeat(64 - 'drumgarth.'.length);
    expect(places(changed('organisations[0].services[0].id', fits))).toEqual([]);
    expect(places(changed('organisations[0].services[0].id', `${fits}a`))).toEqual(['organisations[0].services[0].id']);
    const practitioner = 'c'.repeat(64 - '.birchtree'.length);
    expect(places(changed('practitioners[0].id', practitioner))).toEqual([]);
    expect(places(changed('practitioners[0].id', `${practitioner}c`))).toEqual(['practitioners[0].practices[0]']);
  });
  test('can be taken apart: a service has no dot', () => {
    expect(places(changed('organisations[0].services[0].id', 'food.parcels'))).toEqual(['organisations[0].services[0].id']);
    expect(places(changed('organisations[0].id', 'drum.garth'))).toEqual([]);
  });
});
test('nobody comes in under the hub’s own id', () => {
  expect(places(changed('organisations[0].id', 'links-hub'))).toEqual(['organisations[0].id']);
  expect(places({ practices: [{ id: 'links-hub', name: 'X', area: 'S12000049' }] })).toEqual(['practices[0].id']);
});
test('a service may say what it is for, where it is and that it is closed for now', () => {
  const service = {
    ...example().organisations[0]?.services[0],
    categories: [{ system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' }],
    types: [{ code: 'parcel', display: 'Food parcel' }],
    active: false,
    place: { name: 'Drumgarth Hall', line: '2 Example Lane', town: 'Glasgow', postcode: 'G1 1XX' },
  };
  expect(places(changed('organisations[0].services[0]', service))).toEqual([]);
});
test('an area needs a manager who may see it', () => {
  expect(places(changed('managers[0].areas', []))).toEqual(['areas[0].manager']);
});
test('what the file names and does not give is asked of the hub', () => {
  const { clients, practitioners } = example();
  const checked = checkOnboarding({ clients, practitioners }, cloud);
  expect(checked).toMatchObject({
    ok: true,
    references: [
      { place: 'practitioners[0].practices[0]', kind: 'practices', id: 'birchtree' },
      { place: 'clients[0].practice', kind: 'practices', id: 'birchtree' },
    ],
  });
});
test('this machine is an address in a local hub alone', () => {
  for (const url of ['http://127.0.0.1:8080/hub', 'http://[::1]:8080/hub', 'https://127.0.0.1:8080/hub']) {
    expect(places(changed('practices[0].endpoint.url', url), local)).toEqual([]);
    expect(places(changed('practices[0].endpoint.url', url))).toEqual(['practices[0].endpoint.url']);
  }
  for (const url of ['http://169.254.169.254/', 'http://127.0.0.1.example.com/', 'http://localhost:80/', 'http://10.0.0.1/'])
    expect(places(changed('practices[0].endpoint.url', url), local)).toEqual(['practices[0].endpoint.url']);
});
