/** What must hold of every page, whoever it is for. */
import type { Page } from 'playwright-core';
import { axe } from './browser-axe.ts';
import { fitsSmall } from './browser-layout.ts';
import { screenshots } from './browser-pictures.ts';
import { scriptless } from './browser-script.ts';
import { isLight } from './browser-weight.ts';
import { atSize, viewport } from './browser-width.ts';

/** It is light, fits a small telephone, axe finds nothing there nor at a desk; and pictures of it under this name. */
/** A page runs no script of its own: to whoever has it off it is the same, and it is looked at once. */
export const inspect = async (page: Page, name: string): Promise<void> => {
  await isLight(page);
  if (scriptless.has(page.context())) return;
  await fitsSmall(page);
  for (const width of [320, 1280] as const) await atSize(page, viewport(width), () => axe(page));
  await screenshots(page, name);
};
