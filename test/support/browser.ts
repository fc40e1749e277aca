/**
 * A real browser in a test file: `const browser = openBrowser()` at its top, then `await browser.newPage()` in tests and hooks.
 * What goes wrong in a page fails the test that is running, whatever the test itself looked at: an error of a script, anything that the
 * page's policy refused, a file that is missing, a box that a script opened, traffic to anywhere but 127.0.0.1 (which never gets there).
 */
import type { Browser, BrowserContext, ConsoleMessage, Page, Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { looked, lookedAt, nothingIn } from './browser-looked.ts';
import { scriptless } from './browser-script.ts';
import { weigh } from './browser-weight.ts';
import { viewport, type Width } from './browser-width.ts';
import { sharedChromium } from './chromium.ts';

export type { Page } from 'playwright-core';
export type PageOptions = {
  /** False: as for somebody whose browser runs no script. */
  script?: boolean;
  /** In CSS pixels; 1280 if nothing is said. `showAt` changes it. */
  width?: Width;
  /** Signed in as in this page: begins with its cookies. */
  as?: Page;
  /** Problems that belong to the test, such as a link that leads elsewhere; one that does not come is a problem too. */
  expected?: RegExp[];
};
/** Milliseconds; a page that is wrong is told by what stands in it, not by how long it took. */
const patience = 60_000;

const isPage = (request: Request): boolean => request.isNavigationRequest() && request.frame().parentFrame() === null;
const isHere = (address: string): boolean => /^(http:\/\/127\.0\.0\.1:\d+\/|data:|blob:|about:)/.test(address);
/** Chromium notes every answer of 400 and above in the console; for a page the test itself sees it, for a file `response` tells. */
const isNoise = (message: ConsoleMessage): boolean => /^Failed to load resource: /.test(message.text());

/** On the context: so are windows that a page opens. */
const watch = (context: BrowserContext, told: (problem: string) => void): void => {
  context.on('weberror', (error) => told(`a script failed: ${error.error().stack ?? error.error().message}`));
  context.on('console', (message) => {
    if (/^(error|warning|assert)$/.test(message.type()) && !isNoise(message)) told(`${message.location().url}: ${message.text()}`);
  });
  context.on('dialog', (dialog) => {
    told(`a box was opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (!isHere(request.url())) told(`traffic to ${request.url()} from ${request.headers().referer ?? 'a page'}`);
  });
  context.on('response', (response) => {
    const asPage = isPage(response.request());
    weigh(response, asPage);
    if (asPage) looked['pages loaded'] += 1;
    else if (response.status() >= 400) told(`${response.url()} answered ${response.status()}`);
  });
  context.on('page', (page) => {
    page.on('crash', () => told(`${page.url()} crashed`));
    page.on('websocket', (socket) => told(`traffic to ${socket.url()}`));
  });
};

const newContext = async (browser: Browser, { script = true, width = 1280, as }: PageOptions): Promise<BrowserContext> => {
  const cookies = as ? { storageState: await as.context().storageState() } : {};
  const [locale, timezoneId] = ['en-GB', 'Europe/London'];
  const context = await browser.newContext({ javaScriptEnabled: script, viewport: viewport(width), locale, timezoneId, reducedMotion: 'reduce', ...cookies });
  if (!script) scriptless.add(context);
  context.setDefaultTimeout(patience);
  return context;
};

type OpenBrowser = {
  /** In a context of its own: no cookie and no cache of another. Closed at the end of the file. */
  newPage(options?: PageOptions): Promise<Page>;
};

export const openBrowser = (): OpenBrowser => {
  const problems: string[] = [];
  const awaited = new Set<RegExp>();
  const kept: { browser?: Browser } = {};
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    kept.browser = await sharedChromium();
  });
  afterEach(() => {
    nothingIn(problems.splice(0), 'in the browser');
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    const counts = lookedAt();
    console.log(
      `looked at: ${Object.entries(counts)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}`,
    );
    expect(counts['pages loaded'], 'pages looked at').toBeGreaterThan(0);
    nothingIn(problems, 'in the browser, after the last test');
    nothingIn([...awaited].map(String), 'problems that were expected and did not come');
  });
  return {
    newPage: async (options = {}) => {
      if (!kept.browser) throw new Error('a page opens in a test or a hook, not while the file is read');
      const context = await newContext(kept.browser, options);
      contexts.push(context);
      const { expected = [] } = options;
      for (const one of expected) awaited.add(one);
      watch(context, (problem) => {
        const found = expected.filter((one) => one.test(problem));
        for (const one of found) awaited.delete(one);
        if (found.length === 0) problems.push(problem);
      });
      return context.newPage();
    },
  };
};
