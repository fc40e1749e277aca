/** Every kind of chart on one page, under the policy of real pages: as somebody sees it on a small telephone, on a desk, in their own colours and on paper. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type Page } from '#test/browser';
import { axe } from '#test/browser-axe';
import { fitsSmall } from '#test/browser-layout';
import { printed, screenshots } from '#test/browser-pictures';
import { atSize, viewport } from '#test/browser-width';
import { chartKinds, chartOf, invented } from '#test/charts';
import { shown } from '#web/frame/answer';
import { html } from '#web/frame/html';
import { stylesAnswer, stylesPath } from '#web/styles/styles-route';
import { wordsIn } from '#web/words/words';

const browser = openBrowser();
let server: Server;
let page: Page;
beforeAll(async () => {
  const body = html`${chartKinds.map((kind) => chartOf[kind](invented))}`;
  const charts = shown({ title: 'Charts', body }, { words: wordsIn('en'), path: '/app/charts', invented: true });
  server = createServer(({ url }, response) => {
    const answer = url === stylesPath ? stylesAnswer(stylesPath) : charts;
    response.writeHead(answer.status, { ...answer.headers, 'content-type': answer.contentType }).end(answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/app/charts`);
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
});

const found = <T>(look: string): Promise<T> => page.evaluate<T>(look);
const widths = [320, 1280] as const;

test('a parser of XML reads every chart as an SVG', async () => {
  const look = `[...document.querySelectorAll('figure svg[role=img]')].map((svg) => {
    const read = new DOMParser().parseFromString(svg.outerHTML, 'image/svg+xml');
    return read.querySelector('parsererror') ? read.documentElement.textContent : read.documentElement.tagName;
  })`;
  expect(await found(look)).toEqual(chartKinds.map(() => 'svg'));
});

test.each(widths)('at %i pixels nothing in them is smaller than 12 pixels, and no text lies on another', async (width) => {
  const look = `[...document.querySelectorAll('figure svg[role=img]')].map((svg) => {
    const texts = [...svg.querySelectorAll('text')].filter((one) => one.textContent.trim() !== '');
    const boxes = texts.map((one) => ({ text: one.textContent, size: parseFloat(getComputedStyle(one).fontSize), box: one.getBoundingClientRect() }));
    const meets = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
    return {
      texts: boxes.length,
      smallest: Math.min(...boxes.map(({ size }) => size)),
      over: boxes.flatMap((one, n) => boxes.slice(n + 1).filter((other) => meets(one.box, other.box)).map((other) => one.text + ' | ' + other.text)),
      out: boxes.filter(({ box }) => box.left < 0 || box.right > innerWidth).map(({ text }) => text),
    };
  })`;
  const charts = await atSize(page, viewport(width), () => found<{ texts: number; smallest: number; over: string[]; out: string[] }[]>(look));
  expect(charts.length).toBe(chartKinds.length);
  for (const { texts, smallest, over, out } of charts) {
    expect(texts).toBeGreaterThan(5);
    expect(smallest).toBeGreaterThanOrEqual(12);
    expect(over).toEqual([]);
    expect(out).toEqual([]);
  }
});

type Colour = { of: string; colour: string };
const colours = `[...new Set([...document.querySelectorAll('figure svg [class]')].map((one) => one.getAttribute('class')))].map((of) => {
  const { fill, stroke } = getComputedStyle(document.querySelector('figure svg .' + of));
  return { of, colour: fill === 'none' || fill === 'rgb(0, 0, 0)' ? stroke : fill };
})`;
/** WCAG 2.2, relative luminance, on white. */
const contrast = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const level = Number(part) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
};
test('whatever carries meaning has a contrast of 3 to 1, and takes the reader’s own colours', async () => {
  const ours = await found<Colour[]>(colours);
  const quiet = ['hub_chart__grid', 'hub_chart__band', 'hub_chart__halo'];
  const meaning = ours.filter(({ of }) => !quiet.includes(of));
  expect(meaning.length).toBeGreaterThan(8);
  expect(meaning.filter(({ colour }) => contrast(colour) < 3)).toEqual([]);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  const theirs = await found<Colour[]>(colours);
  await page.emulateMedia({ forcedColors: null, colorScheme: null });
  const kept = theirs.filter(({ colour }, n) => colour !== 'none' && colour === ours[n]?.colour).map(({ of }) => of);
  expect(kept).toEqual([]);
});

test('they are read aloud as pictures with a name, pass axe, fit a small telephone and print', async () => {
  for (const width of widths) await atSize(page, viewport(width), () => axe(page));
  await fitsSmall(page);
  expect(await page.getByRole('img', { name: /Lowest 9 \(Jun 2026\), highest 72/ }).count()).toBeGreaterThan(0);
  expect(await page.getByRole('img').count()).toBe(chartKinds.length);
  await screenshots(page, 'charts');
  const { sheets } = await printed(page, 'charts');
  expect(sheets).toBeLessThanOrEqual(6);
});
