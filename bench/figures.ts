/** How long the manager's pages of figures take, whether ten thousand events are counted or a million: their cost is that of the months they show. */

import { areaCells, type Cell, cellsOf, merged, type Part, type Tally } from '#insight/counted/tally';
import { currentSet } from '#insight/counts';
import { hubTables } from '#local/hub-tables';
import { ethnicGroups } from '#people/ethnicity';
import { keys } from '#platform/tables';
import { newBrowser } from '#test/hand-browser';
import { percentile } from './load.ts';
import type { BenchHub } from './running.ts';
import { fine, printTable, whole } from './table.ts';

const [area, practices, monthsBack] = ['S12000049', 30, 24];
/** Of a referral, as a simulated year has them. */
const eventsOfOne = 12;
const pages = [
  'firstContact',
  'firstContact?by=simd',
  'engagement',
  'received',
  'acceptance',
  'response',
  'closures',
  'primaryNeeds',
  'organisations',
  'equity',
];

/** The same each time: nothing here is by chance. */
const spread = (n: number, over: number): number => Math.floor(((((Math.sin(n * 12.9898) * 43_758.5453) % 1) + 1) % 1) * over);
const twoDigits = (n: number) => String(n).padStart(2, '0');
const partsOf = (n: number, month: string): Part[] => {
  const day = twoDigits(1 + spread(n, 28));
  const wait = spread(n * 3, 60);
  const dims = {
    simd: String(1 + spread(n, 5)),
    age: ['25-44', '45-64', '65-74'][spread(n * 5, 3)] ?? '',
    sex: n % 2 ? 'female' : 'male',
    interpreter: n % 9 ? 'no' : 'yes',
    ethnicity: ethnicGroups[spread(n * 17, ethnicGroups.length)] ?? '',
  };
  const need = ['money', 'loneliness', 'housing', 'debt', 'mental-wellbeing'][spread(n * 7, 5)] ?? '';
  const engaged: Tally =
    n % 3 > 0
      ? { [`engaged.y@${day}`]: 1, [`wait.${wait}`]: 1, [`worked.${Math.floor(wait * 0.7)}`]: 1, 'tries.1': 1, contact: 4, attended: 3 }
      : { endedWaiting: 1 };
  const sent = {
    sent: 2,
    [`sent@${day}`]: 2,
    accepted: 1,
    declined: 1,
    [`hours.${1 + spread(n * 11, 336)}`]: 1,
    [`hours.${1 + spread(n * 13, 336)}`]: 1,
    inTime: 2,
    came: 1,
    loopClosed: 2,
  };
  const received = {
    received: 1,
    'source.gp-system': 1,
    [`people.y@${day}`]: 1,
    hasBirthDate: 1,
    hasSex: 1,
    hasFifth: 1,
    closed: 1,
    'reason.goals-met': 1,
    'contacts.4': 1,
  };
  return [
    { month, dims: { ...dims, need }, tally: { ...received, ...engaged } },
    { month, dims: { ...dims, need, organisation: `organisation-${spread(n * 17, 60)}` }, tally: sent },
  ];
};
const cellsFor = (practice: string, month: string, referrals: number, from: number): Cell[] =>
  merged(cellsOf({ area, practice, parts: Array.from({ length: referrals }, (_, n) => partsOf(from + n, month)).flat() }));

const monthsUntil = (day: Date): string[] =>
  Array.from({ length: monthsBack }, (_, n) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - n, 1)).toISOString().slice(0, 7));
/** So many events of the past two years, in every practice alike. */
const fill = async ({ running }: BenchHub, events: number): Promise<number> => {
  const { work, close } = hubTables(running);
  const each = Math.max(1, Math.round(events / eventsOfOne / practices / monthsBack));
  let written = 0;
  for (const month of monthsUntil(new Date())) {
    const all: Cell[] = [];
    for (let n = 0; n < practices; n += 1) {
      const cells = cellsFor(`bench-${twoDigits(n)}`, month, each, n * 1000 + written);
      all.push(...cells);
      written += each;
    }
    const items = [...all, ...areaCells(all)].map(({ section, practice, tally }) => ({
      ...keys.figuresOf(currentSet, area, month, section, practice),
      ...tally,
    }));
    await work.putAll(items);
  }
  close();
  return written * eventsOfOne;
};
const timesOf = async (browser: ReturnType<typeof newBrowser>, url: string, calls: number): Promise<{ times: number[]; bytes: number }> => {
  const times: number[] = [];
  let bytes = 0;
  for (let call = 0; call < calls + 5; call += 1) {
    const from = performance.now();
    const { status, text } = await browser.ask(url);
    if (status !== 200) throw new Error(`${url} answered ${status}`);
    if (call >= 5) times.push(performance.now() - from);
    bytes = Buffer.byteLength(text);
  }
  return { times: times.sort((a, b) => a - b), bytes };
};

/** One hub for each size; `calls` of each page, one after the other, in turn. */
export const benchFigures = async (hubs: readonly BenchHub[], sizes: readonly number[], calls: number): Promise<void> => {
  const [browsers, counted] = [hubs.map(() => newBrowser()), await Promise.all(hubs.map((hub, n) => fill(hub, sizes[n] ?? 0)))];
  for (const [n, hub] of hubs.entries()) {
    const choice = await browsers[n]?.go(`${hub.running.url}/app/sign-in?to=/app/figures`);
    await browsers[n]?.go(choice?.url ?? '', { user: 'elspeth-munro' });
  }
  const rows: string[][] = [];
  for (const page of pages) {
    const row = [page];
    let kilobytes = 0;
    for (const [n, hub] of hubs.entries()) {
      const browser = browsers[n];
      if (!browser) continue;
      const { times, bytes } = await timesOf(browser, `${hub.running.url}/app/figures/${page}`, calls);
      row.push(fine(percentile(times, 0.5)), fine(percentile(times, 0.95)));
      kilobytes = bytes / 1024;
    }
    rows.push([...row, whole(kilobytes)]);
  }
  process.stdout.write(
    `Figures of ${practices} practices for their manager, all of them for a quarter with 24 months as a series; ${calls} calls each, in ms. Aim: p95 at most 80 at both.\n`,
  );
  printTable(['page', ...counted.flatMap((events) => [`${whole(events)} events: p50`, 'p95']), 'KB'], rows);
};
