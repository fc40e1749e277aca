/** Whether a page can be used on a small telephone, and at a desk by somebody who enlarges everything four times. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { looked, nothingIn } from './browser-looked.ts';
import { withScript } from './browser-script.ts';
import { atSize } from './browser-width.ts';
import { staysCovered, sticksOut } from './in-page.ts';

/** WCAG 1.4.10: 320 CSS pixels, which is 1280 by 1024 at 400 %; of so low a window what stays in place may take no more than half. */
const enlarged = { width: 320, height: 256 };

/** Nothing has to be scrolled sideways, and nothing that stays in place leaves no room. The page has its size back afterwards. */
export const fitsSmall = async (page: Page): Promise<void> => {
  const look = () => withScript(page, async () => ({ out: await page.evaluate(sticksOut), covered: await page.evaluate(staysCovered) }));
  const { out, covered } = await atSize(page, enlarged, look);
  looked['fitted to 320 pixels'] += 1;
  nothingIn(out, `sticks out at 320 pixels: ${page.url()}`);
  expect(covered, `share of the window that stays covered at 400 %: ${page.url()}`).toBeLessThanOrEqual(0.5);
};
