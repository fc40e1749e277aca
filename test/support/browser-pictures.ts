/** Pages on paper and as pictures, in `coverage/screens/`, which git ignores: for somebody to look through. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { looked, nothingIn, withPictures } from './browser-looked.ts';
import { withScript } from './browser-script.ts';
import { atSize, viewport, type Width } from './browser-width.ts';
import { sticksOut } from './in-page.ts';

const folder = 'coverage/screens';
const widths: Width[] = [320, 1280];
/** A4 without its margins, in CSS pixels. */
const paper = { width: 718, height: 1047 };

const fileOf = (name: string): string => {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`a picture's name is kebab-case: ${name}`);
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
};

/** If they are asked for: `NAME-320.png` and `NAME-1280.png`, the page in its full height. */
export const screenshots = async (page: Page, name: string): Promise<void> => {
  if (!withPictures) return;
  const take = (width: Width) => page.screenshot({ path: `${fileOf(name)}-${width}.png`, fullPage: true, animations: 'disabled' });
  for (const width of widths) await atSize(page, viewport(width), () => take(width));
  looked['pictures written'] = (looked['pictures written'] ?? 0) + widths.length;
};

type Printed = { /** Of A4. */ sheets: number /** What stands on them. */; text: string };
/** As it comes out of the printer, `NAME.pdf`: nothing is cut off at the side. */
export const printed = async (page: Page, name: string): Promise<Printed> => {
  await page.emulateMedia({ media: 'print' });
  const out = await atSize(page, paper, () => withScript(page, () => page.evaluate(sticksOut)));
  const text = await page.locator('body').innerText();
  const pdf = await page.pdf({ path: `${fileOf(name)}.pdf`, format: 'A4', margin: { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' } });
  await page.emulateMedia({ media: null });
  looked['printed on paper'] += 1;
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  expect(sheets, 'sheets of paper').toBeGreaterThan(0);
  nothingIn(out, `sticks out on paper: ${page.url()}`);
  return { sheets, text };
};
