/** How fast a practitioner's caseload is read while the practice's list grows: sixty open referrals, ever more that have ended. */
import { randomBytes } from 'node:crypto';
import { base32 } from '#platform/ids';
import { instantOf } from '#platform/time';
import type { Table } from '#platform/types';
import { openCaseload } from '#referral/caseload-store';
import { packedHead } from '#referral/packed-store';
import { headItem } from '#referral/referral-items';
import type { Referral } from '#referral/types';
import { contact, visit } from '#test/casework';
import { engineTables } from '#test/engine-tables';
import { birchtree, onwardIn, referralIn } from '#test/referrals';
import { percentile } from './load.ts';
import { fine, printTable, whole } from './table.ts';

const open = 60;

const headOf = (n: number, status: Referral['status']) => {
  const id = base32(randomBytes(16));
  const version = { versionId: 1, lastUpdated: instantOf(Date.UTC(2026, 0, 1) + n * 60_000) };
  const { at } = contact();
  const casework = { attempts: [at], contacts: 1, firstContactAt: at, lastContactAt: at, next: visit };
  const onward = [onwardIn('requested', { id: `${id}-00000001` as never }), onwardIn('accepted', { id: `${id}-00000002` as never })];
  return packedHead(headItem({ ...referralIn(status, { id: id as never, casework, onward }), task: version } as Referral));
};
/** Heads alone, as they lie in the table. */
export const fill = async (table: Table, from: number, to: number, status: Referral['status']): Promise<void> => {
  for (let at = from; at < to; at += 500) await table.putAll(Array.from({ length: Math.min(500, to - at) }, (_, n) => headOf(at + n, status)));
};

const measured = async (table: Table, calls: number): Promise<number[]> => {
  const times: number[] = [];
  for (let call = 0; call < calls; call += 1) {
    const from = performance.now();
    const rows = await openCaseload(table, [birchtree]);
    times.push(performance.now() - from);
    if (rows.length !== open) throw new Error(`a caseload of ${rows.length} where ${open} are open`);
  }
  return times.sort((a, b) => a - b);
};

export const benchCaseload = async (sizes: readonly number[], calls: number): Promise<void> => {
  const { referrals, stop } = await engineTables();
  await fill(referrals, 0, open, 'in-progress');
  await measured(referrals, 20);
  const rows: string[][] = [];
  let there = open;
  for (const size of sizes) {
    await fill(referrals, there, size, 'completed');
    there = size;
    const times = await measured(referrals, calls);
    rows.push([whole(size), fine(percentile(times, 0.5)), fine(percentile(times, 0.95))]);
  }
  await stop();
  process.stdout.write(`A caseload of ${open} open referrals from the engine's table, ${calls} reads each, in ms by stored referrals. Aim: p95 at most 50.\n`);
  printTable(['stored', 'p50', 'p95'], rows);
};
