/** A manager reads a quarter, publishes it, and prints the report for funders; anybody opens the public page. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { AreaId, PracticeId } from '#identity/types';
import { monthsIn } from '#insight/disclosure/grid';
import { hubTables } from '#local/hub-tables';
import type { Story } from '#people/story';
import { storyStore } from '#people/story-store';
import type { Instant, LocalDate } from '#platform/types';
import type { PersonId } from '#referral/types';
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

const story: Story = {
  ...{ person: 'p'.repeat(26) as PersonId, practice: 'birchtree' as PracticeId, area: glasgow as AreaId, versionId: 1, by: 'practitioner/catriona-weir' },
  ...{ lastUpdated: '2026-10-01T09:00:00.000Z' as Instant, text: 'I was alone.\nNow I walk on Tuesdays.', quoting: 'unnamed' },
};

describe('publishing', { timeout: 120_000 }, () => {
  let page: Page;
  beforeAll(async () => {
    const { work, referrals, close } = hubTables(hub);
    await work.putAll(filled);
    await storyStore(referrals).write(story, undefined);
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
  test('every figure of each practice is prepared while the page is open, and taken along as one file', async () => {
    await page.getByRole('link', { name: 'Every figure of each practice, month by month' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Prepare it' }).count()).toBe(1);
    await inspect(page, 'everything');
    await walksByKeyboard(page);
    await page.getByRole('button', { name: 'Prepare it' }).click();
    await expect.poll(() => page.getByRole('link', { name: 'Take it with you' }).count()).toBe(1);
    await inspect(page, 'everything-made');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Take it with you' }).click()]);
    expect(download.suggestedFilename()).toBe(`figures-${glasgow}-${quarter}-inside.zip`);
  });
  test('who published and who took figures along is listed for the manager', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Who looked at figures' }).click();
    await expect.poll(() => page.getByRole('cell', { name: 'Took a file' }).count()).toBe(4);
    await expect.poll(() => page.getByRole('cell', { name: 'Published' }).count()).toBe(1);
    await inspect(page, 'looked-at-figures');
    await walksByKeyboard(page);
  });
  test('the report for funders comes out of the printer', async () => {
    await page.goto(`${hub.url}/app/figures`);
    await page.getByRole('link', { name: 'Report for funders' }).click();
    await page.getByRole('link', { name: 'Say what it cost, and choose stories' }).click();
    await expect.poll(() => page.getByLabel('Staff, in pounds').count()).toBe(1);
    await walksByKeyboard(page);
    await page.getByLabel('Staff, in pounds').fill('much');
    await page.getByRole('button', { name: 'Save' }).click();
    await inspect(page, 'pack-inputs-wrong');
    await page.getByLabel('Staff, in pounds').fill('42000');
    await page.getByText('Put it into the report').click();
    await inspect(page, 'pack-inputs');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.getByText('people who had at least one conversation').count()).toBe(1);
    await inspect(page, 'pack');
    const { sheets, text } = await printed(page, 'pack');
    console.log(`the report for funders has ${sheets} sheets`);
    expect(sheets).toBeLessThanOrEqual(5);
    for (const said of [
      'referrals came in',
      'had at least one conversation',
      '£42,000 was spent',
      'Now I walk on Tuesdays',
      'a year was gained for',
      'What c means',
    ])
      expect(text).toContain(said);
    for (const screen of ['Say what it cost', 'Print it']) expect(text).not.toContain(screen);
  });
});
