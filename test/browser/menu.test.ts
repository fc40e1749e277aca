/** The navigation on a small telephone and at a desk: no longer than two lines, and everything in it is within reach. */
import { expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { tabTo } from '#test/browser-keyboard';
import { type DemoPerson, hub, onboardedHub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub(onboardedHub);

/** Of everything that stands in the navigation and is seen: how many different heights it begins at. */
const linesOf = (page: Page): Promise<number> =>
  page
    .locator('nav.hub_navigation :is(a, summary):visible')
    .evaluateAll((shown: { getBoundingClientRect(): { top: number } }[]) => new Set(shown.map((one) => Math.round(one.getBoundingClientRect().top))).size);
const people: DemoPerson[] = ['Catriona Weir', 'Dr Nadia Khan', 'Lorna Petrie', 'Elspeth Munro', 'Morag Innes'];

test.each(people)('what %s always sees of it on a telephone, without script, are at most two lines', async (name) => {
  const page = await browser.newPage({ script: false, width: 320 });
  await signIn(page, hub, name);
  const entries = await page.locator('nav.hub_navigation a').evaluateAll((links: { href: string }[]) => links.map(({ href }) => href));
  expect(entries.length).toBeGreaterThan(0);
  // The entry of the page that is shown is bold, and so wider.
  for (const entry of entries) {
    await page.goto(entry);
    expect(await linesOf(page), entry).toBeLessThanOrEqual(2);
  }
});
test('the rest is behind More, which says that the page shown is in it, and opens by keyboard without script', async () => {
  const page = await browser.newPage({ script: false, width: 320 });
  await signIn(page, hub, 'Elspeth Munro', '/app/systems');
  await page.goto(`${hub.url}/app/systems`);
  expect(await page.locator('nav.hub_navigation [aria-current]:visible').allInnerTexts()).toEqual(['More']);
  expect(await linesOf(page)).toBeLessThanOrEqual(2);
  await page.locator('nav.hub_navigation summary').focus();
  await page.keyboard.press('Enter');
  await tabTo(page, 'link', 'Left unattended');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/app/manage/unattended');
});
test('at a desk nothing of it is folded', async () => {
  const page = await browser.newPage();
  await signIn(page, hub, 'Elspeth Munro', '/app/systems');
  await page.goto(`${hub.url}/app/systems`);
  const nav = page.getByRole('navigation');
  expect(await nav.locator('summary').isVisible()).toBe(false);
  await expect.poll(() => nav.getByRole('link').count()).toBe(9);
  expect(await linesOf(page)).toBe(1);
  await nav.getByRole('link', { name: 'Names shown' }).click();
  await page.waitForURL('**/app/manage/openings');
  expect(await nav.locator('[aria-current=page]').allInnerTexts()).toEqual(['Names shown']);
});
test('a page within a part of the hub marks the part', async () => {
  const page = await browser.newPage();
  await signIn(page, hub, 'Elspeth Munro');
  await page.goto(`${hub.url}/app/figures/equity`);
  expect(await page.locator('nav [aria-current=true]').allInnerTexts()).toEqual(['Figures']);
});
