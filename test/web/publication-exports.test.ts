/** The same numbers in the page, the table, the file for programs and the Bundle; what is hidden is hidden in all of them. */
import { beforeAll, expect, test } from 'vitest';
import { glasgow } from '#test/figures-hub';
import { type PublicHub, publicHub } from '#test/public-hub';
import { byPlace, factsOfBundle, factsOfCsv, factsOfJson, figuresOfJson, reportsOf, rowsOfCsv, scoresOfBundle, tableOf } from '#test/published-facts';
import { r4Faults } from '#test/r4';

const path = '/app/figures/export';
const of = (tier: string, period = '2026-Q3') => `?area=${glasgow}&period=${period}&tier=${tier}`;
let hub: PublicHub;
beforeAll(async () => {
  hub = await publicHub();
});
const file = async (kind: string, query: string): Promise<string> => {
  const { status, text } = await hub.get('elspeth', `${path}/${kind}${query}`);
  expect(status, `${kind}${query}`).toBe(200);
  return text;
};
const publishes = () => hub.post('elspeth', '/app/figures/publish', { area: glasgow, period: '2026-Q3', agreed: 'yes' });

test('for funders there is nothing before the quarter is published', async () => {
  expect((await hub.get('elspeth', `${path}${of('programme')}`)).text).toContain('This quarter is not published, so there is nothing for funders yet.');
  for (const kind of ['csv', 'json', 'fhir']) expect((await hub.get('elspeth', `${path}/${kind}${of('programme')}`)).status).toBe(404);
  expect((await publishes()).status).toBe(303);
  expect((await hub.get('elspeth', `${path}${of('programme')}`)).status).toBe(200);
});
test.each(['inside', 'programme'])('%s: page, CSV, JSON and Bundle say the same of every place and figure', async (tier) => {
  const [csv, json, fhir] = await Promise.all(['csv', 'json', 'fhir'].map((kind) => file(kind, of(tier))));
  const said = byPlace(factsOfCsv(csv ?? ''));
  const hidden = [...said.values()].filter((says) => says === 'c').length;
  console.log(`${tier}: ${said.size} places, ${hidden} hidden; CSV ${csv?.length}, JSON ${json?.length}, Bundle ${fhir?.length} bytes`);
  expect(said.size).toBeGreaterThan(200);
  expect(hidden > 0).toBe(tier === 'programme');
  expect(byPlace(factsOfJson(json ?? ''))).toEqual(said);
  expect(byPlace(factsOfBundle(fhir ?? ''))).toEqual(said);
  const page = (await hub.get('elspeth', `${path}${of(tier)}`)).text;
  for (const [caption, by] of [
    ['Referrals by practice and fifth of deprivation', 'practice-simd'],
    ['Referrals by what mattered most and fifth of deprivation', 'need-simd'],
  ] as const) {
    const { tables } = JSON.parse(json ?? '') as { tables: { table: string; rows: { count: number | string }[] }[] };
    const shown = tableOf(page, caption).rows.flatMap(([, ...cells]) => cells);
    expect(shown.length).toBeGreaterThan(20);
    expect(shown).toEqual(tables.find(({ table }) => table === by)?.rows.map(({ count }) => String(count)));
  }
});
test('shares, medians and mean changes are the same in the Bundle, the files and the sentences', async () => {
  const [json, fhir, csv] = [await file('json', of('programme')), await file('fhir', of('programme')), await file('csv', of('programme'))];
  const [scores, figures] = [scoresOfBundle(fhir), figuresOfJson(json)];
  expect([...scores.keys()].sort()).toEqual(['acceptance', 'change-wsas-score', 'debt', 'engagement', 'firstContact', 'sustained', 'uptake', 'yearly']);
  for (const [metric, says] of scores)
    expect(
      figures.get(`${metric} ${{ firstContact: 'median', 'change-wsas-score': 'mean', yearly: 'pounds', debt: 'pounds' }[metric] ?? 'percent'}`),
      metric,
    ).toBe(says);
  const rows = new Map(rowsOfCsv(csv.replaceAll(/^"?# .*\r\n/gm, '')).map(({ measure, value }) => [measure, value]));
  for (const [name, says] of figures) expect(rows.get(name), name).toBe(says);
  const page = (await hub.get('elspeth', `${path}${of('programme')}`)).text;
  expect(page).toContain(
    `${figures.get('engagement part')} of ${figures.get('engagement whole')} people referred had at least one conversation (${figures.get('engagement percent')}%)`,
  );
  expect(page).toContain('Half of');
});
test.each(['inside', 'programme'])('%s: the Bundle is right R4, each report with its Measure, version and reporter', async (tier) => {
  const text = await file('fhir', of(tier));
  const bundle = JSON.parse(text) as { entry: { fullUrl: string; resource: { resourceType: string; url?: string; version?: string } }[] };
  expect(r4Faults(bundle)).toEqual([]);
  const measures = new Set(bundle.entry.flatMap(({ resource: { resourceType, url, version } }) => (resourceType === 'Measure' ? [`${url}|${version}`] : [])));
  const reports = reportsOf(text);
  console.log(`${reports.length} reports of ${measures.size} measures`);
  expect(reports.length).toBeGreaterThan(5);
  for (const { measure } of reports) expect(measures).toContain(measure);
});
test('a masked count is never 0, in no form', async () => {
  const fhir = await file('fhir', of('programme'));
  expect(fhir).toContain('"valueCode":"masked"');
  const hidden = [...byPlace(factsOfCsv(await file('csv', of('programme'))))].filter(([, says]) => says === 'c');
  const inside = byPlace(factsOfCsv(await file('csv', of('inside'))));
  expect(hidden.some(([place]) => Number(inside.get(place)) > 0)).toBe(true);
});
test('what funders were told stays as it was when more is counted; the programme sees what stands now', async () => {
  const [before, own] = [await file('csv', of('programme')), await file('csv', of('inside'))];
  await hub.count({ birchtree: 500 });
  expect(await file('csv', of('programme'))).toBe(before);
  expect(await file('csv', of('inside'))).not.toBe(own);
});
test('a month and a year can be had for the programme; what is no such time cannot', async () => {
  for (const period of ['2026-08', '2026']) expect(byPlace(factsOfCsv(await file('csv', of('inside', period)))).size).toBeGreaterThan(50);
  for (const period of ['2026-W30', '2026-07-01', '2031-Q1', "2026-Q3'"])
    expect((await hub.get('elspeth', `${path}/csv${of('inside', period)}`)).status, period).toBe(404);
});
test('names of practices are text in a spreadsheet, whatever they look like', async () => {
  await hub.onboard({ practices: [{ id: 'birchtree', name: '=cmd|calc', area: glasgow }] });
  expect(await file('csv', of('inside'))).toContain("'=cmd|calc");
});
test('is for managers of the area alone', async () => {
  for (const as of ['fraser', 'nadia', 'catriona'] as const)
    for (const kind of ['', '/csv', '/json', '/fhir']) expect((await hub.get(as, `${path}${kind}${of('inside')}`)).status, `${as} ${kind}`).toBe(404);
});
