/** How wide pages are looked at. */
import type { Page } from 'playwright-core';

/** In CSS pixels: the smallest telephone (and a desk at 400 % zoom), a desk. */
export type Width = 320 | 1280;

const heights = { 320: 640, 1280: 800 } satisfies Record<Width, number>;
export const viewport = (width: Width) => ({ width, height: heights[width] });

/** The page has its size back afterwards, whatever comes of it. */
export const atSize = async <T>(page: Page, size: { width: number; height: number }, look: () => Promise<T>): Promise<T> => {
  const before = page.viewportSize();
  await page.setViewportSize(size);
  try {
    return await look();
  } finally {
    if (before) await page.setViewportSize(before);
  }
};
