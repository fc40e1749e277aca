/** The public feed: right HSDS 3.1 wherever it is asked, only to be read, and silent about what is sensitive. */
import { beforeEach, describe, expect, test } from 'vitest';
import { setCapacity } from '#directory/capacity-store';
import { directoryStore } from '#directory/directory-store';
import { listings } from '#hsds/listing-store';
import { parametersOf } from '#hsds/query';
import { hsdsRoute, withFeed } from '#hsds/route';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { instantOf, later } from '#platform/time';
import type { Instant, LocalDate, Table } from '#platform/types';
import { shapes, single } from './shapes.ts';
import { onboarded } from './town.ts';

let table: Table;
let now: Instant;
let feed: Handler;
beforeEach(async () => {
  table = await onboarded();
  now = instantOf(Date.UTC(2026, 10, 23, 9));
  const listing = listings({ table, directory: directoryStore(table), clock: { now: () => now } });
  feed = hsdsRoute({ listing, baseUrl: 'https://hub.example.scot' });
});
const call = (path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}): Promise<Answer> => {
  const [at = '', rawQuery = ''] = `/hsds/${path}`.split('?');
  return feed({ method, path: at, rawQuery, headers, header: (name: string) => headers[name] } as Call);
};
type Page = { total_items: number; total_pages: number; size: number; last_page: boolean; empty: boolean; contents: Record<string, unknown>[] };
const read = async (path: string) => JSON.parse(String((await call(path)).body)) as Page;
const names = async (path: string) => (await read(path)).contents.map(({ name }) => name);
const message = async (path: string) => (await call(path)).body as { status: number; message: string };

