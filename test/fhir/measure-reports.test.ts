/** Measures and MeasureReports: the figures of published quarters, for the systems of who looks after the area. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { publishedAt } from '#insight/published-store';
import { releaseOf } from '#insight/release';
import { reportPeriod } from '#insight/report-period';
import { keys } from '#platform/tables';
import type { LocalDate } from '#platform/types';
import { calendar } from '#referral/working-days';
import { everybody, type FhirHub, fhirHub } from '#test/fhir-hub';
import { idsOf, issueOf } from '#test/fhir-steps';
import { cellsFrom, glasgow } from '#test/figures-hub';
import { monthOf } from '#test/public-hub';
import { goOut, someFigures } from '#test/published-quarter';
import { expectR4 } from '#test/r4';
import { edinburgh } from '#test/set-up-hub';

let hub: FhirHub;
const get = (address: string, as: (typeof everybody)[number] = 'manager') => hub.call('GET', address, { as });
beforeAll(async () => {
  hub = await fhirHub();
  await someFigures(hub);
  await goOut(hub, '2026-Q2', '2026-09-01T09:00:00.000Z');
  await goOut(hub, '2026-Q3', '2026-11-20T09:00:00.000Z');
});

describe('a search', () => {
  test('gives what was published of the manager’s area, newest first, each as right R4 and to be read again by its address', async () => {
    const answer = await get('/MeasureReport?_count=100');
    const { status, body } = answer;
    expect(status).toBe(200);
    expect(body.type).toBe('searchset');
    const ids = idsOf(answer);
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.findIndex((id) => id.includes('.2026-Q2.'))).toBe(ids.findLastIndex((id) => id.includes('.2026-Q3.')) + 1);
    for (const { fullUrl, resource } of body.entry) {
      await expectR4(resource);
      const again = await get(`/MeasureReport/${resource.id}`);
      expect(again).toMatchObject({ status: 200, etag: 'W/"1"', body: resource });
      expect(fullUrl).toMatch(new RegExp(`/fhir/MeasureReport/${resource.id}$`));
    }
    console.log(`${ids.length} reports read`);
  });
  test.each([
    ['measure=received', 8],
    ['measure=Measure/acceptance', 2],
    ['measure=https://linkshub.scot/fhir/Measure/acceptance|3', 2],
    ['measure=https://linkshub.scot/fhir/Measure/acceptance|2', 0],
    ['measure=received&period=2026-08', 1],
    ['measure=acceptance&period=ge2026-07-01', 1],
    ['measure=acceptance,uptake&period=lt2026-07-01', 2],
    [`measure=acceptance&reporter=Location/${glasgow}`, 2],
    [`measure=acceptance&subject=Location/${edinburgh}`, 0],
    ['measure=acceptance&date=2026-11-20', 1],
    [`_id=${glasgow}.2026-Q3.acceptance.2026-Q3`, 1],
  ])('by %s finds %i', async (query, many) => {
    const answer = await get(`/MeasureReport?_count=100&${query}`);
    expect([answer.status, idsOf(answer).length]).toEqual([200, many]);
  });
  test('goes on page by page, without a gap and without a double', async () => {
    const all = idsOf(await get('/MeasureReport?_count=100'));
    const walked: string[] = [];
    let next: string | undefined = '/MeasureReport?_count=7';
    for (let pages = 0; next && pages < 20; pages += 1) {
      const answer = await get(next);
      walked.push(...idsOf(answer));
      next = answer.body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url.replace(/^.*\/fhir/, '');
    }
    expect(walked).toEqual(all);
  });
  test('of two hundred practices never answers with more than a gateway takes, whatever is asked for at once', async () => {
    const large = await fhirHub();
    const work = large.ports.subscriptions.work;
    const many = Array.from({ length: 200 }, (_, n) => ({ id: `invented-${n}`, name: `Invented Practice ${n}` }));
    for (const quarter of ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']) {
      const period = reportPeriod(quarter, '2026-11-23' as LocalDate, calendar());
      if (!period) throw new Error('no time');
      const cells = period.months.flatMap((month) => many.flatMap(({ id }, n) => cellsFrom(monthOf(month, id, 60, n))));
      const given = { area: glasgow, name: 'Glasgow City', practices: many, period, asAt: `${quarter.slice(0, 4)}-12-0${quarter.slice(-1)}T09:00:00.000Z` };
      const ofKind = (kind: string) => cells.filter(({ section }) => section === kind);
      // Nothing hidden is as long as it gets.
      const made = releaseOf({ ...given, cross: ofKind('cross'), all: ofKind('all'), yearBefore: [], earlier: [] }, 'inside');
      if (!made.ok) throw new Error(made.where);
      await work.putAll([
        { ...keys.publishedPart(glasgow, quarter, 'programme'), data: gzipSync(JSON.stringify(made.released)).toString('base64') },
        { ...keys.published(glasgow, quarter), name: given.name, asAt: given.asAt, definitionsVersion: 3 },
      ]);
    }
    const lengths: number[] = [];
    const walked: string[] = [];
    for (let next: string | undefined = '/MeasureReport?_count=100'; next; ) {
      const answer = await large.call('GET', next, { as: 'manager' });
      lengths.push(JSON.stringify(answer.body).length);
      walked.push(...idsOf(answer));
      next = answer.body.link.find(({ relation }: { relation: string }) => relation === 'next')?.url.replace(/^.*\/fhir/, '');
    }
    console.log(`${walked.length} reports of four quarters of 200 practices in ${lengths.length} pages of ${lengths.join(', ')} characters`);
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.filter((id) => id.endsWith('.received.2025-Q1'))).toHaveLength(1);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThan(5_500_000);
  }, 120_000);
  test('says what is no parameter, and takes none that cannot be read', async () => {
    for (const query of ['patient=x', 'period=soon', '_count=0', '_sort=measure']) {
      const { status, body } = await get(`/MeasureReport?${query}`);
      expect([query, status, body.resourceType]).toEqual([query, 400, 'OperationOutcome']);
    }
  });
});

test('what is confidential is masked and has no number, and what it is of is read by its references', async () => {
  const { body } = await get(`/MeasureReport/${glasgow}.2026-Q3.received.2026-Q3`);
  expect(body).toMatchObject({ status: 'complete', type: 'summary', period: { start: '2026-07-01', end: '2026-09-30' }, date: '2026-11-20T09:00:00.000Z' });
  type Counted = { count?: number; _count?: { extension: { valueCode: string }[] } };
  const counted: Counted[] = body.group[0].stratifier.flatMap(({ stratum }: { stratum: { population: Counted[] }[] }) =>
    stratum.flatMap((one) => one.population),
  );
  const masked = counted.filter(({ _count }) => _count?.extension[0]?.valueCode === 'masked');
  console.log(`${counted.length} counts, ${masked.length} masked`);
  expect(masked.length).toBeGreaterThan(10);
  expect(masked.every(({ count }) => count === undefined)).toBe(true);
  expect(counted.every(({ count }) => count === undefined || count === 0 || count >= 5)).toBe(true);
  expect((await get(`/${body.reporter.reference}`)).body).toMatchObject({ resourceType: 'Location', id: glasgow });
  const [, measure = '', version] = /\/(Measure\/[A-Za-z0-9-]+)\|(\d+)$/.exec(body.measure) ?? [];
  expect((await get(`/${measure}`)).body).toMatchObject({ resourceType: 'Measure', url: body.measure.split('|')[0], version });
});

test('the financial year that goes out with its last quarter has an address of its own', async () => {
  const other = await fhirHub();
  const [released, listed] = [await publishedAt(hub.ports.subscriptions.work, glasgow, '2026-Q3', 'programme'), '2027-Q1'];
  if (!released) throw new Error('nothing was published');
  const year = released.tables.filter(({ period }) => period === '2026-Q3').map((one) => ({ ...one, period: '2026-04/2027-03' }));
  const whole = { ...released, period: listed, tables: [...released.tables, ...year] };
  await other.ports.subscriptions.work.putAll([
    { ...keys.publishedPart(glasgow, listed, 'programme'), data: gzipSync(JSON.stringify(whole)).toString('base64') },
    { ...keys.published(glasgow, listed), name: whole.name, asAt: whole.asAt, definitionsVersion: 3 },
  ]);
  const id = `${glasgow}.${listed}.received.2026-04-2027-03`;
  expect(idsOf(await other.call('GET', '/MeasureReport?_count=100', { as: 'manager' }))).toContain(id);
  const { status, body } = await other.call('GET', `/MeasureReport/${id}`, { as: 'manager' });
  expect([status, body.period]).toEqual([200, { start: '2026-04-01', end: '2027-03-31' }]);
  await expectR4(body);
});

describe('a Measure', () => {
  test('is there for each report, says who is counted, and is found by name and address', async () => {
    const { body } = await get('/Measure?_count=100');
    for (const { resource } of body.entry) await expectR4(resource);
    const reports = (await get('/MeasureReport?_count=100')).body.entry;
    const named = new Set(reports.map(({ resource }: { resource: { measure: string } }) => resource.measure));
    expect(body.entry.map(({ resource }: { resource: { url: string; version: string } }) => `${resource.url}|${resource.version}`)).toEqual(
      expect.arrayContaining([...named]),
    );
    expect(named.size).toBeGreaterThan(8);
    expect(idsOf(await get('/Measure?url=https://linkshub.scot/fhir/Measure/engagement'))).toEqual(['engagement']);
    expect(idsOf(await get('/Measure?title=accept'))).toEqual(['acceptance']);
    expect((await get('/Measure/gone')).status).toBe(404);
  });
});

describe('whose they are', () => {
  test('who is no manager has no scope for it', async () => {
    for (const as of everybody.filter((one) => one !== 'manager'))
      for (const address of ['/MeasureReport', `/MeasureReport/${glasgow}.2026-Q3.received.2026-Q3`, '/Measure']) {
        const answer = await get(address, as);
        expect([as, answer.status, issueOf(answer).code]).toEqual([as, 403, 'forbidden']);
      }
  });
  test('another area’s is told as what does not exist', async () => {
    const of = (area: string) => `/MeasureReport/${area}.2026-Q3.received.2026-Q3`;
    const work = hub.ports.subscriptions.work;
    const item = await work.get(keys.publishedPart(glasgow, '2026-Q3', 'programme'));
    await work.putAll([
      { ...item, ...keys.publishedPart(edinburgh, '2026-Q3', 'programme') },
      { ...keys.published(edinburgh, '2026-Q3'), name: 'Edinburgh', asAt: '2026-11-20T09:00:00.000Z', definitionsVersion: 3 },
    ]);
    const [elsewhere, nowhere] = [await get(of(edinburgh)), await get(of('S12000099'))];
    expect(elsewhere.status).toBe(404);
    expect(elsewhere.body).toEqual(nowhere.body);
    expect(idsOf(await get('/MeasureReport?_count=100')).every((id) => id.startsWith(glasgow))).toBe(true);
  });
  test.each(['2026-Q1.received.2026-Q1', '2026-Q3.received.2026-08-01', '2026-Q3.nothing.2026-Q3', '2026-Q3', '..', 'inside.received.2026-Q3'])(
    'what was not published is not there: %s',
    async (rest) => {
      expect((await get(`/MeasureReport/${glasgow}.${rest}`)).status).toBe(404);
    },
  );
});
