/** A manager reads a quarter, publishes it, and prints the report for funders; anybody opens the public page. */
import { beforeAll, describe, expect, test } from 'vitest';
import { monthsIn } from '#insight/disclosure/grid';
import { hubTables } from '#local/hub-tables';
import type { LocalDate } from '#platform/types';
import { openBrowser, type Page } from '#test/browser';
import { inspect } from '#test/browser-inspect';
import { walksByKeyboard } from '#test/browser-keyboard';
import { printed } from '#test/browser-pictures';
import { hub, onboardedHub, openHub, signIn } from '#test/demo-hub';
import { glasgow } from '#test/figures-hub';
import { monthOf, sizes } from '#test/public-hub';
import { defaultPeriod } from '#web/figures/periods';

const browser = openBrowser();
openHub(onboardedHub);
const quarter = defaultPeriod(new Date().toISOString().slice(0, 10) as LocalDate);
const filled = monthsIn(quarter).flatMap((month, n) => Object.entries(sizes).flatMap(([practice, size], k) => monthOf(month, practice, size, n * 5 + k)));

describe('publishing', { timeout: 120_000 }, () => {
  let page: Page;
  beforeAll(async () => {
    const { work, close } = hubTables(hub);
    await work.putAll(filled);
    close();
    page = await browser.newPage();
    await signIn(page, hub, 'Elspeth Munro');
  });

  test('a quarter is read first and then published', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Publish a quarter for everybody' }).click();
    await expect.poll(() => page.getByText('numbers are hidden (c)').count()).toBe(1);
    await inspect(page, 'publish');
    await walksByKeyboard(page);
    await page.getByText('I have read it, and whoever').click();
    await page.getByRole('button', { name: 'Publish for everybody' }).click();
    await expect.poll(() => page.getByText('It stays as it is, whatever is counted later').count()).toBe(1);
    await inspect(page, 'published-notice');
  });
  test('anybody reads it without an account, on a small telephone too', async () => {
    const outside = await browser.newPage();
    const answer = await outside.goto(`${hub.url}/figures/${glasgow}/${quarter}`);
    expect(answer?.status()).toBe(200);
    expect((await answer?.body())?.length).toBeLessThan(30_000);
    await expect.poll(() => outside.getByText('What c means').count()).toBe(1);
    await inspect(outside, 'public-figures');
    await walksByKeyboard(outside);
    await outside.getByRole('link', { name: 'Other quarters' }).click();
    await inspect(outside, 'public-quarters');
    expect((await outside.goto(`${hub.url}/figures/${glasgow}/2019-Q1`))?.status()).toBe(404);
    await inspect(outside, 'public-missing');
  });
  test('what is taken along leads to files of three kinds', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Take all figures with you' }).click();
    await inspect(page, 'export');
    for (const name of ['A table for spreadsheets (CSV)', 'For programs (JSON)', 'For health systems (FHIR R4: MeasureReports with their Measures)']) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      expect(download.suggestedFilename()).toContain(`figures-${glasgow}-${quarter}-inside.`);
    }
  });
  test('who published and who took figures along is listed for the manager', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Who looked at figures' }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'Took a file' }).count()).toBe(3);
    await expect.poll(() => page.getByRole('cell', { name: 'Published' }).count()).toBe(1);
    await inspect(page, 'looked-at-figures');
    await walksByKeyboard(page);
  });
  test('the report for funders comes out of the printer', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Report for funders' }).click();
    await page.getByLabel('What the quarter cost, in pounds').fill('42000');
    await page.getByRole('button', { name: 'Work it out' }).click();
    await expect.poll(() => page.getByText('for each person who had at least one conversation').count()).toBe(1);
    await inspect(page, 'pack');
    const { sheets, text } = await printed(page, 'pack');
    console.log(`the report for funders has ${sheets} sheets`);
    expect(sheets).toBeLessThanOrEqual(5);
    for (const said of ['referrals came in', 'had at least one conversation', 'for each person who had', 'What c means']) expect(text).toContain(said);
    for (const screen of ['Work it out', 'Print it']) expect(text).not.toContain(screen);
  });
});
