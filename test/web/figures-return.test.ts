/** The quarterly return: frozen it stays as it was, whatever is counted since. */
import { beforeEach, expect, test } from 'vitest';
import { wholeArea } from '#insight/counted/tally';
import { currentSet } from '#insight/counts';
import { keys } from '#platform/tables';
import { figuresHub, figuresPages, glasgow } from '#test/figures-hub';
import { summary, type TwoAreas } from '#test/set-up-hub';
import type { Named } from '#test/web-hub';

const path = '/app/figures/return';
const first = `${path}/${glasgow}/2026-Q3/1`;
let hub: TwoAreas;
const { page } = figuresPages(() => hub);
const freezes = (commentary: string, as: Named = 'elspeth', more = {}) => hub.post(as, path, { area: glasgow, period: '2026-Q3', commentary, ...more });
beforeEach(async () => {
  hub = await figuresHub();
});

test('says every figure of the area in words, and is frozen with what there is to say to it', async () => {
  const before = await page(`${path}?period=2026-Q3`);
  expect(before).toContain('56 referrals came in.');
  expect(before).toContain('Half of 54 referrals led to a first conversation within 9 days');
  expect(before).toContain('Nothing of this quarter was frozen yet.');
  expect((await freezes('Two practices began in August.')).location).toBe(first);
  const frozen = await page(first);
  for (const text of ['Two practices began in August.', '56 referrals came in.', 'by version 3 of the definitions', 'frozen 23 November 2026, '])
    expect(frozen).toContain(text);
  expect(await page(`${path}?period=2026-Q3`)).toContain(`href="${first}"`);
});
test('stays as it was when the figures change; a later one of the same quarter stands beside it', async () => {
  await freezes('First.');
  const [before, csv] = [await page(first), (await hub.get('elspeth', `${first}/csv`)).text];
  await hub.ports.subscriptions.work.write([{ update: keys.figuresOf(currentSet, glasgow, '2026-08', 'all', wholeArea), add: { received: 100 } }]);
  expect(await page(`${path}?period=2026-Q3`)).toContain('156 referrals came in.');
  expect(await page(first)).toBe(before);
  expect((await hub.get('elspeth', `${first}/csv`)).text).toBe(csv);
  expect(csv).toContain('received,n,56');
  expect(csv).toContain('# commentary,First.');
  expect((await freezes('Second.')).location).toBe(`${path}/${glasgow}/2026-Q3/2`);
  expect(await page(`${path}/${glasgow}/2026-Q3/2`)).toContain('156 referrals came in.');
  const list = await page(`${path}?period=2026-Q3`);
  for (const n of [1, 2]) expect(list).toContain(`>Return ${n}</a>`);
  expect(await page(`${path}?period=2026-Q2`)).toContain('Nothing of this quarter was frozen yet.');
});
test('two who freeze at once get two numbers, or one is told to try again', async () => {
  const both = await Promise.all([freezes('One.'), freezes('Another.')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 503]);
});
test.each([
  ['0101011237', 'long number'],
  ['CHI 010 101 1237', 'long number'],
  ['0141 496 0000', 'long number'],
  ['born 1 January 2001', 'day'],
  ['at G12 8QQ', 'postcode'],
])('what could tell who somebody is is refused: %s', async (given, what) => {
  const { status, text } = await freezes(`She rang: ${given}.`);
  expect(status).toBe(422);
  expect(summary(text)).toEqual([['commentary', expect.stringContaining(`Take out the ${what}`)]]);
  expect(text).toContain('She rang:');
  expect((await hub.get('elspeth', first)).status).toBe(404);
});
test('what is written stays text, in the page and in the file', async () => {
  await freezes('<script>alert(1)</script> "\u202e 🦊\n=1+1');
  const text = await page(first);
  expect(text).not.toContain('<script>');
  expect(text).toContain('🦊');
  await freezes('=1+1');
  expect((await hub.get('elspeth', `${path}/${glasgow}/2026-Q3/2/csv`)).text).toContain("# commentary,'=1+1");
});
test('is for the managers of the area alone', async () => {
  await freezes('Ours.');
  for (const as of ['fraser', 'nadia', 'catriona', 'lorna'] as const) {
    for (const at of [first, `${first}/csv`, `${path}?area=${glasgow}`]) expect((await hub.get(as, at)).status, `${as} ${at}`).toBe(404);
    expect((await freezes('Not mine.', as)).status).toBe(404);
  }
  for (const at of [`${path}/${glasgow}/2026-Q3/2`, `${path}/${glasgow}/2026-Q3/0`, `${path}/${glasgow}/2026-09/1`, `${path}/S12000036/2026-Q3/1`])
    expect((await hub.get('elspeth', at)).status, at).toBe(404);
  expect((await freezes('', 'elspeth', { period: '2027-Q1' })).status).toBe(404);
  expect((await hub.access.query({ pk: `RETURN#${glasgow}` })).items).toHaveLength(1);
});
