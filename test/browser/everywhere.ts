/** Every page that there is for a role, found by following links: looked at, and given hostile text in every field. Files side by side. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { crawled, type Found, noteLinks, pathOf } from '#test/browser-crawl';
import { formsOn, mark, sendsHostile, type Way } from '#test/browser-hostile';
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
const pictureOf = (path: string): string =>
  path
    .slice('/app/'.length)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

/** `done`: kinds of forms that were sent. `asks`: by address, which kinds it was seen to have. */
type Seen = { looked: Set<string>; done: Set<string>; asks: Map<string, string[]> };
const look = async (page: Page, path: string, { looked }: Seen): Promise<void> => {
  if (looked.has(path)) return;
  looked.add(path);
  await inspect(page, pictureOf(path));
};
const visit = async (page: Page, path: string, address: string, seen: Seen): Promise<void> => {
  await look(page, path, seen);
  const forms = await formsOn(page);
  seen.asks.set(
    address,
    forms.map(({ kind }) => kind),
  );
};

/** What is refused comes back with its form, which is filled again where it stands: but for numbers, which are no longer those that were offered. */
const findForm = async (page: Page, key: string, address: string, way: Way) => {
  const here = async () => (await formsOn(page)).find((one) => one.key === key);
  const refused = await here();
  return refused && !(way === 'kept' && refused.numbers) ? refused : page.goto(address).then(here);
};
const sendBothWays = async (page: Page, key: string, address: string, found: Found, seen: Seen): Promise<number> => {
  let texts = 0;
  for (const way of ['all', 'kept'] as const) {
    const form = await findForm(page, key, address, way);
    if (!form) continue;
    texts += await sendsHostile(page, page.locator('main form').nth(form.n), way);
    expect(await page.locator('h1').count(), `${address}: ${key}`).toBe(1);
    await look(page, pathOf(page.url()) ?? '/app/start', seen);
    await noteLinks(page, found);
  }
  return texts;
};
/** Every kind of form that is found, each once; what comes of it is found too, while it goes on. */
const sendEach = async (page: Page, found: Found, seen: Seen): Promise<number> => {
  const { done, asks } = seen;
  let texts = 0;
  for (const [path, addresses] of found)
    for (const address of addresses.slice(0, 2)) {
      if (asks.get(address)?.every((kind) => done.has(kind))) continue;
      if ((await page.goto(address))?.ok()) await look(page, path, seen);
      await noteLinks(page, found);
      for (const { key, kind } of await formsOn(page)) {
        if (done.has(kind)) continue;
        done.add(kind);
        texts += await sendBothWays(page, key, address, found, seen);
      }
    }
  return texts;
};

/** A role has up to fifty pages. */
const patience = 600_000;
/** `names`: who of the demo has the role; each form is sent by the first who comes to it. */
const everywhereAs = (browser: ReturnType<typeof openBrowser>, looked: Set<string>, role: Role, names: readonly DemoPerson[]): void => {
  const seen: Seen = { looked, done: new Set(), asks: new Map() };
  const { done } = seen;
  const shown = new Set<string>();
  describe.each(names)('as %s', { timeout: patience }, (name) => {
    let page: Page;
    let found: Found;
    beforeAll(async () => {
      page = await browser.newPage();
      await signIn(page, hub, name);
    });
    test('each page is light, accessible and fits a small telephone', async () => {
      found = await crawled(page, `${hub.url}/app/start`, (path, address) => visit(page, path, address, seen));
      expect(found.size).toBeGreaterThan(3);
    });
    test('hostile text in every field is refused or kept, and never runs', async () => {
      const texts = await sendEach(page, found, seen);
      console.log(`${name}: ${done.size} forms sent with hostile text in ${texts} fields`);
    });
    test('what was kept of it is shown as text, and pushes nothing out of the window', async () => {
      found = await crawled(page, `${hub.url}/app/start`, async (path, address) => {
        await visit(page, path, address, seen);
        if (shown.has(`${name} ${path}`) || !(await page.locator('body').innerText()).includes(mark)) return;
        shown.add(`${name} ${path}`);
        await fitsSmall(page);
      });
      await sendEach(page, found, seen);
    });
  });
  test('no page is left out, and hostile text was really kept', () => {
    console.log(`${role}: ${looked.size} pages, ${done.size} forms; hostile text stands on ${shown.size} pages`);
    expect(done.size, 'forms').toBeGreaterThan(2);
    if (role === wordless) expect(shown.size, 'pages on which words stand').toBe(0);
    else expect(shown.size, 'pages on which it stands').toBeGreaterThan(0);
    const missing = pages.filter(({ path, get, for: [first] }) => get && first === role && !looked.has(path) && !elsewhere[path]).map(({ path }) => path);
    expect(missing, 'pages that no link leads to').toEqual([]);
  });
};
/** Who of the demo has which role. */
export const everywhere = (all: Partial<Record<Role, readonly DemoPerson[]>>): void => {
  const browser = openBrowser();
  const looked = new Set<string>();
  openHub();
  for (const role of Object.keys(all) as Role[]) everywhereAs(browser, looked, role, all[role] ?? []);
};
