/** A manager asks the figures in a real browser: two clicks and one field to an answer, by keyboard too; and freezes a quarter. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Tally } from '#insight/counted/tally';
import { monthsIn } from '#insight/disclosure/grid';
import { hubTables } from '#local/hub-tables';
import type { LocalDate } from '#platform/types';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { tabTo, walksByKeyboard } from '#test/browser-keyboard';
import { printed } from '#test/browser-pictures';
import { hub, onboardedHub, openHub, signIn } from '#test/demo-hub';
import { apart, place } from '#test/figures-hub';
import { defaultPeriod, monthsUntil } from '#web/figures/periods';

const browser = openBrowser();
openHub(onboardedHub);
const quarter = defaultPeriod(new Date().toISOString().slice(0, 10) as LocalDate);
const months = monthsUntil(monthsIn(quarter).at(-1) ?? '', 24);

/** Of the month `n`; from the 14th on people wait less. */
const month = (n: number, size: number): Tally => {
  const days = n < 14 ? [4, 11, 26] : [2, 6, 15];
  const times = (prefix: string, by: number) => Object.fromEntries(days.map((day, k) => [`${prefix}.${Math.round((day + (n % 3)) * by)}`, size - k]));
  const cohort = {
    received: size * 3,
    'people.q@05': size * 3,
    'engaged.q@05': size * 2,
    'sustained.q@05': size,
    'referredOn.q@05': size,
    'planned.q@05': size,
  };
  return {
    ...cohort,
    ...times('wait', 1),
    ...times('worked', 0.7),
    waiting: 3,
    endedWaiting: 1,
    'source.gp-system': size * 2,
    'source.self': size,
    sent: size,
    accepted: size - 4,
    declined: 3,
  };
};
const fifths = (n: number): Tally => Object.assign({}, ...[1, 2, 3, 4, 5].map((fifth) => apart(`simd:${fifth}`, month(n, 8 + fifth))));
const organisations: Tally = Object.assign(
  {},
  ...Array.from({ length: 14 }, (_, n) =>
    apart(`organisation:invented-${n}`, { sent: 30, accepted: n === 3 ? 6 : 20, declined: 6 + (n % 3), 'hours.150': 20 }),
  ),
);
const filled = months.flatMap((name, n) => [
  place(name, 'all', 'birchtree', month(n, 12)),
  place(name, 'all', 'thistledown', month(n, 9)),
  place(name, 'simd', 'birchtree', fifths(n)),
  place(name, 'organisation', 'birchtree', organisations),
]);

describe('the figures', { timeout: 120_000 }, () => {
  let page: Page;
  beforeAll(async () => {
    const { work, close } = hubTables(hub);
    await work.putAll(filled);
    close();
    page = await browser.newPage();
    await signIn(page, hub, 'Elspeth Munro');
  });

  test('how long people wait in a practice takes two clicks and one field', async () => {
    const elspeth = counted(page);
    await elspeth.clicks('link', 'Figures');
    await inspect(page, 'figures');
    await page.getByLabel('Practice').selectOption({ label: 'Birchtree Practice' });
    await elspeth.clicks('button', 'How long do people wait for a first conversation?');
    expect(elspeth.did()).toEqual({ clicks: 2, fields: 0 });
    expect(page.url()).toContain(`/app/figures/firstContact?practice=birchtree&period=${quarter}`);
    expect(await page.locator('#answer').innerText()).toMatch(
      /Birchtree Practice, .* Half of \d+ referrals led to a first conversation within \d+ days; 1 in 10 waited \d+ or more; 9 still wait\./,
    );
    await inspect(page, 'figures-wait');
    expect(await page.getByText('a shift: six or more in a row').count()).toBeGreaterThan(0);
  });
  test('is told apart by deprivation, with n', async () => {
    await page.getByLabel('Told apart by').selectOption({ label: 'By fifth of deprivation' });
    await page.getByRole('button', { name: 'Show' }).click();
    await expect.poll(() => page.getByText('of people from the most deprived fifth led to a first conversation within').count()).toBe(1);
    await inspect(page, 'figures-wait-by-fifth');
  });
  test('takes the keyboard alone', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await walksByKeyboard(page);
    await page.goto(`${hub.url}/app/figures`);
    await tabTo(page, 'button', 'How many of the people referred do we come to speak with?');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#answer').count()).toBe(1);
    await inspect(page, 'figures-engagement');
    await walksByKeyboard(page);
  });
  test.each(['Does it reach everybody alike?', 'How does each organisation answer?', 'What do people say nine months later?'])('%s', async (question) => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: question }).click();
    await expect.poll(() => page.locator('h1').innerText()).toBe(question);
    await inspect(
      page,
      `figures-${question
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, '-')
        .replace(/-$/, '')}`,
    );
  });
  test('a practitioner asks the figures of her own practice', async () => {
    const hers = await browser.newPage();
    await signIn(hers, hub, 'Catriona Weir');
    await hers.getByRole('link', { name: 'Figures', exact: true }).click();
    await inspect(hers, 'figures-practitioner');
    await hers.getByRole('button', { name: 'Who is still waiting for a first conversation?' }).click();
    await expect.poll(() => hers.locator('#answer').count()).toBe(1);
    expect(await hers.locator('#answer').innerText()).toContain('Birchtree Practice');
    await hers.close();
  });
  test('a quarter is frozen, read and printed', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Quarterly return' }).click();
    await inspect(page, 'figures-return');
    await page.getByLabel('What there is to say to it').fill('We began to phone people in the evening.');
    await page.getByRole('button', { name: 'Freeze the return' }).click();
    await expect.poll(() => page.getByText('It stays as it is').count()).toBe(1);
    await inspect(page, 'figures-frozen');
    expect((await printed(page, 'figures-frozen')).text).toContain('We began to phone people in the evening.');
  });
});
