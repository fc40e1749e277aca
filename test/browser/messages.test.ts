/** Texts, letters, groups and other time, in the browser of a links practitioner. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { walksByKeyboard } from '#test/browser-keyboard';
import { printed } from '#test/browser-pictures';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();

describe.each([{ script: true }, { script: false }])('script $script', ({ script }) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ script });
    await signIn(page, hub, 'Catriona Weir');
  });
  const name = (what: string) => (script ? what : `${what}-without-script`);
  const open = async (person: string) => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('link', { name: person }).click();
    await expect.poll(() => page.title()).not.toContain('My people');
  };

  test('tells somebody of an appointment by text with one tick more', async () => {
    await open('Peddie, Gordon');
    await page.getByRole('link', { name: 'Change the next step' }).click();
    const catriona = counted(page);
    await inspect(page, name('step-with-text'));
    await page.getByLabel('Year').fill('2099');
    await catriona.ticks('Tell the person by text: time and place only');
    await catriona.clicks('button', 'Save');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('The text is sent');
    expect(catriona.did()).toEqual({ clicks: 2, fields: 0 });
    const texts = hub.outbox.texts.filter(({ to }) => to[0] === '+447700900205');
    expect(texts).toHaveLength(script ? 1 : 2);
    expect(texts.at(-1)?.text).toMatch(/^You have an appointment on .* 2099 at \d\d:\d\d at Canal path, by the lock\. To change it, ring the practice\.$/);
  });
  test('prints a letter for somebody who needs large print, and notes that with one click', async () => {
    await open('MacAskill, Effie');
    await page.getByRole('link', { name: 'Letter', exact: true }).click();
    await inspect(page, name('letter-large'));
    const { text, sheets } = await printed(page, name('letter-large'));
    expect(sheets).toBe(1);
    expect(text).toContain('12 Example Crescent');
    expect(text).toContain('at your home');
    expect(text).not.toMatch(/I have printed it|Large dog|Links Hub|Usual/);
    const catriona = counted(page);
    await catriona.clicks('button', 'I have printed it');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Written up');
    await page.getByRole('button', { name: 'Undo' }).first().click();
  });
  test('is told why no letter may go', async () => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('link', { name: 'Name hidden (sensitive)' }).first().click();
    await page.waitForURL(/referrals\/\w+$/);
    const at = page.url();
    // Once a day is enough: the second time it is open already.
    const show = page.getByRole('button', { name: 'Show name' });
    if ((await show.count()) > 0) await show.click();
    await expect.poll(() => show.count()).toBe(0);
    await page.goto(`${at}/letter`);
    await expect.poll(() => page.locator('main').innerText()).toMatch(/They asked that no letter is sent|No address is known/);
    await inspect(page, name('letter-refused'));
  });
  test('writes up a group by ticking', async () => {
    await page.goto(`${hub.url}/app/work/group`);
    await inspect(page, name('group'));
    if (script) await walksByKeyboard(page);
    const catriona = counted(page);
    await catriona.types('Which group', 'Walking group');
    await catriona.ticks('MacAskill, Effie');
    await catriona.ticks('Peddie, Gordon');
    await catriona.clicks('button', 'Save for everybody');
    await expect.poll(() => page.locator('main').innerText()).toContain('Written up for 2 people.');
    expect(catriona.did()).toEqual({ clicks: 3, fields: 1 });
    await inspect(page, name('group-written-up'));
    await page.getByRole('button', { name: 'Undo' }).first().click();
  });
  test('is told what is wrong with a group that she saves empty', async () => {
    await page.goto(`${hub.url}/app/work/group`);
    await page.getByRole('button', { name: 'Save for everybody' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('Tick at least one person');
    await inspect(page, name('group-wrong'));
  });
  test('notes her other time of a week', async () => {
    await page.goto(`${hub.url}/app/work/time`);
    const catriona = counted(page);
    await catriona.types('Hours with community organisations', '2:30');
    await catriona.clicks('button', 'Save');
    await expect.poll(() => page.getByRole('status').first().innerText()).toBe('Saved.');
    await inspect(page, name('other-time'));
  });
  test('reads what the local hub kept instead of sending it', async () => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('link', { name: 'Texts and letters' }).click();
    await expect.poll(() => page.locator('main').innerText()).toContain('to +447700900205');
    expect(await page.locator('main').innerText()).toContain('Printed letter');
    await inspect(page, name('outbox'));
  });
});

test('the manager’s page of visits alone is for her', async () => {
  const page = await browser.newPage();
  await signIn(page, hub, 'Elspeth Munro');
  await page.goto(`${hub.url}/app/manage/visits`);
  await expect.poll(() => page.locator('main').innerText()).toContain('Everybody who went on a visit alone is out');
  await inspect(page, 'visits');
});
