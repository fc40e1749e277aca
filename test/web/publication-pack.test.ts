/** The report for funders: what was published of a quarter, on one page, in the numbers that they may have. */
import { beforeAll, expect, test } from 'vitest';
import { glasgow } from '#test/figures-hub';
import { type PublicHub, publicHub } from '#test/public-hub';

const path = '/app/figures/pack';
const at = (more = '') => `${path}?area=${glasgow}&period=2026-Q3${more}`;
let hub: PublicHub;
beforeAll(async () => {
  hub = await publicHub();
});
const pack = async (more = ''): Promise<string> => {
  const { status, text } = await hub.get('elspeth', at(more));
  expect(status).toBe(200);
  return text;
};

test('there is none before the quarter is published', async () => {
  expect(await pack()).toContain('Publish the quarter first');
  expect((await hub.post('elspeth', '/app/figures/publish', { area: glasgow, period: '2026-Q3', agreed: 'yes' })).status).toBe(303);
});
test('says whom the programme reached, how long they waited, what organisations did, and what people said a year on', async () => {
  const text = await pack();
  const before = [
    'Half of',
    'led to a first conversation',
    'had at least one conversation',
    'were accepted',
    'were of people from the most deprived fifth of Scotland',
  ];
  for (const said of [
    ...before,
    'Of people first asked in July to September 2025',
    'went down by 3.3 on average',
    'This does not say why.',
    'GP appointments were saved',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('<script');
});
test('works out what an engaged person cost from what is typed, and keeps nothing of it', async () => {
  const [, engaged = ''] = /(\d[\d,]*) of [\d,]+ people referred had at least one conversation/.exec(await pack()) ?? [];
  const people = Number(engaged.replaceAll(',', ''));
  expect(people).toBeGreaterThan(0);
  expect(await pack('&amount=%C2%A342%2C000')).toContain(`£${Math.round(42_000 / people)} for each person who had at least one conversation`);
  expect(await pack()).not.toContain('for each person');
  const wrong = await hub.get('elspeth', at('&amount=much'));
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('Write an amount in whole pounds');
});
test('carries what the newest frozen return has to say', async () => {
  await hub.post('elspeth', '/app/figures/return', { area: glasgow, period: '2026-Q3', commentary: 'Two practices <began> in August.' });
  expect(await pack()).toContain('Two practices &lt;began&gt; in August.');
});
test('is for managers of the area alone', async () => {
  for (const as of ['fraser', 'nadia', 'catriona'] as const) expect((await hub.get(as, at())).status, as).toBe(404);
});
