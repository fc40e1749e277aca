/** The page that explains the hub to an organisation's own developer, in the browser they read it in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Hub, startHub } from '#local/hub';
import { openBrowser } from '#test/browser';
import { axe } from '#test/browser-axe';

const browser = openBrowser();
let hub: Hub;
beforeAll(async () => {
  hub = await startHub({ port: 0 });
});
afterAll(async () => {
  await hub?.stop();
});

describe.each([
  { script: true, width: 1280 as const },
  { script: false, width: 1280 as const },
  { script: true, width: 320 as const },
])('/docs, script $script, $width pixels', (options) => {
  test('axe finds nothing', async () => {
    const page = await browser.newPage(options);
    expect((await page.goto(`${hub.url}/docs`))?.status()).toBe(200);
    await axe(page);
  });
});
