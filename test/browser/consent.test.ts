/** What a person agreed to, measures and their story, in the browser of their links practitioner. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { walksByKeyboard } from '#test/browser-keyboard';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();

describe.each([{ script: true }, { script: false }])('script $script', ({ script }) => {
  let page: Page;
  beforeAll(async () => {
    page = await browser.newPage({ script });
    await signIn(page, hub, 'Catriona Weir');
    await page.getByRole('listitem').filter({ hasText: 'Napier, Mairi' }).getByRole('link').first().click();
    await page.getByRole('link', { name: 'Consent' }).waitFor();
  });
  const name = (what: string) => (script ? what : `${what}-without-script`);
  const told = () => page.getByRole('status').first().innerText();
  const opened = async (link: string) => {
    await page.getByRole('link', { name: link, exact: true }).click();
    await expect.poll(() => page.title()).toContain(link === 'Their story' ? link : `${link}:`);
  };

  test('writes down a yes to both in four clicks, and takes it back with one', async () => {
    await opened('Consent');
    await inspect(page, name('consent'));
    if (script) await walksByKeyboard(page);
    const catriona = counted(page);
    await page.getByRole('group', { name: 'May a service be asked to help?' }).getByText('Yes', { exact: true }).click();
    await page.getByRole('group', { name: 'May I pass on to it what it needs?' }).getByText('Yes', { exact: true }).click();
    await catriona.ticks('Said by telephone');
    await catriona.clicks('button', 'Save what they said');
    await expect.poll(told).toContain('It is written down.');
    await catriona.clicks('button', 'No longer: pass on to services');
    await expect.poll(told).toContain('It is taken back.');
    expect({ clicks: catriona.did().clicks + 2, fields: catriona.did().fields }).toEqual({ clicks: 5, fields: 0 });
    await inspect(page, name('consent-taken-back'));
  });
  test('is told at the field what is wrong, and what she typed stays', async () => {
    await page.getByLabel('Who supported them').fill('<script>alert("hostile")</script>');
    await page.getByRole('button', { name: 'Save what they said' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('Say what they answered');
    await inspect(page, name('consent-wrong'));
    expect(await page.getByLabel('Who supported them').inputValue()).toBe('<script>alert("hostile")</script>');
  });
  test('reads the words aloud in Gaelic', async () => {
    await page.getByRole('link', { name: 'Read it in Gaelic' }).click();
    await page.getByRole('heading', { name: 'Ri leughadh os àird' }).waitFor();
    await inspect(page, name('consent-gaelic'));
    await page.getByRole('link', { name: 'Back' }).click();
  });
  test('enters the four answers of ONS4, and can undo them', async () => {
    await opened('Measures');
    await inspect(page, name('measures'));
    const questions = page.locator('input[inputmode="numeric"][name^="ons4-"]:not([name*="-on-"])');
    for (const [n, answer] of ['6', '5', '7', '11'].entries()) await questions.nth(n).fill(answer);
    await page.getByRole('button', { name: 'Save Wellbeing (ONS4)' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('Enter a whole number from 0 to 10');
    await inspect(page, name('measures-wrong'));
    await questions.nth(3).fill('4');
    await page.getByRole('button', { name: 'Save Wellbeing (ONS4)' }).click();
    await expect.poll(told).toContain('Saved.');
    await inspect(page, name('measures-saved'));
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(told).toContain('It is undone.');
  });
  test('keeps the story in their own words', async () => {
    await opened('Their story');
    await page.getByLabel('In their own words').fill('I was alone. <b>Now I walk.</b>');
    await page.getByText('Yes, without their name').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(told).toContain('Saved.');
    await inspect(page, name('story'));
    expect(await page.getByLabel('In their own words').inputValue()).toBe('I was alone. <b>Now I walk.</b>');
  });
});
