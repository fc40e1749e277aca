/** Everything that can be reached from a page by its links and forms, as whoever is signed in. */
import type { Page } from 'playwright-core';
import { matcher } from '#web/frame/match';
import type { Page as WebPage } from '#web/frame/page';
import { pages } from '#web/pages';

type Path = WebPage['path'];
const find = matcher(pages);
export const pathOf = (address: string): Path | undefined => find(new URL(address, 'http://hub.invalid').pathname)?.page.path;

/** Where a page was found, at most so often: one of them may be gone when it is asked for again. */
export type Found = Map<Path, string[]>;
const mostOf = 6;
/** One of a kind may have what another lacks. */
const mostLooks = 2;

const linksOn = (page: Page): Promise<string[]> => page.locator('a[href]').evaluateAll((links: { href: string }[]) => links.map(({ href }) => href));

/** A file is no page. */
const note = (found: Found, address: string): boolean => {
  const path = pathOf(address);
  if (!path || /\/template\/|\/(?:csv|json|fhir|download)$/.test(path)) return false;
  const known = found.get(path) ?? [];
  if (known.includes(address) || known.length >= mostOf) return false;
  found.set(path, [...known, address]);
  return true;
};

/** What the page that is open leads to. */
export const noteLinks = async (page: Page, found: Found): Promise<void> => {
  for (const link of await linksOn(page)) if (new URL(link).origin === new URL(page.url()).origin) note(found, link);
};

/** Breadth first: each page of the table is visited wherever it was found first, and once more. */
export const crawled = async (page: Page, from: string, visit: (path: Path, address: string) => Promise<void>): Promise<Found> => {
  const found: Found = new Map();
  const waiting = [from];
  const looks = new Map<Path, number>();
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if ((looks.get(pathOf(address) ?? '/app/start') ?? 0) >= mostLooks) continue;
    const answer = await page.goto(address);
    const path = pathOf(page.url());
    if (!path || (answer?.status() ?? 0) >= 400) continue;
    note(found, page.url());
    looks.set(path, (looks.get(path) ?? 0) + 1);
    await visit(path, page.url());
    for (const link of await linksOn(page)) {
      const [bare = ''] = link.split('#');
      if (new URL(bare).origin !== new URL(from).origin) continue;
      if (note(found, bare)) waiting.push(bare);
    }
  }
  return found;
};
