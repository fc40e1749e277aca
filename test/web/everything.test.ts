/** Every figure of every practice as one file: prepared in steps of one practice, in as much memory for two hundred practices as for twenty. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Tally, wholeArea } from '#insight/counted/tally';
import { begun, exportStep, type FiguresExport, figuresArchive, figuresExports, isMade } from '#insight/figures-export-store';
import { metrics } from '#insight/metrics/all';
import { reportPeriod } from '#insight/report-period';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import type { Instant, LocalDate, Table } from '#platform/types';
import { calendar } from '#referral/working-days';
import { figuresHub, glasgow, inAreas, invented, place } from '#test/figures-hub';
import { monthOf } from '#test/public-hub';
import { rowsOfCsv } from '#test/published-facts';
import { unzipped } from '#test/study-export';

const at = '2026-11-23T09:30:00.000Z' as Instant;
const sizeOf = ({ files }: FiguresExport): number => files.reduce((sum, { packed }) => sum + packed.size, 0);
const path = `/app/figures/export/all/${glasgow}/2026-Q3`;
const written = async (job: FiguresExport, access: Table, n = 0): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of figuresArchive(job, n, figuresExports(access, at))) parts.push(part);
  return Buffer.concat(parts);
};

describe('a manager', () => {
  let hub: Awaited<ReturnType<typeof figuresHub>>;
  beforeAll(async () => {
    hub = await figuresHub([...invented, place('2026-07', 'all', '=1+1', { received: 7 })]);
    await hub.onboard({ practices: [{ id: 'odd', name: '=1+1', area: glasgow }] });
  });
  const rows = async () => {
    const { bytes, headers } = await hub.get('elspeth', `${path}/download`);
    expect(headers['content-disposition']).toContain(`figures-${glasgow}-2026-Q3-inside.zip`);
    const { 'figures.csv': csv = '' } = unzipped(bytes ?? Buffer.alloc(0));
    return { csv, rows: rowsOfCsv(csv.replaceAll(/^"?# .*\r\n/gm, '')) as unknown as Record<string, string>[] };
  };
  test('finds it where figures are taken along, prepares it, and takes it with her', async () => {
    expect((await hub.get('elspeth', `/app/figures/export?area=${glasgow}&period=2026-Q3&tier=inside`)).text).toContain(`href="${path}"`);
    expect((await hub.get('elspeth', `/app/figures/export?area=${glasgow}&period=2026-Q3&tier=programme`)).text).not.toContain(`href="${path}"`);
    expect((await hub.get('elspeth', `${path}/download`)).status).toBe(404);
    expect((await hub.get('elspeth', path)).text).toContain('Prepare it');
    expect(await hub.post('elspeth', path)).toMatchObject({ status: 303, location: path });
    const { text } = await hub.get('elspeth', path);
    expect(text).toMatch(/[\d,]+ numbers of 3 practices and of all together, counted today/);
    expect(text).toContain(`href="${path}/download"`);
  });
  test('reads in it what the pages say, practice by practice and month by month, under what it is', async () => {
    const { csv, rows: all } = await rows();
    expect(csv.startsWith('\uFEFF# area,S12000049\r\n')).toBe(true);
    for (const line of ['# period,2026-Q3', '# definitionsVersion,3', '# tier,inside', '# acceptance,"onward referrals whose first answer was yes'])
      expect(csv).toContain(line);
    const value = (practice: string, period: string, metric: string, measure: string) =>
      all.find((row) => row.practice === practice && row.period === period && row.metric === metric && row.measure === measure)?.value;
    expect([value('birchtree', '2026-07', 'received', 'n'), value('birchtree', '2026-Q3', 'received', 'n'), value('All', '2026-Q3', 'received', 'n')]).toEqual([
      '30',
      '50',
      '63',
    ]);
    expect([value('birchtree', '2026-Q3', 'firstContact', 'median'), value('birchtree', '2026-07', 'response', 'n')]).toEqual(['9', '8']);
    expect(value('birchtree', '2026-Q3', 'needsOfPeople', 'money')).toBe('15');
    expect(value('birchtree', 'now', 'waitingList', 'n') ?? value('birchtree', 'now', 'waiting', 'n')).toBe('3');
    const counted = Object.entries(metrics).flatMap(([name, { compute }]) => (compute.kind === 'elsewhere' ? [] : [name]));
    const told = new Set(all.map(({ metric }) => metric));
    expect(counted.filter((name) => !told.has(name))).toEqual([]);
    console.log(`${all.length} rows of ${told.size} figures read`);
  });
  test('has the names of practices as text, whatever they look like', async () => {
    expect((await rows()).csv).toContain("odd,'=1+1,2026-07,received");
  });
  test('of another area, and whoever is no manager, finds nothing', async () => {
    for (const as of ['fraser', 'nadia', 'catriona'] as const) {
      for (const address of [path, `${path}/download`]) expect((await hub.get(as, address)).status, as).toBe(404);
      expect((await hub.post(as, path)).status, as).toBe(404);
    }
    for (const wrong of ['2026-13', '2026-Q5', 'soon'])
      expect((await hub.get('elspeth', `/app/figures/export/all/${glasgow}/${wrong}`)).status, wrong).toBe(404);
  });
});

describe('while it is made', () => {
  const months = Array.from({ length: 12 }, (_, n) => `2025-${String(n + 1).padStart(2, '0')}`);
  /** What is held in each step: rows, items read, characters kept. */
  const made = async (many: number) => {
    const practices = Array.from({ length: many }, (_, n) => ({ id: `invented-${n}`, name: `Invented Practice ${n}` }));
    const [work, access] = [memoryTable(), memoryTable()];
    await work.putAll(inAreas(practices.flatMap(({ id }, n) => months.flatMap((month, k) => monthOf(month, id, 60, n + k)))));
    let items = 0;
    const counting: Table = {
      ...work,
      getAll: async (keys) => {
        const found = await work.getAll(keys);
        items += found.length;
        return found;
      },
    };
    const jobs = figuresExports(access, at);
    const period = reportPeriod('2025', '2026-11-23' as LocalDate, calendar());
    if (!period) throw new Error('no time');
    const making = { jobs, work: counting, ids: randomIds, period, head: [['area', glasgow]] as const, divisorsOf: async () => () => 2400 };
    let job = begun({ area: glasgow, period: '2025', asAt: at, definitionsVersion: 3, practices: [{ id: wholeArea, name: 'All' }, ...practices] });
    await jobs.write(job);
    const held = { rows: 0, items: 0, bytes: 0 };
    while (!isMade(job)) {
      items = 0;
      const after = await exportStep(job, making);
      held.rows = Math.max(held.rows, after.rows - job.rows);
      held.items = Math.max(held.items, items);
      held.bytes = Math.max(held.bytes, sizeOf(after) - sizeOf(job));
      job = after;
    }
    return { job, held, access };
  };
  test('no more is held of two hundred practices than of twenty, and what comes of it is whole', async () => {
    const [few, many] = [await made(20), await made(200)];
    console.log(`20 practices: ${few.job.rows} rows, held ${JSON.stringify(few.held)}; 200: ${many.job.rows} rows, held ${JSON.stringify(many.held)}`);
    expect(many.job.rows).toBeGreaterThan(9 * few.job.rows);
    expect(many.held.items).toBe(few.held.items);
    expect(many.held.rows).toBeLessThanOrEqual(few.held.rows * 1.1);
    expect(many.held.bytes).toBeLessThanOrEqual(few.held.bytes * 1.1);
    expect(many.job.files.length).toBe(1);
    const archive = await written(many.job, many.access);
    const csv = unzipped(archive)['figures.csv'] ?? '';
    console.log(`a year of 200 practices is ${archive.length} bytes, ${csv.length} unpacked`);
    expect([Buffer.byteLength(csv), crc32(csv)]).toEqual([many.job.files[0]?.packed.size, many.job.files[0]?.packed.crc]);
    expect(csv.split('\r\n').length).toBe(many.job.rows + 3);
  }, 120_000);
  test('two who prepare it at the same time spoil nothing: one goes on from what the other did', async () => {
    const [work, access] = [memoryTable(), memoryTable()];
    const practices = ['one', 'two', 'three'].map((id) => ({ id, name: id }));
    await work.putAll(inAreas(practices.flatMap(({ id }, n) => monthOf('2025-07', id, 60, n))));
    const jobs = figuresExports(access, at);
    const period = reportPeriod('2025-Q3', '2026-11-23' as LocalDate, calendar());
    if (!period) throw new Error('no time');
    const making = { jobs, work, ids: randomIds, period, head: [] as const, divisorsOf: async () => () => undefined };
    const first = begun({ area: glasgow, period: '2025-Q3', asAt: at, definitionsVersion: 3, practices });
    await jobs.write(first);
    let [one, other] = [first, first];
    while (!isMade(one) || !isMade(other))
      [one, other] = await Promise.all([isMade(one) ? one : exportStep(one, making), isMade(other) ? other : exportStep(other, making)]);
    const csv = unzipped(await written(one, access))['figures.csv'] ?? '';
    expect(one).toEqual(other);
    expect(crc32(csv)).toBe(one.files[0]?.packed.crc);
    for (const { id } of practices) expect(csv.match(new RegExp(`^${id},${id},2025-07,received,n,`, 'gm'))).toHaveLength(1);
  });
});

