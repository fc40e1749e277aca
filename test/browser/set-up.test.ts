/** A programme manager sets up her areas in a real browser, also without script: pages that fit and are for everybody, a list as a file. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { inspect } from '#test/browser-inspect';
import { hub, onboardedHub, openHub } from '#test/demo-hub';

const browser = openBrowser();
openHub(onboardedHub);

const pages = {
  overview: '/app/manage',
  practices: '/app/manage/practices',
  'practice-add': '/app/manage/practices/add',
  practice: '/app/manage/practices/birchtree',
  people: '/app/manage/people',
  'person-add': '/app/manage/people/add',
  person: '/app/manage/people/catriona-weir',
  holidays: '/app/manage/holidays/S12000049',
  settings: '/app/manage/settings/S12000049',
  agreements: '/app/manage/agreements',
  agreement: '/app/manage/agreements/drumgarth',
  import: '/app/manage/import',
};
const list = 'practice;quarter;patients\r\nbirchtree;01/10/2026;5123\r\n';
const file = (text: string) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.each([{ script: true }, { script: false }])('script $script', ({ script }) => {
  const named = (name: string) => `set-up-${name}${script ? '' : '-without-script'}`;
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ script });
    await page.goto(`${hub.url}/app/start`);
    await page.getByRole('button', { name: 'Elspeth Munro' }).click();
    await page.getByRole('link', { name: 'Set up', exact: true }).click();
    expect(page.url()).toBe(`${hub.url}/app/manage`);
  });

  test.each(Object.entries(pages))('%s is light, fits a small telephone, and axe finds nothing', async (name, path) => {
    expect((await page.goto(`${hub.url}${path}`))?.status()).toBe(200);
    await inspect(page, named(name));
  });

  test('what is filled in wrongly is led to by its fault', async () => {
    await page.goto(`${hub.url}/app/manage/practices/add`);
    await page.getByLabel('Name of the practice').fill('Willow <script>alert(1)</script>');
    await page.getByRole('button', { name: 'Save' }).click();
    await inspect(page, named('practice-faults'));
    await page.getByRole('link', { name: 'Short name in the hub: Fill this in' }).click();
    expect(page.url()).toMatch(/#id$/);
  });

  test('a list as a file is told wrong by line and column, mended, looked at and brought in', async () => {
    await page.goto(`${hub.url}/app/manage/import`);
    await page.getByText('List sizes', { exact: true }).first().click();
    await page.getByLabel('Or choose a file (CSV)').setInputFiles(file(list.replace('5123', 'many')));
    await page.getByRole('button', { name: 'Check it' }).click();
    await expect.poll(() => page.getByRole('row').filter({ hasText: 'Write a whole number' }).count()).toBe(1);
    await inspect(page, named('import-faults'));
    await page.getByLabel('Or choose a file (CSV)').setInputFiles(file(list.replace('5123', script ? '5123' : '5124')));
    await page.getByRole('button', { name: 'Check it' }).click();
    await inspect(page, named('import-review'));
    await page.getByRole('button', { name: 'Bring it in' }).click();
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('The import is done');
    await inspect(page, named('import-done'));
    await page.goto(`${hub.url}/app/manage/practices`);
    expect(await page.getByRole('row').filter({ hasText: 'Birchtree' }).textContent()).toContain(script ? '5123' : '5124');
  });

  test('who works at two practices has hours at each, and the fields fit', async () => {
    await page.goto(`${hub.url}${pages.person}`);
    await page.getByRole('checkbox', { name: 'Thistledown Practice' }).setChecked(true, { force: true });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('textbox', { name: 'Birchtree Practice' }).fill('0.5');
    await page.getByRole('button', { name: 'Save the hours' }).click();
    await inspect(page, named('hours-faults'));
    await page.getByRole('link', { name: /^Thistledown Practice: Write a part of a full week/ }).click();
    expect(page.url()).toMatch(/#wte-thistledown$/);
    await page.getByRole('textbox', { name: 'Thistledown Practice' }).fill('0.2');
    await page.getByRole('textbox', { name: 'Day' }).fill('1');
    await page.getByRole('textbox', { name: 'Month' }).fill(script ? '5' : '6');
    await page.getByRole('textbox', { name: 'Year' }).fill('2026');
    await page.getByRole('button', { name: 'Save the hours' }).click();
    const held = `0.7 (Birchtree Practice 0.5, Thistledown Practice 0.2), from 1 ${script ? 'May' : 'June'}`;
    await expect.poll(() => page.getByText(held).count()).toBe(1);
    await inspect(page, named('hours'));
  });
});
