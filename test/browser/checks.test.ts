/** What is wrong with a page is found: each check is shown a page with one fault. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page, type PageOptions } from '#test/browser';
import { counted } from '#test/browser-acts';
import { axe } from '#test/browser-axe';
import { tabTo, walksByKeyboard } from '#test/browser-keyboard';
import { fitsSmall } from '#test/browser-layout';
import { printed } from '#test/browser-pictures';
import { isLight } from '#test/browser-weight';
import { type Planted, plantedPages } from './planted-pages.ts';

const browser = openBrowser();
let pages: Awaited<ReturnType<typeof plantedPages>>;
beforeAll(async () => {
  pages = await plantedPages();
});
afterAll(() => pages?.stop());

const shown = async (name: Planted, options?: PageOptions): Promise<Page> => {
  const page = await browser.newPage(options);
  await page.goto(pages.at(name));
  return page;
};

type Check = (page: Page) => Promise<unknown>;
const faults: [Planted, Check, RegExp][] = [
  ['no-name', axe, /button-name: .*[\s\S]*<button><\/button>[\s\S]*aria-label[\s\S]*https:\/\//],
  ['faint', axe, /color-contrast/],
  ['crowded', axe, /target-size/],
  ['wide', fitsSmall, /400 of 320 pixels: <div class="wide">/],
  ['lid', fitsSmall, /stays covered at 400 %/],
  ['no-focus', walksByKeyboard, /focus is not seen on <a href="#one">/],
  ['covered', walksByKeyboard, /focus is covered on <a href="#one">/],
  ['upwards', walksByKeyboard, /goes back up, from <a href="#one">/],
  ['moved', walksByKeyboard, /out of order/],
  ['fine', (page) => tabTo(page, 'link', 'Three', 1000), /one link named Three/],
  ['heavy', isLight, /\d{6} http:/],
];

describe.each([{ script: true }, { script: false }])('with script $script', ({ script }) => {
  test.each(faults)('%s is found', async (name, check, told) => {
    await expect(check(await shown(name, { script }))).rejects.toThrow(told);
  });

  test('a page without a fault passes, and what scrolls within itself is none', async () => {
    for (const name of ['fine', 'wide-within'] as const) {
      const page = await shown(name, { script });
      for (const check of [axe, fitsSmall, isLight, walksByKeyboard]) await check(page);
      expect(page.viewportSize()).toEqual({ width: 1280, height: 800 });
    }
    expect((await printed(await shown('fine', { script }), 'planted')).sheets).toBe(1);
  });

  test('acts are counted', async () => {
    const page = await shown('fine', { script });
    const user = counted(page);
    await user.ticks('Tick');
    await user.types('Name', 'Rory');
    await user.chooses('Need', 'Debt');
    await user.clicks('button', 'Go');
    await user.presses('Tab');
    expect(user.did()).toEqual({ clicks: 5, fields: 1 });
    user.startsAnew();
    expect(user.did()).toEqual({ clicks: 0, fields: 0 });
  });

  test('the keyboard comes to a thing by its name', async () => {
    const page = await shown('fine', { script });
    await tabTo(page, 'button', 'Go');
    await tabTo(page, 'link', /^one$/i);
    expect(await page.locator(':focus').textContent()).toBe('One');
  });

  test('what the page’s policy refuses, what is missing and what leads elsewhere fails a test that does not expect it', async () => {
    const away = /traffic to http:\/\/(192\.0\.2\.1|pixel\.example)\/pixel\.png/;
    await shown('elsewhere', { script, expected: [away] });
    await shown('missing', { script, expected: [/nowhere\.png answered 404/] });
    await shown('inline-style', { script, expected: [/Applying inline style violates/] });
    const page = await shown('leads-away', { script, expected: [/traffic to http:\/\/weather\.example\//] });
    await page.getByRole('link').click();
    await expect.poll(() => page.url()).toBe('chrome-error://chromewebdata/');
  });
});

test('a script that fails, one that the policy refuses and a box that one opens fail a test that does not expect them', async () => {
  await shown('error', { expected: [/a script failed: .*undefinedThing/] });
  await shown('box', { expected: [/a box was opened: hostile/] });
  const page = await shown('inline-script', { expected: [/Executing inline script violates/] });
  expect(await page.evaluate('window.ran')).toBeUndefined();
});
