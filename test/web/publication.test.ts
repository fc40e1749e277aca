/** What is published of a quarter: looked at first, published once, and read by anybody. */
import { beforeAll, expect, test } from 'vitest';
import { glasgow } from '#test/figures-hub';
import { type PublicHub, publicHub } from '#test/public-hub';

const path = '/app/figures/publish';
const of = (quarter: string) => `?area=${glasgow}&period=${quarter}`;
let hub: PublicHub;
beforeAll(async () => {
  hub = await publicHub();
});
const publishes = (as: 'elspeth' | 'fraser' | 'catriona' | 'nadia', more = {}) =>
  hub.post(as, path, { area: glasgow, period: '2026-Q3', agreed: 'yes', ...more });

test('a manager sees first what everybody would see, and how much of it is hidden', async () => {
  const { status, text } = await hub.get('elspeth', `${path}${of('2026-Q3')}`);
  expect(status).toBe(200);
  expect(text).toMatch(/\d+ of \d+ numbers are hidden \(c\)\./);
  for (const said of ['Referrals by practice and fifth of deprivation', 'Birchtree Practice', 'What c means']) expect(text).toContain(said);
});
test('nothing is there for anybody before it is published, and it all looks alike', async () => {
  const all = await Promise.all(
    [`/figures/${glasgow}/2026-Q3`, `/figures/${glasgow}`, '/figures/nowhere/2026-Q3', `/figures/${glasgow}/2026-Q3.csv`, '/figures/x/y/z'].map((at) =>
      hub.anybody(at),
    ),
  );
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([404]));
  expect(new Set(all.map(({ text }) => text)).size).toBe(1);
});
test('only a manager of the area publishes, only what is over, and only having said that it was read', async () => {
  for (const as of ['fraser', 'catriona', 'nadia'] as const) {
    expect((await publishes(as)).status, as).toBe(404);
    expect((await hub.get(as, `${path}${of('2026-Q3')}`)).status, as).toBe(404);
  }
  const unread = await publishes('elspeth', { agreed: '' });
  expect(unread.status).toBe(422);
  expect(unread.text).toContain('Say that you have read it and that the rules are agreed');
  expect((await publishes('elspeth', { period: '2026-Q4' })).status).toBe(409);
  expect((await hub.get('elspeth', `${path}${of('2026-Q4')}`)).text).toContain('This quarter is not over.');
  expect((await publishes('elspeth', { period: '2026' })).status).toBe(404);
  expect((await hub.anybody(`/figures/${glasgow}`)).status).toBe(404);
});
test('published, anybody reads it, in the page and as files, without signing in', async () => {
  expect((await publishes('elspeth')).location).toBe(`${path}${of('2026-Q3')}&did=published`);
  const page = await hub.anybody(`/figures/${glasgow}/2026-Q3`);
  expect(page.status).toBe(200);
  for (const said of [
    'July to September 2026',
    'referrals came in',
    'What c means',
    'rounded to the nearest 5',
    'version 3 of the definitions',
    '<title',
    '>c</td>',
  ])
    expect(page.text).toContain(said);
  expect(page.text).not.toContain('<script');
  console.log(`the public page has ${page.text.length} bytes`);
  expect(page.text.length).toBeLessThan(30_000);
  const csv = await hub.anybody(`/figures/${glasgow}/2026-Q3.csv`);
  expect(csv.text).toContain('# tier,public');
  expect(JSON.parse((await hub.anybody(`/figures/${glasgow}/2026-Q3.json`)).text)).toMatchObject({ area: glasgow, period: '2026-Q3', tier: 'public' });
  expect((await hub.anybody(`/figures/${glasgow}`)).text).toContain(`href="/figures/${glasgow}/2026-Q3"`);
});
test('it may be kept by browsers and caches, which ask later whether it is the same', async () => {
  const { headers } = await hub.anybody(`/figures/${glasgow}/2026-Q3`);
  expect(headers['cache-control']).toBe('public, max-age=300');
  const again = await hub.anybody(`/figures/${glasgow}/2026-Q3`, { 'if-none-match': headers.etag ?? '' });
  expect([again.status, again.text]).toEqual([304, '']);
});
test('a quarter is published once, and stays as it was whatever is counted later', async () => {
  const before = await hub.anybody(`/figures/${glasgow}/2026-Q3`);
  await hub.count({ birchtree: 400 });
  expect((await publishes('elspeth')).text).toContain('This quarter is published.');
  expect((await hub.anybody(`/figures/${glasgow}/2026-Q3`)).text).toBe(before.text);
  const items = (await hub.ports.subscriptions.work.query({ pk: `PUBLISHED#${glasgow}` })).items;
  expect(items).toHaveLength(1);
});
test('the page says whom to ask: in general until the manager enters the office of the programme, which is checked', async () => {
  const settings = `/app/manage/settings/${glasgow}`;
  const preview = `${path}${of('2026-Q2')}`;
  expect((await hub.anybody(`/figures/${glasgow}/2026-Q3`)).text).toContain('or a links practitioner at your practice');
  const lacking = (await hub.get('elspeth', preview)).text;
  expect(lacking).toContain('names nobody to ask');
  expect(lacking).toContain(`href="${settings}#office"`);
  const wrong = await hub.post('elspeth', settings, { do: 'contact', contactMail: 'the office', contactPhone: 'ring us' });
  expect(wrong.status).toBe(422);
  for (const said of ['Write an e-mail address', 'in digits and spaces']) expect(wrong.text).toContain(said);
  expect((await hub.post('fraser', settings, { do: 'contact', contactMail: 'a@b.example', contactPhone: '' })).status).toBe(404);
  const right = { do: 'contact', contactMail: 'links@glasgow.example', contactPhone: '0141 496 0000' };
  expect((await hub.post('elspeth', settings, right)).location).toBe(`${settings}?did=saved`);
  expect((await hub.get('elspeth', settings)).text).toContain('value="links@glasgow.example"');
  const { text } = await hub.anybody(`/figures/${glasgow}/2026-Q3`);
  expect(text).toContain('<a href="mailto:links@glasgow.example">links@glasgow.example</a>, <a href="tel:01414960000">0141 496 0000</a>.');
  expect(text).not.toContain('or a links practitioner at your practice');
  expect((await hub.get('elspeth', preview)).text).not.toContain('names nobody to ask');
  await hub.post('elspeth', settings, { do: 'contact', contactMail: '', contactPhone: '' });
  expect((await hub.anybody(`/figures/${glasgow}/2026-Q3`)).text).toContain('or a links practitioner at your practice');
});
