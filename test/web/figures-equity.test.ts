/** Whether help reaches everybody alike, and what it costs others: the pages of it. All figures are invented. */
import { beforeEach, expect, test } from 'vitest';
import { keys } from '#platform/tables';
import { apart, figuresHub, figuresPages, glasgow, invented, place } from '#test/figures-hub';
import { edinburgh, type TwoAreas } from '#test/set-up-hub';
import { people as callerOf } from '#test/web-hub';

const q3 = 'period=2026-Q3';
const people = (n: number, engaged: number) => ({ 'people.q@05': n, 'engaged.q@05': engaged });
const who = place('2026-07', 'who', 'birchtree', {
  ...apart('ethnicity:white', people(20, 16)),
  ...apart('ethnicity:asian', people(6, 3)),
  ...apart('ethnicity:african', people(4, 1)),
  ...apart('ethnicity:not-said', people(2, 0)),
  ...apart('ethnicity:not-known', people(9, 9)),
  ...apart('interpreter:yes', people(5, 2)),
  ...apart('interpreter:no', people(36, 27)),
});
const asked = { reminded: 5, stopAsked: 1 };
const opted = { 'optOut.permission': 2, 'optOut.stopped': 3 };
const added = [
  who,
  place('2026-09', 'all', 'birchtree', { ...asked, ...opted, sent: 2 }),
  place('2026-09', 'organisation', 'birchtree', apart('organisation:drumgarth', { ...asked, sent: 2 })),
  place('2026-07', 'all', 'rowanbank', { ...people(10, 5), received: 10 }, edinburgh),
];
let hub: TwoAreas;
const { page, said, rows } = figuresPages(() => hub);
beforeEach(async () => {
  Object.assign(callerOf.elspeth.caller, { areas: [glasgow] });
  hub = await figuresHub([...invented, ...added]);
});

