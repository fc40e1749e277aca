/** A practice team and its development plan, by keyboard alone on a small telephone, without script: rate the seven capacities, start a cycle, decide later. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { inspect } from '#test/browser-inspect';
import { tabTo, walksByKeyboard } from '#test/browser-keyboard';
import { hub, openHub, signIn } from '#test/demo-hub';

const browser = openBrowser();
openHub();
let page: Page;
let look: Page;
beforeAll(async () => {
  page = await browser.newPage({ script: false, width: 320 });
  await signIn(page, hub, 'Lorna Petrie');
  look = await browser.newPage();
  await signIn(look, hub, 'Lorna Petrie');
});

/** The page that is open, as it is for whoever has script: what axe and pictures need. */
const looksWell = async (name: string) => {
  await look.goto(page.url());
  await inspect(look, `improvement-${name}`);
};
const enter = () => page.keyboard.press('Enter');
const press = async (role: 'button' | 'link', name: string | RegExp) => {
  await tabTo(page, role, name);
  const loaded = page.waitForEvent('load');
  await enter();
  await loaded;
};
const types = async (name: string | RegExp, text: string) => {
  await tabTo(page, 'textbox', name);
  await page.keyboard.type(text);
};
const says = (text: string | RegExp) => expect.poll(() => page.getByText(text).count(), { message: String(text) }).toBeGreaterThan(0);
/** Days are asked for twice on the page of a cycle: from and until. */
const day = async (group: string, parts: readonly [string, string, string]) => {
  for (const [n, part] of (['Day', 'Month', 'Year'] as const).entries()) {
    const wanted = page.getByRole('group', { name: group }).getByLabel(part, { exact: true });
    for (let presses = 0; presses < 60 && !(await wanted.and(page.locator(':focus')).count()); presses += 1) await page.keyboard.press('Tab');
    await page.keyboard.type(parts[n] ?? '');
  }
};
const capacities = ['Team Wellbeing', 'Shared learning', 'Awareness', 'Intelligence', 'Signposting', 'Problem Solving', 'Network building'];

describe('with the keyboard, at 320 pixels', () => {
  test('the plan is one page with the seven capacities, and what the hub shows of each', async () => {
    await page.getByRole('navigation').getByText('More', { exact: true }).focus();
    await enter();
    await press('link', 'Our plan');
    expect(page.url()).toBe(`${hub.url}/app/plan/birchtree`);
    for (const name of capacities) expect(await page.getByRole('heading', { level: 2, name, exact: true }).count(), name).toBe(1);
    await says('None: this cannot be counted; talk about it as a team.');
    await looksWell('plan');
    expect(await walksByKeyboard(page)).toBeGreaterThan(20);
  });
  test('the team rates all seven for this quarter', async () => {
    await page.goto(`${hub.url}/app/plan/birchtree`);
    await press('link', /^Rate /);
    await looksWell('rate');
    for (const name of capacities) {
      const group = page.getByRole('group', { name: `Our rating: ${name}`, exact: true });
      for (let presses = 0; presses < 40 && !(await group.locator(':focus').count()); presses += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Space');
      for (let up = 0; up < 2; up += 1) await page.keyboard.press('ArrowDown');
      expect(await group.getByLabel('3', { exact: true }).isChecked(), name).toBe(true);
    }
    for (const role of ['Links practitioner', 'Reception']) {
      await tabTo(page, 'checkbox', role);
      await page.keyboard.press('Space');
    }
    await press('button', 'Save');
    await says('Rating saved.');
    // The newest quarter stands first.
    expect(
      await page
        .getByRole('row', { name: /^Awareness/ })
        .getByRole('cell')
        .first()
        .innerText(),
    ).toBe('3');
  });
  test('a cycle is started on one page', async () => {
    await press('link', 'Start a cycle for Network building');
    await looksWell('start');
    await types(/^What are you trying to accomplish/, 'Know somebody in each organisation by name');
    await types(/^How will you know/, 'Organisations with a named contact');
    await types('Counted in', 'organisations');
    await types('What change will you try?', 'Coffee with one organisation a week');
    await types('What do you expect to happen?', 'Four more by the end');
    await day('From', ['1', '9', '2026']);
    await day('Until', ['30', '9', '2026']);
    await tabTo(page, 'combobox', 'Who looks after it');
    await page.keyboard.type('Links');
    await press('button', 'Start a cycle');
    await says('Cycle started.');
    await says('Know somebody in each organisation by name');
    await looksWell('started');
  });
  test('later it is said what happened, and decided', async () => {
    await press('link', 'Coffee with one organisation a week');
    await types(/^Study:/, 'Five more. Two came back to us with questions.');
    await tabTo(page, 'radio', /^Adopt/);
    await page.keyboard.press('Space');
    await types('What you do next', 'Go on, every second week');
    await press('button', 'Save');
    await says('Saved.');
    await looksWell('cycle');
    await press('link', 'Back');
    expect(await page.getByRole('listitem').filter({ hasText: 'Coffee with one' }).last().innerText()).toMatch(/decided[\s\S]*Adopt: we keep doing it/i);
    await press('link', 'What was changed, when and by whom');
    await says('Act: what comes of it: empty → Adopt: we keep doing it');
    await looksWell('history');
  });
  test('values of a measure are added, and a story that tells of somebody is not', async () => {
    await page.goto(`${hub.url}/app/plan/birchtree`);
    await press('link', 'Measure: Wait for a first conversation');
    await says('An hour for first calls every morning');
    await looksWell('measure');
    await page.goto(`${hub.url}/app/plan/birchtree/learning`);
    await types('The story', 'Her number is 010101 1237');
    await press('button', 'Share the story');
    await says('Take out the long number: it could tell who somebody is');
  });
  test('the manager sees how far it is, and leaves a comment', async () => {
    const hers = await browser.newPage({ width: 320 });
    await signIn(hers, hub, 'Elspeth Munro', '/app/manage/practices');
    await hers.getByRole('link', { name: 'Practice development plans' }).click();
    await expect.poll(() => hers.getByText('1 of 2 actions done').count()).toBe(1);
    await inspect(hers, 'improvement-manager-list');
    await hers.getByRole('link', { name: 'Birchtree Practice' }).click();
    await hers.getByLabel('Your comment to the team').fill('The coffee is a lovely idea.');
    await hers.getByRole('button', { name: 'Leave the comment' }).click();
    await expect.poll(() => hers.getByText('Comment left.').count()).toBe(1);
    await inspect(hers, 'improvement-manager-plan');
  });
});
