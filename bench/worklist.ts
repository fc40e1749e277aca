/** Whether reading stays as fast when the practice's list grows: one practice, ever more Tasks, the same page. */
import { randomBytes } from 'node:crypto';
import type { Running } from '#local/runtime-file';
import { base32 } from '#platform/ids';
import { type Attributes, rawCall, scanned } from './floor.ts';
import { type Call, type Load, load, median, send } from './load.ts';
import { createCall } from './referral.ts';
import type { BenchHub } from './running.ts';
import { fine, printTable, spread, whole } from './table.ts';

type Lengths = { sizes: readonly number[]; rounds: number; milliseconds: number };
/** DynamoDB takes 25 puts at once. */
const atOnce = 25;
/** What is on the page itself came in by the door. */
const recent = 40;
const worklist = '/Task?status=requested&_count=20';

/** Head and body of a referral long ago; the stream's filter takes neither for news. */
const oldReferral = (pattern: Attributes[], id: string, n: number): Attributes[] => {
  const fresh = base32(randomBytes(16));
  const stamp = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();
  const items: Attributes[] = JSON.parse(JSON.stringify(pattern).replaceAll(id, fresh));
  return items.map((item) => (item.partySk ? { ...item, partySk: { S: `${stamp}#${fresh}` } } : item));
};
const fill = async (running: Running, pattern: Attributes[], id: string, { from, to }: { from: number; to: number }): Promise<void> => {
  const per = Math.floor(atOnce / pattern.length);
  const table = running.tableNames.referrals ?? '';
  const batch = (at: number) => {
    const count = Math.min(per, to - at);
    const puts = Array.from({ length: count }, (_, n) => oldReferral(pattern, id, at + n)).flat();
    return send(rawCall(running, 'BatchWriteItem', { RequestItems: { [table]: puts.map((Item) => ({ PutRequest: { Item } })) } }));
  };
  for (let at = from; at < to; at += per * 4) {
    const some = [0, 1, 2, 3].map((n) => at + n * per).filter((start) => start < to);
    for (const { status } of await Promise.all(some.map(batch))) if (status !== 200) throw new Error('the engine took a batch not');
    if (Math.floor(at / 5_000) !== Math.floor((at + per * 4) / 5_000)) process.stderr.write(`worklist: ${at} of ${to} Tasks\n`);
  }
};

const get = (hub: BenchHub, token: string, path: string) => (): Call => ({
  url: new URL(`${hub.running.url}/fhir${path}`),
  method: 'GET',
  headers: { authorization: `Bearer ${token}` },
});
type Curve = { name: string; callers: number; bySize: Load[][] };
/** A hub that keeps one practice's list at one length. */
type Kept = { hub: BenchHub; id: string };

/** Every length in each round, one after the other: what else the machine does in these minutes meets all of them alike. */
const measured = async (kept: readonly Kept[], name: string, callers: number, { rounds, milliseconds }: Lengths): Promise<Curve> => {
  const bySize: Load[][] = kept.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [n, { hub, id }] of kept.entries()) {
      const path = name === 'read' ? `/Task/${id}` : worklist;
      bySize[n]?.push(await load(get(hub, await hub.token('gp'), path), callers, milliseconds));
    }
  process.stderr.write(`worklist: ${name} measured with ${callers} at once\n`);
  return { name, callers, bySize };
};
const entriesOn = async (hub: BenchHub): Promise<number> => {
  const page = JSON.parse((await send(get(hub, await hub.token('gp'), worklist)())).body);
  return page.entry?.length ?? 0;
};

const p50s = (loads: readonly Load[]) => loads.map(({ p50 }) => p50);
const rowOf = ({ name, callers, bySize }: Curve): string[] => {
  const medians = bySize.map((loads) => median(p50s(loads)));
  const failed = bySize.flat().reduce((sum, one) => sum + one.failed, 0);
  const share = (medians.at(-1) ?? Number.NaN) / (medians[0] ?? Number.NaN);
  return [name, String(callers), ...bySize.map((loads, n) => `${fine(medians[n] ?? Number.NaN)} (${spread(p50s(loads), fine)})`), fine(share), String(failed)];
};

const metadata = async (hub: BenchHub): Promise<string> => {
  const { p50, p99, calls } = await load(get(hub, await hub.token('gp'), '/metadata'), 1, 1_000);
  return `GET /fhir/metadata: p50 ${fine(p50)} ms, p99 ${fine(p99)} ms of ${calls} calls; aim: at most 20 ms.\n`;
};

const filled = async (hub: BenchHub, size: number): Promise<Kept> => {
  const create = createCall(hub.running.url, await hub.token('gp'));
  const ids: string[] = [];
  for (let n = 0; n < recent; n += 1) ids.push(JSON.parse((await send(create())).body).id);
  const id = ids[0] ?? '';
  const pattern = (await scanned(hub.running)).filter((item) => item.pk?.S === `REF#${id}` && (item.sk?.S === 'S' || item.sk?.S === 'B'));
  await fill(hub.running, pattern, id, { from: recent, to: size });
  const entries = await entriesOn(hub);
  if (entries !== 20) throw new Error(`a page of ${entries} where 20 were asked for`);
  return { hub, id };
};

/** One hub for each length, all of them up at once; `hubs` are ended by who started them. */
export const benchWorklist = async (hubs: readonly BenchHub[], lengths: Lengths): Promise<void> => {
  const kept: Kept[] = [];
  for (const [n, hub] of hubs.entries()) kept.push(await filled(hub, lengths.sizes[n] ?? recent));
  const curves: Curve[] = [];
  for (const callers of [1, 8]) for (const name of ['read', 'search']) curves.push(await measured(kept, name, callers, lengths));
  process.stdout.write(
    `One practice's Tasks: read one, search a page of 20. p50 in ms by stored Tasks, median and spread of ${lengths.rounds} rounds, lengths in turn.\n`,
  );
  printTable(['', 'callers', ...lengths.sizes.map((size) => whole(size)), 'last / first (aim: at most 1.15)', 'failed'], curves.map(rowOf));
  const [first] = hubs;
  if (first) process.stdout.write(await metadata(first));
};