test('ethnic groups stand in their fixed order, who would rather not say apart from who was not asked; the gap leaves both out and says its n', async () => {
  const text = await page(`/app/figures/engagement?${q3}&by=ethnicity`);
  expect(rows(text, 'By ethnic group').map(([name, percent, n]) => [name, percent, n])).toEqual([
    ['White', '80', '20'],
    ['Asian, Scottish Asian or British Asian', '50', '6'],
    ['African, Scottish African or British African', '25', '4'],
    ['Would rather not say', '0', '2'],
    ['Not known', '100', '9'],
  ]);
  expect(text).toMatch(
    /40% of people of all other ethnic groups together had .*, and 80% of people of white ethnic groups: 40 points lower \(.*; n 10 and 20\)/,
  );
});
test('the page on everybody alike has ethnic groups and interpreters beside the fifths, and practices for who asks', async () => {
  const text = await page(`/app/figures/equity?${q3}`);
  expect(rows(text, 'By ethnic group')[0]?.[2]).toBe('80% (n 20)');
  expect(rows(text, 'By whether an interpreter is needed')[0]?.[2]).toBe('40% (n 5)');
  expect(text).not.toContain('By practice');
  const [, link = ''] = /href="([^"]*places=yes)"/.exec(text) ?? [];
  const places = await page(link.replaceAll('&amp;', '&'));
  expect(rows(places, 'By practice').map(([name]) => name)).toContain('Birchtree Practice');
  expect(places).not.toContain('By health board');
  expect(await page(`/app/figures/equity?practice=birchtree&places=yes&${q3}`)).not.toContain('By practice');
});
test('areas in several health boards are added up by board', async () => {
  Object.assign(callerOf.elspeth.caller, { areas: [glasgow, edinburgh] });
  const boards = rows(await page(`/app/figures/received?${q3}&by=board`), 'By health board');
  expect(boards).toEqual([
    ['Greater Glasgow and Clyde', '56'],
    ['Lothian', '109'],
  ]);
  expect(rows(await page(`/app/figures/equity?places=yes&${q3}`), 'By health board').map(([name, , engaged]) => [name, engaged])).toEqual([
    ['Greater Glasgow and Clyde', '71.4% (n 28)'],
    ['Lothian', '50% (n 10)'],
  ]);
});
test('what is asked of organisations is said by what it is, for each referral, and organisation by organisation', async () => {
  expect(await said(`/app/figures/burden?${q3}`)).toContain(
    '20 requests were made of organisations. Most often: Onward referrals 14 (70%); Reminders 5 (25%); Requests to stop 1 (5%).',
  );
  expect(await said(`/app/figures/burdenEach?${q3}`)).toContain('1.4 requests for each onward referral (20 requests, 14 onward referrals).');
  expect(rows(await page(`/app/figures/burden?${q3}&by=organisation`), 'By organisation')).toEqual([
    ['Drumgarth Food Pantry', '20'],
    ['gone', '1'],
  ]);
  expect(await said(`/app/figures/burdenEach?period=2025-Q1`)).toContain('No onward referral was sent in this time.');
});
test('who opted out is said of all referrals, and what it was that was not wanted', async () => {
  expect(await said(`/app/figures/optOuts?${q3}`)).toMatch(/5 of 56 referrals were of people who refused or took back a permission, or did not want the help/);
  expect(await said(`/app/figures/optOutsHow?${q3}`)).toContain('Most often: The help 3 (60%); A permission 2 (40%).');
});
test('organisations that cannot be reached are named with why, from what the hub knows already', async () => {
  const broken = '/app/figures/directoryBroken';
  expect(await said(broken)).toContain('2 of 2 organisations cannot be reached at what we have of them');
  expect(await page(broken)).toContain('Drumgarth Food Pantry: no system of its own, and no e-mail address with a PIN');
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const pantry = { id: 'drumgarth', name: 'Drumgarth Food Pantry', area: glasgow, services: [{ id: 'parcels', name: 'Parcels', fields: [] }] };
  const endpoint = { url: 'https://pantry.example/hub', keys: [{ id: 'one', secret }] };
  await hub.onboard({ organisations: [{ ...pantry, endpoint }] });
  expect(await said(broken)).toContain('1 of 2 organisations');
  await hub.ports.subscriptions.work.write([{ put: { pk: keys.endpoint('drumgarth'), sk: keys.endpointHealth, version: 1, failures: 3, wait: 60 } }]);
  expect(await page(broken)).toContain('Drumgarth Food Pantry: its system does not take what is sent');
  await hub.onboard({ organisations: [{ ...pantry, endpoint: { ...endpoint, disabled: true } }] });
  expect(await page(broken)).toContain('Drumgarth Food Pantry: its system is switched off');
  expect((await hub.get('catriona', broken)).status).toBe(404);
});
test('hours count where they were entered, and where nobody said how they are divided that is said', async () => {
  const caseload = '/app/figures/caseload?practice=birchtree';
  const works = (wte: object, practices = ['birchtree', 'thistledown']) =>
    hub.onboard({ practitioners: [{ id: 'catriona-weir', name: 'Catriona Weir', practices, wte: [{ from: '2026-01-01', ...wte }] }] });
  const equal = 'For 1 practitioner who works at several practices nobody has entered how much at which: an equal part of the hours counts at each.';
  await works({ wte: 0.8 });
  const guessed = await page(caseload);
  expect(await said(caseload)).toContain(`(40 open referrals, 0.4 whole-time equivalents). ${equal}`);
  expect(guessed).toContain('<li>Catriona Weir</li>');
  expect((await hub.get('elspeth', '/app/figures/caseload/csv?practice=birchtree')).text).toContain(equal);
  await works({
    wte: 0.8,
    parts: [
      { practice: 'birchtree', wte: 0.5 },
      { practice: 'thistledown', wte: 0.3 },
    ],
  });
  const known = await page(caseload);
  expect(await said(caseload)).toContain('(40 open referrals, 0.5 whole-time equivalents).');
  expect(known).not.toContain('For 1 practitioner');
  expect(known).not.toContain('Catriona Weir');
  await works({ wte: 0.8, parts: [{ practice: 'thistledown', wte: 0.8 }] });
  expect(await page(caseload)).toContain('No hours are entered for the practitioners of these practices');
  expect((await hub.get('elspeth', '/app/manage')).text).toContain('no working hours (WTE) at Birchtree Practice');
});
test('the longest wait is in the table, and quartiles where they say more than a median', async () => {
  expect(rows(await page('/app/figures/waiting'), 'In numbers')).toContainEqual(['Longest', '53']);
  expect(rows(await page(`/app/figures/contactsPerClosed?${q3}`), 'In numbers').map(([name]) => name)).toEqual(
    expect.arrayContaining(['A quarter within', 'Half within', 'Three quarters within', '9 in 10 within']),
  );
});
