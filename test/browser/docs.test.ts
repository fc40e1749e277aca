/** The page that explains the hub to an organisation's own developer, in the browser they read it in. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { tabTo, walksByKeyboard } from '#test/browser-keyboard';
import { printed } from '#test/browser-pictures';
import { bareHub, hub, openHub } from '#test/demo-hub';

const browser = openBrowser();
openHub(bareHub);

describe.each([{ script: true }, { script: false }])('/docs, script $script', ({ script }) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ script });
    expect((await page.goto(`${hub.url}/docs`))?.status()).toBe(200);
  });

  test('is light, fits a small telephone, and axe finds nothing', async () => {
    await inspect(page, script ? 'docs' : 'docs-without-script');
  });

  test('is walked through by keyboard, and its contents lead to its parts', async () => {
    expect(await walksByKeyboard(page)).toBeGreaterThan(10);
    await tabTo(page, 'link', 'Answers');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toBe(`${hub.url}/docs#answers`);
    await expect
      .poll(() =>
        page
          .getByRole('heading', { name: 'Answers', exact: true })
          .boundingBox()
          .then((box) => box?.y ?? -1),
      )
      .toBeLessThan(100);
  });

  test('leads on in one click', async () => {
    const developer = counted(page);
    await developer.clicks('link', 'OpenAPI');
    await expect.poll(() => page.url()).toBe(`${hub.url}/openapi.json`);
    expect(developer.did()).toEqual({ clicks: 1, fields: 0 });
    await page.goBack();
  });

  test('can be printed', async () => {
    const { sheets, text } = await printed(page, 'docs');
    expect(text).toContain('Verify the signature');
    expect(sheets).toBeLessThan(40);
  });
});