describe('every address', () => {
  test.each(Object.keys(shapes) as (keyof typeof shapes)[])('/hsds/%s has the form of HSDS 3.1 and something in it', async (path) => {
    const found = shapes[path].parse(await read(path));
    if (path !== '') expect((found as Page).contents.length).toBeGreaterThan(0);
  });
  test.each(Object.keys(single) as (keyof typeof single)[])('each of /hsds/%s is read by its id, in the form of HSDS 3.1', async (path) => {
    const { contents } = await read(`${path}?per_page=100`);
    expect(contents.length).toBeGreaterThan(0);
    for (const { id } of contents) expect(single[path].parse(await read(`${path}/${id}`))).toMatchObject({ id });
  });
  test('is open to every page of the internet, and is kept by caches', async () => {
    for (const path of Object.keys(shapes)) {
      const { status, headers = {} } = await call(path);
      expect([status, headers['access-control-allow-origin'], headers['cache-control']]).toEqual([200, '*', 'public, max-age=300']);
      expect((await call(path, { headers: { 'if-none-match': `"other", W/${headers.etag}` } })).status).toBe(304);
    }
  });
  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('refuses %s', async (method) => {
    expect(await call('services', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS', 'access-control-allow-origin': '*' } });
  });
  test('tells a browser that asks first what it may', async () => {
    expect(await call('services', { method: 'OPTIONS' })).toMatchObject({ status: 204, headers: { 'access-control-allow-methods': 'GET, HEAD, OPTIONS' } });
    expect((await call('services', { method: 'HEAD' })).status).toBe(200);
  });
  test.each(['services/none', 'nothing', 'services/a/b', 'constructor', '__proto__', 'taxonomies/x'])(
    'says of /hsds/%s that there is nothing',
    async (path) => {
      expect(await call(path)).toMatchObject({ status: 404, headers: { 'access-control-allow-origin': '*' } });
    },
  );
  test('the feed itself answers with its slash and without; what is no feed goes on', async () => {
    const answers = withFeed(feed, async () => ({ status: 418 })).other;
    const at = async (path: string) => (await answers({ method: 'GET', path, rawQuery: '', headers: {}, header: () => undefined } as never)).status;
    expect([await at('/hsds'), await at('/hsds/'), await at('/hsd'), await at('/hsdsx')]).toEqual([200, 200, 418, 418]);
  });
});

describe('what it lists', () => {
  test('is what takes referrals, of every council, and nothing of how organisations are reached by the hub', async () => {
    expect(await names('services?per_page=100')).toEqual(['Advice', 'Food parcels', 'Safe space']);
    const all = JSON.stringify([await read('services?full=true'), await read('organizations?full_service=true'), await read('service_at_locations?full=true')]);
    expect(all).not.toMatch(/marked|whsec|Which day|birth-date/);
  });
  test('keeps to itself where something sensitive is', async () => {
    const all = JSON.stringify([await read('services?full=true'), await read('service_at_locations?full=true')]);
    expect(all).toContain('Safe space');
    expect(all).not.toMatch(/Hidden|55\.8765/);
    expect((await read('service_at_locations')).total_items).toBe(1);
  });
  test('says all that the hub knows of a service', async () => {
    const [parcels] = (await read('services?full=true&search=parcels')).contents;
    expect(parcels).toMatchObject({
      ...{ status: 'active', description: 'Food for three days.', minimum_age: 16, fees_description: 'Free', assured_date: '2026-11-02' },
      organization: { name: 'Drumgarth Food Pantry', legal_status: 'Community organisation' },
      phones: [{ number: '0141 496 0200' }],
      schedules: [{ byday: 'TU', opens_at: '12:00', closes_at: '17:30', freq: 'WEEKLY' }],
      service_areas: [{ name: 'Glasgow City' }],
      languages: [{ code: 'en', name: 'English' }, { code: 'bfi' }],
      service_at_locations: [{ location: { addresses: [{ address_1: '2 Example Lane', country: 'GB' }], accessibility: [{ description: 'Step-free' }] } }],
      attributes: [{ link_entity: 'service', taxonomy_term: { code: 'food-fuel' } }],
    });
  });
  test.each([
    [
      { places: 4, waitingWeeks: 2 },
      { status: 'active', alert: 'Waiting time: 2 weeks', capacities: [{ available: 4, unit: { name: 'Places' } }] },
    ],
    [{ fullUntil: '2026-12-01' }, { status: 'active', alert: 'Full until 2026-12-01', capacities: [{ available: 0 }] }],
    [{ pausedUntil: 'further-notice' }, { status: 'temporarily closed', alert: 'Takes nobody until further notice', capacities: [{ available: 0 }] }],
    [
      { pausedUntil: '2026-11-22', places: 1 },
      { status: 'active', capacities: [{ available: 1 }] },
    ],
  ])('says what room there is: %j', async (said, expected) => {
    await setCapacity(table, 'drumgarth', 'parcels', { ...(said as { fullUntil?: LocalDate }), updatedAt: now, by: 'organisation' });
    const page = shapes['services?full=true'].parse(await read('services?full=true&search=parcels')) as Page;
    expect(page.contents[0]).toMatchObject(expected);
  });
  test('is a minute old at most', async () => {
    await read('services');
    await setCapacity(table, 'drumgarth', 'parcels', { fullUntil: '2026-12-01' as LocalDate, updatedAt: now, by: 'manager' });
    expect(JSON.stringify(await read('services'))).not.toContain('Full until');
    now = later(now, 61_000);
    expect(JSON.stringify(await read('services'))).toContain('Full until');
  });
  test('names each thing by the same id every time, and no two things by one', async () => {
    const [first, again] = [await read('services?full=true'), await read('services?full=true')];
    expect(first).toEqual(again);
    const ids = [...JSON.stringify(first.contents.map(({ organization: _, ...one }) => one)).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
    const terms = ids.filter((id, at) => ids.indexOf(id) !== at);
    expect(ids.length).toBeGreaterThan(15);
    expect(terms).toEqual([]);
  });
});

describe('what it can be asked', () => {
  test('pages, with their number, their size and which is the last', async () => {
    expect(await read('services?per_page=2&page=2')).toMatchObject({
      total_items: 3,
      total_pages: 2,
      page_number: 2,
      size: 1,
      first_page: false,
      last_page: true,
      empty: false,
    });
    expect(await read('services?per_page=2&page=9')).toMatchObject({ size: 0, last_page: true, empty: true, contents: [] });
    expect(await read('services?search=karate')).toMatchObject({ total_items: 0, total_pages: 0, first_page: true, last_page: true, empty: true });
  });
  test('words, a need, an organisation, what changed since; together they narrow', async () => {
    const { contents: terms } = await read('taxonomy_terms?search=food and fuel');
    const { contents: organisations } = await read('organizations?search=lothian');
    const [food, lothian] = [String(terms[0]?.id), String(organisations[0]?.id)];
    expect(await names(`services?taxonomy_term_id=${food}`)).toEqual(['Food parcels']);
    expect(await names(`services?organization_id=${lothian}`)).toEqual(['Advice']);
    expect(await names(`services?organization_id=${lothian}&taxonomy_term_id=${food}`)).toEqual([]);
    expect((await names('services?modified_after=2020-01-01')).length).toBe(3);
    expect(await names('services?modified_after=2099-01-01')).toEqual([]);
    expect(await names(`organizations?taxonomy_term_id=${food}`)).toEqual(['Drumgarth Food Pantry']);
    expect((await read('taxonomy_terms?taxonomy_id=other')).total_items).toBe(0);
  });
  test('how near a place is, in metres from a postcode', async () => {
    expect((await read('service_at_locations?postcode=G1 1XX&proximity=2000')).total_items).toBe(1);
    expect((await read('service_at_locations?postcode=G1 1XX&proximity=1')).total_items).toBe(0);
    expect((await read('service_at_locations?postcode=ZZ1 1ZZ&proximity=2000')).total_items).toBe(0);
  });
  test.each([
    ['services?color=red', 'no parameter "color"'],
    ['services?postcode=G1 1XX', 'no parameter "postcode"'],
    ['services/x?full=true', 'takes none'],
    ['services?page=0', 'no whole number'],
    ['services?page=1&page=2', 'stands twice'],
    ['services?per_page=501', 'at most 500'],
    ['services?full=yes', 'neither true nor false'],
    ['services?modified_after=yesterday', 'no day'],
    ['services?format=xml', 'json'],
    ['service_at_locations?proximity=5', 'postcode'],
    [`services?search=${'x'.repeat(201)}`, 'too long'],
  ])('refuses %s in words', async (path, words) => {
    expect(await message(path)).toEqual({ status: 400, message: expect.stringContaining(words) });
  });
  test('is every parameter that the standard has for the address', () => {
    expect(Object.values(parametersOf).flat().length).toBeGreaterThan(30);
    expect(parametersOf.services).toEqual(
      expect.arrayContaining([
        'search',
        'page',
        'per_page',
        'format',
        'taxonomy_term_id',
        'taxonomy_id',
        'organization_id',
        'modified_after',
        'minimal',
        'full',
      ]),
    );
  });
});
