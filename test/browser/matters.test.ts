/** What matters to a person: goals, needs, how to reach them, and the sheet they take home, in the browser. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { printed } from '#test/browser-pictures';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();

describe.each([{ script: true }, { script: false }])('script $script', ({ script }) => {
  let page: Page;
  let referral = '';
  const name = (what: string) => (script ? what : `${what}-without-script`);
  const status = () => page.getByRole('status').first().innerText();
  beforeAll(async () => {
    page = await browser.newPage({ script });
    await signIn(page, hub, 'Catriona Weir');
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('link', { name: 'Peddie, Gordon' }).click();
    referral = page.url().split('?')[0] ?? '';
  });

  test('a goal is one page with four fields', async () => {
    await page.getByRole('link', { name: 'Goals, needs and how to reach them' }).click();
    await page.getByRole('link', { name: 'Add a goal' }).click();
    await inspect(page, name('goal'));
    const catriona = counted(page);
    await catriona.types('What matters, in their own words', `Walk to the shop, script ${script}`);
    await catriona.types('First step', 'Ring the walking group');
    await catriona.types('Who does it', 'me');
    for (const [part, value] of [
      ['Day', '1'],
      ['Month', '12'],
      ['Year', '2099'],
    ] as const)
      await page.getByLabel(part, { exact: true }).fill(value);
    await catriona.clicks('button', 'Save the goal');
    await expect.poll(status).toContain('Goal saved');
    expect(catriona.did()).toEqual({ clicks: 1, fields: 3 });
    await inspect(page, name('matters'));
  });
  test('how it goes is a tick and a line', async () => {
    await page.getByRole('link', { name: new RegExp(`^How is it going.*script ${script}`) }).click();
    const catriona = counted(page);
    await catriona.ticks('Better');
    await catriona.types('In a line', 'Twice this week');
    await catriona.clicks('button', 'Save');
    await expect.poll(status).toContain('Saved');
    expect(catriona.did()).toEqual({ clicks: 2, fields: 1 });
    await page.getByRole('link', { name: new RegExp(`^How is it going.*script ${script}`) }).click();
    await inspect(page, name('goal-progress'));
    await page.getByRole('link', { name: 'Change the words, the step or the day' }).click();
    await inspect(page, name('goal-change'));
  });
  test('how to reach somebody and what helps is one page', async () => {
    await page.goto(referral);
    await page.getByRole('link', { name: 'Goals, needs and how to reach them' }).click();
    await page.getByRole('link', { name: /^(Change|Write down how to reach them and what helps)$/ }).click();
    await inspect(page, name('about'));
    const catriona = counted(page);
    for (const choice of ['Leave no voicemail', 'Needed: a woman', 'With care']) await catriona.ticks(choice);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(status).toContain('It holds from now on');
    await inspect(page, name('matters-about'));
    await page.goto(referral);
    expect(await page.getByText('Leave no voicemail.').count()).toBeGreaterThan(0);
    await inspect(page, name('referral-matters'));
  });
  test('needs are ticked of a list', async () => {
    await page.goto(`${referral}/needs`);
    await inspect(page, name('needs'));
    const catriona = counted(page);
    await catriona.ticks('Debt');
    await catriona.chooses('What matters most?', 'Debt');
    await catriona.clicks('button', 'Save');
    await expect.poll(status).toContain('Saved');
    expect(await page.getByText('Debt (matters most)').count()).toBe(1);
  });
  test.each([
    ['sheet', ''],
    ['sheet-large', '?format=large'],
    ['sheet-gaelic', '?language=gd'],
  ])('%s fits, is found nothing wrong with, and prints on its own', async (what, query) => {
    await page.goto(`${referral}/sheet${query}`);
    await inspect(page, name(what));
    const { text, sheets } = await printed(page, name(what));
    expect(text).toContain('Walk to the shop');
    expect(text).toContain('Gordon Peddie');
    for (const screenOnly of ['Sign out', 'Note it', 'large print']) expect(text).not.toContain(screenOnly);
    expect(sheets).toBeLessThanOrEqual(what === 'sheet-large' ? 3 : 1);
  });
});
