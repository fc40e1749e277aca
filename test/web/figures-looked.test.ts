/** Who looked at figures as they are, took them along or published them, is noted, and shown to the manager of the area. */
import { beforeEach, expect, test } from 'vitest';
import { lookedIn } from '#insight/looked-store';
import { glasgow } from '#test/figures-hub';
import { type PublicHub, publicHub } from '#test/public-hub';
import { edinburgh } from '#test/set-up-hub';

const path = '/app/figures/looked';
let hub: PublicHub;
beforeEach(async () => {
  hub = await publicHub();
});
const month = () => hub.now().slice(0, 7);
const notes = async (area: string = glasgow) => {
  const found = await lookedIn(hub.access, area, month(), hub.now());
  return found.map(({ user, did, what, practice, period }) => [user, did, what, practice ?? 'all', period].join(' '));
};

test('a question, the tables of many, and files are noted once each, with who, which practice and which time', async () => {
  await hub.get('elspeth', '/app/figures/firstContact?practice=birchtree&period=2026-Q3');
  await hub.get('elspeth', '/app/figures/firstContact/csv?period=2026-08');
  await hub.get('catriona', '/app/figures/equity?practice=birchtree&period=2026-Q3');
  await hub.get('nadia', '/app/figures/received?period=2026-Q3');
  await hub.get('elspeth', '/app/figures/return?period=2026-Q3');
  await hub.get('elspeth', `/app/figures/export?area=${glasgow}&period=2026-Q3`);
  await hub.get('elspeth', `/app/figures/export/json?area=${glasgow}&period=2026-Q3`);
  expect((await notes()).sort()).toEqual([
    'catriona looked equity birchtree 2026-Q3',
    'elspeth looked firstContact birchtree 2026-Q3',
    'elspeth looked inside all 2026-Q3',
    'elspeth looked return all 2026-Q3',
    'elspeth took firstContact all 2026-08',
    'elspeth took inside all 2026-Q3',
    'nadia looked received birchtree 2026-Q3',
  ]);
  expect(await notes(edinburgh)).toEqual([]);
});
test('pages without figures, with protected ones alone, or not theirs, are not noted', async () => {
  for (const at of [
    '/app/figures?period=2026-Q3',
    '/app/figures/known',
    path,
    `/app/figures/publish?area=${glasgow}&period=2026-Q3`,
    `/app/figures/pack?area=${glasgow}&period=2026-Q3`,
    `/app/figures/export?area=${glasgow}&period=2026-Q3&tier=programme`,
    '/app/figures/nothing?period=2026-Q3',
  ])
    await hub.get('elspeth', at);
  await hub.get('catriona', '/app/figures/firstContact?practice=invented-north&period=2026-Q3');
  expect(await notes()).toEqual([]);
});
test('publishing is noted when it was done, and a file for funders when it was taken', async () => {
  const form = { area: glasgow, period: '2026-Q3', agreed: 'yes' };
  await hub.post('elspeth', '/app/figures/publish', form);
  await hub.post('elspeth', '/app/figures/publish', form);
  await hub.get('elspeth', `/app/figures/export/csv?area=${glasgow}&period=2026-Q3&tier=programme`);
  expect((await notes()).sort()).toEqual(['elspeth published quarter all 2026-Q3', 'elspeth took programme all 2026-Q3']);
});
test('the manager of the area sees who looked at what, and nobody else does', async () => {
  expect((await hub.get('elspeth', path)).text).toContain('Nobody did in this month.');
  await hub.get('catriona', '/app/figures/firstContact?practice=birchtree&period=2026-Q3');
  await hub.get('elspeth', '/app/figures/received/csv?period=2026-08');
  const { text } = await hub.get('elspeth', path);
  for (const said of ['Catriona Weir', 'How long do people wait', 'Birchtree Practice', 'July to September 2026', 'Took a file', 'All of the area'])
    expect(text, said).toContain(said);
  expect((await hub.get('elspeth', '/app/manage/openings')).text).toContain(`href="${path}"`);
  for (const as of ['catriona', 'nadia'] as const) expect((await hub.get(as, path)).status, as).toBe(404);
  expect((await hub.get('fraser', path)).text).toContain('Nobody did in this month.');
  expect((await hub.get('elspeth', `${path}?month=2020-01`)).status).toBe(404);
});
test('whoever looks is not shown what could not be noted', async () => {
  const { write } = hub.access;
  hub.access.write = async (writes) => (writes.some((one) => 'put' in one && one.put.pk.startsWith('LOOKED')) ? { outcome: 'busy' as never } : write(writes));
  const { status, text } = await hub.get('elspeth', '/app/figures/firstContact?practice=birchtree&period=2026-Q3');
  expect(status).toBe(500);
  expect(text).not.toContain('Half of');
});
