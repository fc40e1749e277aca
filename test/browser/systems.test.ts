/** A manager looks after an organisation's system in a real browser, through the whole hub: a test message, a new address that is checked, a key. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openDemoCast } from '#local/demo-cast';
import { onboardDemo } from '#local/demo-clients';
import { type Listener, listen } from '#local/demo-listener';
import { openBrowser, type Page } from '#test/browser';
import { inspect } from '#test/browser-inspect';
import { bareHub, hub, openHub } from '#test/demo-hub';

const browser = openBrowser();
openHub(bareHub);
let [old, young]: [Listener?, Listener?] = [];
beforeAll(async () => {
  const { others } = openDemoCast(hub.folder).endpointSecrets;
  [old, young] = [await listen(others), await listen(others)];
  await onboardDemo(hub, { others: old.url });
});

describe('the system of an organisation', () => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ script: false });
    await page.goto(`${hub.url}/app/start`);
    await page.getByRole('button', { name: 'Elspeth Munro' }).click();
    await page.getByRole('link', { name: 'Systems', exact: true }).click();
    expect(page.url()).toBe(`${hub.url}/app/systems`);
  });
  const says = (text: string) => expect.poll(() => page.getByText(text).count()).toBeGreaterThan(0);

  test('is found in the list, and both pages are light, fit a small telephone, and axe finds nothing', async () => {
    await inspect(page, 'systems');
    await page.getByRole('row').filter({ hasText: 'Connected' }).getByRole('link').first().click();
    await inspect(page, 'system');
  });
  test('takes a test message', async () => {
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await says('The test message was taken. It said: status-204.');
  });
  test('moves to another address once that was checked and confirmed', async () => {
    await page.getByLabel('New address').fill(young?.url ?? '');
    await page.getByRole('button', { name: 'Propose this address' }).click();
    await page.getByRole('button', { name: 'Check the address' }).click();
    await says('The address passed the check.');
    await inspect(page, 'system-checked');
    await page.getByRole('button', { name: 'Use it from now on' }).click();
    await says('Messages go to the new address from now on.');
    await page.getByRole('button', { name: 'Send a test message' }).click();
    await says('The test message was taken. It said: status-204.');
  });
  test('gets a second key, shown once', async () => {
    await page.getByRole('button', { name: 'New key for what the hub sends' }).click();
    await says('whsec_');
    await inspect(page, 'system-key');
    await page.getByRole('link', { name: 'I have handed it over' }).click();
    expect(await page.getByText('whsec_').count()).toBe(0);
  });
  test('is paused and goes on', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await says('Paused.');
    await page.getByRole('button', { name: 'Go on, and send what waits' }).click();
    await says('On again. What waited is on its way.');
  });
});
