/** The practice team, somebody who is added, and somebody who asks for help themselves, in the browser they have. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { counted } from '#test/browser-acts';
import { inspect } from '#test/browser-inspect';
import { walksByKeyboard } from '#test/browser-keyboard';
import { printed } from '#test/browser-pictures';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();

/** On `page`, two who were never there. */
const born = async (page: Page, day: string, month: string, year: string) => {
  await page.getByLabel('Day').first().fill(day);
  await page.getByLabel('Month').first().fill(month);
  await page.getByLabel('Year').first().fill(year);
};

describe.each([{ script: true }, { script: false }])('script $script', ({ script }) => {
  const name = (what: string) => (script ? what : `${what}-without-script`);
  const family = script ? 'Farquharson' : 'Urquhart';

  describe('Lorna of the practice', () => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage({ script });
      await signIn(page, hub, 'Lorna Petrie');
    });
    test('sees how everybody’s referrals stand', async () => {
      await expect.poll(() => page.title()).toContain('Our referrals');
      await inspect(page, name('our-referrals'));
    });
    test('refers somebody in one page, which says what is missing', async () => {
      await page.getByRole('link', { name: 'Refer somebody' }).first().click();
      await inspect(page, name('refer'));
      await page.getByRole('button', { name: 'Refer them' }).click();
      await inspect(page, name('refer-faults'));
      const lorna = counted(page);
      await lorna.types('First name', 'Isla');
      await lorna.types('Last name', family);
      await born(page, '3', '4', '1961');
      await lorna.types('Telephone', '01632 960555');
      await lorna.chooses('Need', 'Loneliness and isolation');
      await lorna.types('In your words, or theirs', 'Has not been out since the winter.');
      await lorna.ticks('Yes');
      await lorna.clicks('button', 'Refer them');
      await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Sent.');
      expect(lorna.did()).toEqual({ clicks: 4, fields: 4 });
      await inspect(page, name('practice-referral'));
      expect(page.url()).not.toMatch(/Isla|Farquharson|Urquhart/i);
    });
    test('is told of who is referred already', async () => {
      await page.goto(`${hub.url}/app/practice/refer`);
      await page.getByLabel('Last name').fill(family);
      await page.getByLabel('First name').fill('Isla');
      await born(page, '3', '4', '1961');
      await page.getByLabel('Need', { exact: true }).selectOption({ label: 'Loneliness and isolation' });
      await page.getByLabel('Yes', { exact: true }).setChecked(true, { force: true });
      await page.getByRole('button', { name: 'Refer them' }).click();
      await expect.poll(() => page.getByText('There is an open referral already').count()).toBe(1);
      await inspect(page, name('refer-twice'));
    });
    test('prints the month without a name', async () => {
      await page.getByRole('link', { name: 'This month' }).click();
      await inspect(page, name('digest'));
      const { sheets, text } = await printed(page, name('digest'));
      expect(sheets).toBe(1);
      expect(text).toContain('Referrals');
      expect(text).not.toContain(family);
    });
    test('goes through the form by keyboard', async () => {
      await page.goto(`${hub.url}/app/practice/refer`);
      expect(await walksByKeyboard(page)).toBeGreaterThan(10);
    });
  });

  describe('Catriona', () => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage({ script });
      await signIn(page, hub, 'Catriona Weir', '/app/work/add');
    });
    test('adds somebody whom the practice knows already, after a look at who it is', async () => {
      await inspect(page, name('add'));
      await page.getByLabel('First name').fill('Isla');
      await page.getByLabel('Last name').fill(family);
      await born(page, '3', '4', '1961');
      await page.getByLabel('They asked themselves').setChecked(true, { force: true });
      await page.getByLabel('Need', { exact: true }).selectOption({ label: 'Housing or homelessness' });
      const catriona = counted(page);
      await catriona.clicks('button', 'Add them');
      await inspect(page, name('add-known'));
      await catriona.ticks('It is somebody else');
      await catriona.clicks('button', 'Add them');
      await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Added, and taken on.');
      expect(catriona.did()).toEqual({ clicks: 3, fields: 0 });
      await page.getByRole('link', { name: 'Is this person here twice?' }).click();
      await inspect(page, name('kept-apart'));
      await page.getByRole('button', { name: 'Undo: look at it again' }).first().click();
      await expect.poll(() => page.getByRole('status').first().innerText()).toContain('waits for a decision again');
      await inspect(page, name('here-twice'));
      await page.getByRole('button', { name: 'They are one person: merge' }).first().click();
      await expect.poll(() => page.getByRole('status').first().innerText()).toContain('Merged.');
      await inspect(page, name('merged'));
      await page.goto(`${hub.url}/app/work/duplicates`);
      await inspect(page, name('duplicates'));
    });
  });

  describe('somebody who asks for help', () => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage({ script });
    });
    test.each(['en', 'gd'])('reads the form in %s, on a small telephone and by keyboard', async (language) => {
      await page.goto(`${hub.url}/self-referral/birchtree?language=${language}`);
      await inspect(page, name(`self-referral-${language}`));
      expect(await walksByKeyboard(page)).toBeGreaterThan(8);
    });
    test('asks in four questions, without a telephone number, and is told by when', async () => {
      await page.goto(`${hub.url}/self-referral/birchtree`);
      await page.getByRole('button', { name: 'Send' }).click();
      await inspect(page, name('self-referral-faults'));
      const they = counted(page);
      await they.types('What would help?', `Somebody to talk to, script ${script}.`);
      await they.types('Your name', 'Ishbel Nic Gumaraid');
      await they.ticks('I ask at the desk of the practice');
      await page.waitForTimeout(3100);
      await they.clicks('button', 'Send');
      await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('Thank you');
      expect(they.did()).toEqual({ clicks: 2, fields: 2 });
      expect(page.url()).not.toMatch(/Ishbel|Gumaraid|talk/i);
      expect(await page.context().cookies()).toEqual([]);
      await inspect(page, name('self-referral-thanks'));
    });
  });
});
