/** What a page weighs: all that came with it, besides styles and fonts that the browser may keep for a day and longer. */
import type { Page, Response } from 'playwright-core';
import { expect } from 'vitest';
import { looked } from './browser-looked.ts';

/** Of the document that each page shows now. */
const loaded = new WeakMap<Page, Response[]>();
export const weigh = (response: Response, isPage: boolean): void => {
  const page = response.frame().page();
  if (isPage) loaded.set(page, [response]);
  else loaded.get(page)?.push(response);
};

const day = 86_400;
const isKept = (response: Response): boolean =>
  /^(stylesheet|font)$/.test(response.request().resourceType()) && Number(/max-age=(\d+)/.exec(response.headers()['cache-control'] ?? '')?.[1] ?? 0) >= day;

/** In bytes, as they are before any compression. */
export const isLight = async (page: Page, atMost = 100_000): Promise<void> => {
  await page.waitForLoadState('load');
  const counted = (loaded.get(page) ?? []).filter((response) => !isKept(response));
  const parts = await Promise.all(counted.map(async (response) => ({ url: response.url(), bytes: (await response.body()).length })));
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  looked.weighed += 1;
  expect(bytes, `a page that was loaded: ${page.url()}`).toBeGreaterThan(0);
  expect(bytes, parts.map((part) => `${part.bytes} ${part.url}`).join('\n')).toBeLessThanOrEqual(atMost);
};
