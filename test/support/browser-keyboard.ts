/** A page in the hands of somebody who uses the keyboard alone. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { looked, nothingIn } from './browser-looked.ts';
import { withScript } from './browser-script.ts';
import { atSize, viewport } from './browser-width.ts';
import { keyboardWatch, type Stop, stops } from './in-page.ts';

/** Rows whose tops differ by less stand beside each other. */
const sameRow = 12;

/** Presses Tab; at each stop one sees where one is. Undefined: beyond the page's last. */
const walker = async (page: Page) => {
  const watch = await withScript(page, () => page.evaluateHandle(keyboardWatch));
  const at = () => withScript(page, () => watch.evaluate((one) => one.at()));
  return async (): Promise<Stop | undefined> => {
    await page.keyboard.press('Tab');
    let stop = await at();
    for (let looks = 0; stop && !stop.seen && looks < 10; looks += 1) stop = await page.waitForTimeout(30).then(at);
    if (stop) {
      looked['stops of the Tab key'] += 1;
      expect(stop.seen, `focus is not seen on ${stop.html}`).toBe(true);
      expect(stop.covered, `focus is covered on ${stop.html}`).toBe(false);
    }
    return stop;
  };
};

const inOrder = (before: Stop | undefined, { top, left, bottom }: Stop): boolean => {
  if (!before) return true;
  const beside = Math.abs(top - before.top) < sameRow || (top < before.bottom && bottom > before.top);
  return beside ? left >= before.left || top > before.top : top > before.top;
};

const walk = async (page: Page): Promise<number> => {
  const { count, moved } = await withScript(page, () => page.evaluate(stops));
  nothingIn(moved, 'a positive tabindex puts it out of order');
  const next = await walker(page);
  const found: Stop[] = [];
  for (let stop = await next(); stop && found.length <= count; stop = await next()) {
    expect(inOrder(found.at(-1), stop), `the keyboard goes back up, from ${found.at(-1)?.html} to ${stop.html}`).toBe(true);
    found.push(stop);
  }
  expect(found.length, `stops of the Tab key; the last was ${found.at(-1)?.html}`).toBe(count);
  return count;
};
/** From the top through the whole page, as it is on a small telephone: every stop once, in the order in which it is read, seen, and no trap. How many there were. */
export const walksByKeyboard = (page: Page): Promise<number> => atSize(page, viewport(320), () => walk(page));

/** Presses Tab until it stands on what has this role and name; `patience`: milliseconds until it must be there. */
export const tabTo = async (page: Page, role: Parameters<Page['getByRole']>[0], name: string | RegExp, patience = 60_000): Promise<void> => {
  const wanted = page.getByRole(role, { name, exact: typeof name === 'string' });
  await expect.poll(() => wanted.count(), { message: `one ${role} named ${name}`, timeout: patience }).toBe(1);
  const next = await walker(page);
  const most = (await withScript(page, () => page.evaluate(stops))).count + 1;
  for (let presses = 0; presses <= most; presses += 1) {
    await next();
    if (await wanted.and(page.locator(':focus')).count()) return;
  }
  expect.fail(`the Tab key never came to the ${role} ${name}`);
};
