/** A links practitioner's day, in the browser she has. */
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
  test('notes a call that nobody answered with one tap, and can take it back', async () => {
    await page.goto(`${hub.url}/app/work`);
    const catriona = counted(page);
    const row = page.getByRole('listitem').filter({ hasText: 'Haldane, Greer' });
    await row.getByRole('button', { name: 'No answer' }).click();
    await expect.poll(() => page.getByRole('status').first().innerText()).toMatch(/Attempt 1, \d\d:\d\d\. Next try \w+/);
    await inspect(page, name('no-answer'));
    await catriona.clicks('button', 'Undo');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Undone');
  });
  test('is offered a letter or closing at the third try on a second day', async () => {
    await page.goto(`${hub.url}/app/work`);
    const row = page.getByRole('listitem').filter({ hasText: 'Auld, Robert' });
    await row.getByRole('button', { name: 'No answer' }).click();
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('You can send a letter, or close');
    await page.getByRole('button', { name: 'Undo' }).first().click();
  });
  test('writes up a visit with four clicks and one text', async () => {
    await page.goto(`${hub.url}/app/work`);
    const catriona = counted(page);
    await page.getByRole('listitem').filter({ hasText: 'Napier, Mairi' }).getByRole('link', { name: 'Write up' }).click();
    await inspect(page, name('contact'));
    await catriona.ticks('They came, or I met them');
    await catriona.types('Note', `Came with her sister, script ${script}.`);
    await catriona.ticks('Call in a week');
    await catriona.clicks('button', 'Save');
    await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Written up');
    expect(catriona.did()).toEqual({ clicks: 3, fields: 1 });
    expect(await page.getByText(`Came with her sister, script ${script}.`).count()).toBe(1);
    await inspect(page, name('referral'));
    await page.getByRole('button', { name: 'Undo' }).first().click();
  });
  test('finds somebody by name, and Back works', async () => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByLabel('Name, date of birth or number').fill('galbraith');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect.poll(() => page.getByRole('status').innerText()).toBe('1 found');
    expect(page.url()).not.toMatch(/galbraith/i);
    await inspect(page, name('found'));
    await page.getByRole('link', { name: 'Galbraith, Moira' }).click();
    await expect.poll(() => page.title()).toContain('Moira Galbraith');
    await page.goBack();
    await expect.poll(() => page.getByRole('status').innerText()).toBe('1 found');
  });
  test.each([
    ['step', 'Change the next step'],
    ['hand-over', 'Hand over'],
    ['close', 'Close'],
  ])('opens %s from the person’s page', async (file, words) => {
    await page.goto(`${hub.url}/app/work`);
    await page.getByRole('link', { name: 'Peddie, Gordon' }).click();
    await page.getByRole('link', { name: words, exact: true }).click();
    await inspect(page, name(file));
  });
  test('prints what today brings', async () => {
    await page.goto(`${hub.url}/app/work/today`);
    await inspect(page, name('today'));
    const { text } = await printed(page, name('today'));
    expect(text).toContain('Galbraith, Moira');
    expect(text).not.toContain('Sign out');
  });
});
