/** Keeps the hub's copy of ALISS in step: page by page, with a mark after each, so that a run that was killed goes on where it stood. */
import { everyItem } from '#platform/every-item';
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Clock, Ids, Instant, Item, LocalDate, Table } from '#platform/types';
import { pack, unpack } from '#referral/packed-store';
import { afterWalk, type Copy, isBelievable, missing, type Walked, walkedOf } from './compare.ts';
import { putSnapshot, servicesIn, snapshotIn } from './snapshot-store.ts';
import type { Progress } from './sync-types.ts';
import { type Aliss, type AlissPage, type AlissTrouble, type Attribution, perPage } from './types.ts';

export type SyncPorts = {
  aliss: Aliss;
  table: Table;
  clock: Clock;
  ids: Pick<Ids, 'short'>;
  pause(milliseconds: number): Promise<void>;
  /** Whether there is time for another page. */
  mayGoOn?(): boolean;
};
/** A whole copy stands so long, in hours; a run that stands is taken up within so many. */
const [freshFor, resumedWithin] = [20, 48];
const hours = (count: number) => count * 3_600_000;

const write = async (table: Table, item: Item): Promise<void> => {
  const { outcome } = await table.write([{ put: item }]);
  if (outcome !== 'written') throw new Error(`how far the copy of ALISS has come was not kept: ${outcome}`);
};
const markItem = (progress: Progress): Item => ({ ...accessKeys.alissMark, data: JSON.stringify(progress) });
/** Undefined: it never began. */
export const alissProgress = async (table: Table): Promise<Progress | undefined> => {
  const held = await table.get(accessKeys.alissMark);
  return held && JSON.parse(String(held.data));
};
/** As `alissProgress`, with the page to which a run that goes on has come: for whoever looks. */
export const alissReport = async (table: Table): Promise<Progress | undefined> => {
  const progress = await alissProgress(table);
  if (progress?.state !== 'running') return progress;
  const walked = await staged(table, progress.run);
  return { ...progress, page: walked.length, pages: walked.at(-1)?.pages ?? 0 };
};

