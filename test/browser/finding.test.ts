/** Finding help for somebody and referring on, in the browser a practitioner has: how many pages, clicks and seconds it takes. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();
beforeAll(async () => {
  await hub.runSchedule('aliss');
});

const most = { pages: 3, clicks: 8, seconds: 90 };
describe.each([
  { script: true, who: 'MacAskill, Effie' },
  { script: false, who: 'Lumsden, Kirsty' },
])('script $script', ({ script, who }) => {
  let page: Page;
  const name = (what: string) => (script ? what : `${what}-without-script`);
  const status = () => page.getByRole('status').first().innerText();
  const person = async (listed: string) => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('link', { name: listed, exact: true }).first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  beforeAll(async () => {
    page = await browser.newPage({ script });
    await signIn(page, hub, 'Catriona Weir');
  });

  test('finds help and refers to two services within three pages, eight clicks and ninety seconds', async () => {
    await person(who);
    const seen: string[] = [];
    page.on('framenavigated', (frame) => {
      const { pathname } = new URL(frame.url());
      if (frame === page.mainFrame() && seen.at(-1) !== pathname) seen.push(pathname);
    });
    const catriona = counted(page);
    const began = performance.now();
    await page.getByRole('link', { name: 'Find help' }).first().click();
    await expect.poll(() => page.title()).toContain('Find help');
    await catriona.ticks('Refer on to Workshop days');
    await catriona.ticks('Refer on to Walking group');
    await page.getByRole('button', { name: 'Refer on to what is ticked' }).first().click();
    await expect.poll(() => page.title()).toContain('Refer on');
    await catriona.types('How many minutes can they walk? (optional)', '20');
    await catriona.clicks('button', 'Send to 2');
    await expect.poll(status).toContain('Sent.');
    const took = { pages: seen.length, clicks: catriona.did().clicks + 2, seconds: (performance.now() - began) / 1000 };
    console.log(`script ${script}: ${took.pages} pages, ${took.clicks} clicks, ${catriona.did().fields} field, ${took.seconds.toFixed(1)} s`);
    for (const part of ['pages', 'clicks', 'seconds'] as const) expect(took[part], part).toBeLessThanOrEqual(most[part]);
    expect(await page.getByText('Workshop days', { exact: true }).count()).toBe(1);
    await inspect(page, name('referral-onward'));
  });
  test('sees how far it has come: received by a system, or sent by e-mail', async () => {
    const stages = async () => {
      await page.reload();
      return [await page.getByText('Received, no answer yet').count(), await page.getByText('Sent by e-mail, no answer yet').count()];
    };
    await expect.poll(stages, { interval: 1_000 }).toEqual([1, 1]);
  });
  test('looks for something else, and Back works', async () => {
    await page.getByRole('link', { name: 'Find help' }).first().click();
    await page.getByText('Change what is looked for').click();
    await page.getByLabel('Need').selectOption({ label: 'Any need' });
    await page.getByLabel('Near this postcode').fill('G1 1XX');
    await page.getByRole('button', { name: 'Look', exact: true }).click();
    await page.waitForURL(/\/find\/[\w.-]+$/);
    expect(page.url()).not.toMatch(/G1.?1XX/i);
    expect(await page.locator('ul.hub_rows > li').count()).toBe(60);
    expect(await page.getByText('km away').count()).toBeGreaterThan(10);
    await inspect(page, name('find'));
    await page.getByRole('link', { name: 'Housing advice' }).first().click();
    await expect.poll(() => page.title()).toContain('Housing advice');
    await inspect(page, name('place'));
    await page.goBack();
    expect(await page.locator('ul.hub_rows > li').count()).toBe(60);
  });
  test('tells somebody of a place that takes no referrals, and that there is nobody, with a click each', async () => {
    await page
      .getByRole('button', { name: /^Tell them about it/ })
      .first()
      .click();
    await expect.poll(status).toContain('Noted that you told them.');
    await page.getByRole('button', { name: 'Nobody here for this' }).click();
    await expect.poll(status).toContain('Counted.');
  });
  test('goes along: the next step has the place', async () => {
    await page
      .getByRole('link', { name: /^Go along/ })
      .first()
      .click();
    await expect.poll(() => page.getByLabel('Place').inputValue()).not.toBe('');
    expect(await page.getByLabel('How', { exact: true }).inputValue()).toBe('accompanied');
  });
  test('looks it over before it is sent, and is told what is wrong', async () => {
    await person('Peddie, Gordon');
    await page.getByRole('link', { name: 'Find help' }).first().click();
    await page.getByLabel('Refer on to Walking group').setChecked(true, { force: true });
    await page.getByRole('button', { name: 'Refer on to what is ticked' }).first().click();
    await inspect(page, name('refer'));
    await page.getByLabel('Day', { exact: true }).fill('45');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('Enter a day that exists');
    await inspect(page, name('refer-wrong'));
  });
  test('answers a question of an organisation on the person’s page', async () => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('listitem').filter({ hasText: / asks/ }).getByRole('heading').getByRole('link').first().click();
    await page.getByLabel('Your answer').first().fill('Mornings are fine.');
    await inspect(page, name('question'));
    await page.getByRole('button', { name: 'Send the answer' }).first().click();
    await expect.poll(status).toContain('Your answer is sent.');
    await page
      .getByRole('link', { name: /^Questions, answers and cancelling/ })
      .first()
      .click();
    expect(await page.getByText('Mornings are fine.').count()).toBe(1);
    await inspect(page, name('onward'));
  });
  test('after a no is led to who else there is', async () => {
    await person('Docherty, Irene');
    expect(await page.getByText('Declined').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'More to choose from' }).click();
    await expect.poll(() => page.title()).toContain('Find help');
    expect(await page.getByText('Housing advice', { exact: true }).count()).toBe(0);
  });
});
