/** That a complaint came in: its day and what it is about, counted by the manager of the area, and nothing of anybody. */
import { beforeEach, expect, test } from 'vitest';
import { complaintsIn } from '#insight/complaints-store';
import { figuresHub, figuresPages, glasgow } from '#test/figures-hub';
import { dayFields, edinburgh, type TwoAreas } from '#test/set-up-hub';
import { hiddenIn } from '#test/web-people';

const path = '/app/figures/complaint';
let hub: TwoAreas;
const { page, said } = figuresPages(() => hub);
const kept = () => complaintsIn(hub.access, glasgow, '2026-01-01', '2026-12-31');
const write = (form: Record<string, string>) => hub.post('elspeth', path, { area: glasgow, once: '0a1b2c3d', ...form });
beforeEach(async () => {
  hub = await figuresHub();
});

test('is written down once, however often the form is sent, and counted by the day on which it came in', async () => {
  expect(await page(path)).toContain('None.');
  for (let sent = 0; sent < 2; sent += 1) expect(await write({ ...dayFields('day', '2026-07-14'), kind: 'waiting' })).toMatchObject({ status: 303 });
  await write({ ...dayFields('day', '2026-07-31'), kind: 'waiting', once: '0a1b2c3e' });
  await write({ ...dayFields('day', '2026-10-01'), kind: 'organisation', once: '0a1b2c3f' });
  expect(await kept()).toHaveLength(3);
  expect(await said('/app/figures/complaints?period=2026-Q3')).toContain('2 complaints came in. Most often: How long it took 2 (100%).');
  expect(await said('/app/figures/complaints?period=2026')).toContain(
    '3 complaints came in. Most often: How long it took 2 (66.7%); An organisation they were',
  );
  expect(await page('/app/figures/complaints?period=2026')).toContain(`href="${path}"`);
});
test('written down by mistake it is struck out, stays to be seen, and counts nowhere', async () => {
  await write({ ...dayFields('day', '2026-07-14'), kind: 'treatment' });
  const strike = hiddenIn(await page(path), 'strike');
  for (let sent = 0; sent < 2; sent += 1) expect(await write({ strike, day: '2026-07-14' })).toMatchObject({ status: 303 });
  expect(await page(path)).toContain('(by mistake, not counted)');
  expect(await said('/app/figures/complaints?period=2026-Q3')).toContain('None in this time.');
  expect((await write({ strike: 'zzzzzzzz', day: '2026-07-14' })).status).toBe(404);
  expect(await kept()).toMatchObject([{ struck: { by: 'elspeth' } }]);
});
test.each([
  [{}, ['day', 'kind']],
  [{ ...dayFields('day', '2026-02-30'), kind: 'waiting' }, ['day']],
  [{ ...dayFields('day', '2031-01-01'), kind: 'waiting' }, ['day']],
  [{ ...dayFields('day', '2024-01-01'), kind: 'waiting' }, ['day']],
  [{ ...dayFields('day', '2026-07-14'), kind: '<script>' }, ['kind']],
])('of %j nothing is kept, and what is wrong stands at its field', async (form, fields) => {
  const { status, text } = await write(form as Record<string, string>);
  expect([status, fields.every((field) => text.includes(`id="${field}-fault"`)), text.includes('<script>')]).toEqual([422, true, false]);
  expect(await kept()).toEqual([]);
});
test('is for the manager of its area alone', async () => {
  const form = { ...dayFields('day', '2026-07-14'), kind: 'waiting' };
  for (const who of ['catriona', 'nadia', 'jamal'] as const) {
    expect([(await hub.get(who, path)).status, (await hub.post(who, path, { area: glasgow, ...form })).status], who).toEqual([404, 404]);
  }
  expect((await hub.post('fraser', path, { area: glasgow, ...form })).status).toBe(404);
  expect((await write({ ...form, area: edinburgh })).status).toBe(404);
  await write(form);
  expect((await hub.get('fraser', path)).text).not.toContain('14 July');
  expect(await kept()).toHaveLength(1);
});
