/** Every page that there is for a role, found by following links: looked at, and given hostile text in every field. Files side by side. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { crawled, type Found, noteLinks, pathOf } from '#test/browser-crawl';
import { formsOn, mark, sendsHostile } from '#test/browser-hostile';
import { inspect } from '#test/browser-inspect';
import { fitsSmall } from '#test/browser-layout';
import { type DemoPerson, hub, openHub, signIn } from '#test/demo-hub';
import type { Page as WebPage } from '#web/frame/page';
import { pages } from '#web/pages';

type Role = WebPage['for'][number];
/** Shown only in answer to what was just done, by the test that is named; or they lead on to another page. */
const elsewhere: Record<string, string> = {
  '/app/start': 'leads on to the first page of each role',
  '/app/manage/holidays': 'leads on where a manager has one area',
  '/app/manage/settings': 'leads on where a manager has one area',
  '/app/manage/import/template/{kind}': 'a file',
  '/app/figures/{metric}/csv': 'a file',
  '/app/figures/{metric}/json': 'a file',
  '/app/figures/return/{area}/{quarter}/{number}/csv': 'a file',
  '/app/figures/export/csv': 'a file',
  '/app/figures/export/json': 'a file',
  '/app/figures/export/fhir': 'a file',
  '/app/figures/export/all/{area}/{period}/download': 'a file',
  '/app/manage/import/{token}': 'set-up.test.ts',
  '/app/manage/reassign': 'concern.test.ts',
  '/app/manage/reassign/done/{sealed}': 'concern.test.ts',
  '/app/work/reassign/done/{sealed}': 'concern.test.ts',
  '/app/work/group/{session}': 'messages.test.ts',
  '/app/work/referrals/{referral}/show-name': 'concern.test.ts',
  '/app/practice/people/{person}/concern': 'concern.test.ts',
  '/app/concerns/{concern}/add': 'the concern once more, after a sign-in that was over',
  '/app/studies/{study}/exports/{cutOff}': 'study.test.ts',
  '/app/studies/{study}/exports/{cutOff}/download': 'a file',
  '/app/concerns/{concern}/close': 'the concern once more, after a sign-in that was over',
};
/** Enters numbers, days and choices: nothing of theirs is kept in words. */
const wordless: Role = 'collector';
const looked = new Set<string>();
const pictureOf = (path: string): string =>
  path
    .slice('/app/'.length)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');
const look = async (page: Page, path: string): Promise<void> => {
  if (looked.has(path)) return;
  looked.add(path);
  await inspect(page, pictureOf(path));
};

/** Every kind of form that is found, each once; what comes of it is found too, while it goes on. */
const sendEach = async (page: Page, found: Found, done: Set<string>): Promise<number> => {
  let texts = 0;
  for (const [path, addresses] of found)
    for (const address of addresses.slice(0, 2)) {
      if ((await page.goto(address))?.ok()) await look(page, path);
      await noteLinks(page, found);
      for (const { key, kind } of await formsOn(page)) {
        if (done.has(kind)) continue;
        done.add(kind);
        for (const way of ['all', 'kept'] as const) {
          await page.goto(address);
          const form = (await formsOn(page)).find((one) => one.key === key);
          if (!form) continue;
          texts += await sendsHostile(page, page.locator('main form').nth(form.n), way);
          expect(await page.locator('h1').count(), `${address}: ${key}`).toBe(1);
          await look(page, pathOf(page.url()) ?? '/app/start');
          await noteLinks(page, found);
        }
      }
    }
  return texts;
};

/** A role has up to fifty pages. */
const patience = 240_000;
/** `names`: who of the demo has the role; each form is sent by the first who comes to it. */
const everywhereAs = (browser: ReturnType<typeof openBrowser>, role: Role, names: readonly DemoPerson[]): void => {
  const done = new Set<string>();
  let shown = 0;
  describe.each(names)('as %s', { timeout: patience }, (name) => {
    let page: Page;
    let found: Found;
    beforeAll(async () => {
      page = await browser.newPage();
      await signIn(page, hub, name);
    });
    test('each page is light, accessible and fits a small telephone', async () => {
      found = await crawled(page, `${hub.url}/app/start`, (path) => look(page, path));
      expect(found.size).toBeGreaterThan(3);
    });
    test('hostile text in every field is refused or kept, and never runs', async () => {
      const texts = await sendEach(page, found, done);
      console.log(`${name}: ${done.size} forms sent with hostile text in ${texts} fields`);
    });
    test('what was kept of it is shown as text, and pushes nothing out of the window', async () => {
      found = await crawled(page, `${hub.url}/app/start`, async (path) => {
        await look(page, path);
        if (!(await page.locator('body').innerText()).includes(mark)) return;
        shown += 1;
        await fitsSmall(page);
      });
      await sendEach(page, found, done);
    });
  });
  test('no page is left out, and hostile text was really kept', () => {
    console.log(`${role}: ${looked.size} pages, ${done.size} forms; hostile text stands on ${shown} pages`);
    expect(done.size, 'forms').toBeGreaterThan(2);
    if (role === wordless) expect(shown, 'pages on which words stand').toBe(0);
    else expect(shown, 'pages on which it stands').toBeGreaterThan(0);
    const missing = pages.filter(({ path, get, for: [first] }) => get && first === role && !looked.has(path) && !elsewhere[path]).map(({ path }) => path);
    expect(missing, 'pages that no link leads to').toEqual([]);
  });
};
/** Who of the demo has which role. */
export const everywhere = (all: Partial<Record<Role, readonly DemoPerson[]>>): void => {
  const browser = openBrowser();
  openHub();
  for (const role of Object.keys(all) as Role[]) everywhereAs(browser, role, all[role] ?? []);
};
