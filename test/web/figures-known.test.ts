/** Figures of a past day: asked for, counted by the clock, looked at like any others, and never mixed with those that stand. */
import { beforeEach, expect, test } from 'vitest';
import { setAsAt } from '#insight/counts';
import { askedSet } from '#insight/sets-store';
import { keys } from '#platform/tables';
import type { LocalDate } from '#platform/types';
import { figuresHub, figuresPages, glasgow } from '#test/figures-hub';
import type { TwoAreas } from '#test/set-up-hub';

const day = '2026-09-30' as LocalDate;
const asked = { 'day-day': '30', 'day-month': '9', 'day-year': '2026' };
let hub: TwoAreas;
const { page, said } = figuresPages(() => hub);
beforeEach(async () => {
  hub = await figuresHub();
});
const made = async () => {
  const { work: table } = hub.ports.subscriptions;
  const item = await table.get(keys.figuresAsked(setAsAt(day), glasgow, day));
  if (!item) throw new Error('it was not asked for');
  const cell = { ...keys.figuresOf(setAsAt(day), glasgow, '2026-07', 'all', 'birchtree'), received: 17 };
  await table.putAll([{ ...item, done: '2026-11-27T10:00:00.000Z' }, cell]);
};

test('are asked for by a manager, wait for the clock, and are then looked at', async () => {
  expect(await page('/app/figures')).toContain('/app/figures/known');
  const answer = await hub.post('elspeth', '/app/figures/known', asked);
  expect([answer.status, answer.headers.location]).toEqual([303, '/app/figures/known']);
  expect(await page('/app/figures/known')).toContain('30 September: being counted');
  expect((await hub.get('elspeth', `/app/figures/received?period=2026-Q3&asAt=${day}`)).status).toBe(404);
  await made();
  expect(await page('/app/figures/known')).toContain(`asAt=${day}`);
  expect(await said(`/app/figures/received?practice=birchtree&period=2026-Q3&asAt=${day}`)).toContain('17');
  const text = await page(`/app/figures/received?practice=birchtree&period=2026-Q3&asAt=${day}`);
  expect(text).toContain('As it was known on');
  expect(text).toContain(`<input type="hidden" name="asAt" value="${day}">`);
  expect(await said('/app/figures/received?practice=birchtree&period=2026-Q3')).toContain('50');
});

test.each([
  [{ 'day-day': '', 'day-month': '', 'day-year': '' }],
  [{ 'day-day': '31', 'day-month': '2', 'day-year': '2026' }],
  [{ 'day-day': '1', 'day-month': '1', 'day-year': '2031' }],
  [{ 'day-day': '1', 'day-month': '1', 'day-year': '1999' }],
])('of %j are not taken, and what was typed stays', async (form) => {
  const { status, text } = await hub.post('elspeth', '/app/figures/known', form);
  expect(status).toBe(422);
  expect(text).toContain(`value="${form['day-day']}"`);
  expect(await askedSet(hub.ports.subscriptions.work, glasgow, day)).toBeUndefined();
});

test.each(['catriona', 'nadia', 'nobody'] as const)('are not asked for by %s', async (who) => {
  const { status } = await hub.post(who as never, '/app/figures/known', asked);
  expect(status).toBeGreaterThanOrEqual(who === 'nobody' ? 303 : 404);
  expect(await askedSet(hub.ports.subscriptions.work, glasgow, day)).toBeUndefined();
});