type Staged = Walked & { pages: number /** On the first page. */; attribution?: Attribution };
/** Ids as their bytes: the mark of a page on which nothing changed is one write unit. */
const packedIds = (ids: readonly string[]): string => Buffer.from(ids.join('').replaceAll('-', ''), 'hex').toString('base64');
const plainIds = (packed: string): string[] =>
  (Buffer.from(packed, 'base64').toString('hex').match(/.{32}/g) ?? []).map((hex) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
const stagedText = ({ seen, ...rest }: Staged): string => JSON.stringify({ ...rest, seen: packedIds(seen) });
const stagedFrom = (text: string): Staged => {
  const { seen, ...rest } = JSON.parse(text);
  return { ...rest, seen: plainIds(seen) };
};
const staged = async (table: Table, run: string): Promise<Staged[]> => {
  const { pk, sk } = accessKeys.alissPage(1);
  const held = await everyItem(table, { pk, from: sk, to: 'P#~' });
  return held.filter((one) => one.run === run).map((one) => stagedFrom(unpack(String(one.data))));
};
const stage = (table: Table, run: string, n: number, page: Staged, now: Instant): Promise<void> =>
  write(table, { ...accessKeys.alissPage(n), run, data: pack(stagedText(page)), [expiresAt]: Math.floor(millisecondsOf(now) / 1000) + 7 * 86_400 });

/** Each page is asked for three times before the run stands. */
const patience = [1_000, 4_000];
const pageOf = async ({ aliss, pause }: SyncPorts, n: number): Promise<AlissPage | AlissTrouble> => {
  for (const wait of [...patience, 0]) {
    const answer = await aliss.page(n);
    if (answer.ok) return answer.page;
    if (wait === 0 || answer.because === 'refused') return answer.because;
    await pause(wait);
  }
  return 'unreachable';
};

const copyOf = async (table: Table): Promise<Copy> => {
  const snapshot = await snapshotIn(table);
  return new Map((snapshot ? await servicesIn(table, snapshot) : []).map((one) => [one.id, one]));
};

type Run = { ports: SyncPorts; progress: Progress; copy: Copy; walked: Staged[] };
/** By the count that each page says: the list may grow or shrink meanwhile. */
const pagesFor = (count: number): number => Math.ceil(count / perPage);
/** Walks on from the last mark; undefined when it came to the end. */
const walk = async ({ ports, progress, copy, walked }: Run): Promise<AlissTrouble | 'later' | undefined> => {
  const { table, clock, mayGoOn = () => true } = ports;
  for (let n = walked.length + 1; walked.length === 0 || n <= (walked.at(-1)?.pages ?? 0); n += 1) {
    if (!mayGoOn()) return 'later';
    const page = await pageOf(ports, n);
    if (typeof page === 'string') return page;
    const own = walkedOf(page.services, page.unreadable, copy);
    const one: Staged = { ...own, pages: pagesFor(page.count), ...(n === 1 ? { attribution: page.attribution } : {}) };
    await stage(table, progress.run, n, one, clock.now());
    walked.push(one);
  }
  return undefined;
};

/** ALISS is asked for each that is missing: a list that moved under the walk loses some that are there. */
const goneOf = async ({ ports: { aliss }, copy, walked }: Run): Promise<{ gone: Set<string>; disbelieved?: number }> => {
  const lost = missing(walked, copy);
  if (!isBelievable(lost.length, copy)) return { gone: new Set(), disbelieved: lost.length };
  const gone = new Set<string>();
  for (const id of lost) if ((await aliss.has(id)) === 'no') gone.add(id);
  return { gone };
};

const finished = async (run: Run): Promise<Progress> => {
  const { ports, progress, walked } = run;
  const { table, clock } = ports;
  const { gone, disbelieved } = await goneOf(run);
  const now = clock.now();
  const { copy, tally } = afterWalk(walked, run.copy, gone, now.slice(0, 10) as LocalDate);
  const { run: id, startedAt } = progress;
  const ended = { run: id, startedAt, state: 'done' as const, updatedAt: now, freshAt: now, page: walked.length, pages: walked.length };
  const done: Progress = { ...ended, tally, ...(disbelieved === undefined ? {} : { disbelieved }) };
  const attribution = walked[0]?.attribution ?? { licence: '', to: [] };
  await putSnapshot(copy.values(), attribution, { table, at: now, besides: () => [{ put: markItem(done) }] });
  return done;
};

const begun = async (before: Progress | undefined, { table, clock, ids }: SyncPorts): Promise<Progress> => {
  const now = clock.now();
  if (before && before.state !== 'done' && later(before.startedAt, hours(resumedWithin)) > now) return before;
  const { freshAt, tally, troubleSince } = before ?? {};
  const kept = { ...(freshAt && { freshAt }), ...(tally && { tally }), ...(troubleSince && { troubleSince }) };
  const progress: Progress = { run: ids.short(), state: 'running', startedAt: now, updatedAt: now, page: 0, pages: 0, ...kept };
  await write(table, markItem(progress));
  return progress;
};
const standing = (run: Run, because: AlissTrouble | 'later'): Progress => {
  const { progress, walked, ports } = run;
  const now = ports.clock.now();
  const { because: _before, troubleSince, ...rest } = progress;
  const here = { ...rest, updatedAt: now, page: walked.length, pages: walked.at(-1)?.pages ?? progress.pages };
  return because === 'later' ? { ...here, state: 'running' } : { ...here, state: 'stopped', because, troubleSince: troubleSince ?? now };
};

/** Does what is to be done now: nothing while the copy is fresh. Whatever ALISS does, the copy that was whole stays until a newer is. */
export const syncAliss = async (ports: SyncPorts, { anyway = false } = {}): Promise<Progress> => {
  const { table, clock } = ports;
  const before = await alissProgress(table);
  const isFresh = before?.state === 'done' && before.freshAt !== undefined && later(before.freshAt, hours(freshFor)) > clock.now();
  if (before && isFresh && !anyway) return before;
  const progress = await begun(before, ports);
  const run: Run = { ports, progress, copy: await copyOf(table), walked: await staged(table, progress.run) };
  const because = await walk(run);
  if (because === undefined) return finished(run);
  const stands = standing(run, because);
  await write(table, markItem(stands));
  return stands;
};