describe('what is too long for one file', () => {
  /** A Lambda's answer is 6 MB at most, and an archive in it is written in base64. */
  const mostOfAnAnswer = 4_500_000;
  /** Numbers that cannot be made much shorter, in many rows. */
  const noise = (practice: string, month: string): Tally =>
    Object.fromEntries(Array.from({ length: 900 }, (_, n) => [`mode.${createHash('sha256').update(`${practice} ${month} ${n}`).digest('base64url')}`, n + 1]));
  test('comes in several, each an archive by itself with a whole table, and every practice in one of them', async () => {
    const hub = await figuresHub([]);
    const practices = Array.from({ length: 7 }, (_, n) => `loud-${n}`);
    await hub.onboard({ practices: practices.map((id) => ({ id, name: id, area: glasgow })) });
    const months = Array.from({ length: 12 }, (_, n) => `2025-${String(n + 1).padStart(2, '0')}`);
    await hub.ports.subscriptions.work.putAll(practices.flatMap((id) => months.map((month) => place(month, 'all', id, noise(id, month)))));
    const year = `/app/figures/export/all/${glasgow}/2025`;
    expect((await hub.post('elspeth', year)).status).toBe(303);
    let { text } = await hub.get('elspeth', year);
    for (let looks = 0; looks < 60 && !text.includes('/download'); looks += 1) ({ text } = await hub.get('elspeth', year));
    const links = [...text.matchAll(/href="([^"]*\/download\?part=\d+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(1);
    expect(text).toContain(`It is too long for one file, so there are ${links.length}.`);
    const files = await Promise.all(links.map((link) => hub.get('elspeth', link)));
    const tables = files.map(({ bytes = Buffer.alloc(0), headers }, n) => {
      const which = `${n + 1}-of-${links.length}`;
      expect(headers['content-disposition']).toContain(`figures-${glasgow}-2025-inside-${which}.zip`);
      expect(bytes.length).toBeLessThan(mostOfAnAnswer);
      return unzipped(bytes)[`figures-${which}.csv`] ?? '';
    });
    console.log(`${files.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0)} bytes in ${files.length} archives`);
    const rows = tables.map((csv) => rowsOfCsv(csv.replaceAll(/^"?# .*\r\n/gm, '')) as unknown as Record<string, string>[]);
    for (const csv of tables) expect(csv.startsWith('\uFEFF# area,S12000049\r\n')).toBe(true);
    for (const id of practices) expect(rows.filter((all) => all.some(({ practice }) => practice === id)).length, id).toBe(1);
    expect(rows.flat().filter(({ practice, period, metric }) => practice === 'loud-6' && period === '2025-12' && metric === 'modes').length).toBe(901);
    for (const part of ['0', String(links.length + 1), 'x', '01']) expect((await hub.get('elspeth', `${year}/download?part=${part}`)).status, part).toBe(404);
  }, 120_000);
});
