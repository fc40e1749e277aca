/** A links practitioner's day, in the browser she has. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hub } from '#local/hub';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { demoHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
let hub: Hub;
beforeAll(async () => {
  hub = await demoHub();
});
afterAll(async () => {
  await hub?.stop();
});

describe.each([{ script: true }, { script: false }])('script $script', ({ script }) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ script });
    await signIn(page, hub, 'Catriona Weir');
  });
  const name = (what: string) => (script ? what : `${what}-without-script`);

  test('sees what needs her now, each row saying why', async () => {
    await expect.poll(() => page.title()).toContain('My people');
    await inspect(page, name('caseload'));
  });
  test('triages in two clicks, with nothing typed', async () => {
    await page.goto(`${hub.url}/app/work`);
    const catriona = counted(page);
    await page.getByRole('link', { name: 'Look at it' }).first().waitFor();
    const before = await page.getByRole('link', { name: 'Look at it' }).count();
    await page.getByRole('link', { name: 'Look at it' }).first().click();
    await inspect(page, name('triage'));
    await catriona.clicks('button', 'Accept');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Accepted');
    expect(await page.getByRole('link', { name: 'Look at it' }).count()).toBe(before - 1);
    expect({ clicks: catriona.did().clicks + 1, fields: catriona.did().fields }).toEqual({ clicks: 2, fields: 0 });
  });
});
