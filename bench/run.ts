/** `npm run bench [-- --quick]`: the yardsticks. Floor and subject alternate in one run; what matters are ratios, the machine is noisy. */
import '#local/tied-to-launcher';
import { loopCost } from '#test/loop-cost';
import { benchCreates, settled } from './creates.ts';
import { benchEndToEnd } from './end-to-end.ts';
import { closeConnections, load, median } from './load.ts';
import { pss } from './memory.ts';
import { createCall } from './referral.ts';
import { type BenchHub, benchHub } from './running.ts';
import { printTable, spread, whole } from './table.ts';

const quick = process.argv.includes('--quick');
const wait = (milliseconds: number) => new Promise((soon) => setTimeout(soon, milliseconds));
const progress = (line: string) => process.stderr.write(`${line}\n`);

const benchStart = async (): Promise<void> => {
  const times: number[] = [];
  for (let round = 0; round < (quick ? 3 : 7); round += 1) {
    progress(`start: round ${round + 1}`);
    const hub = await benchHub();
    times.push(hub.readyAfter);
    await hub.stop();
  }
  process.stdout.write('Start, installed: process start to "is ready". Aim: at most 2500 ms.\n');
  printTable(['rounds', 'median ms', 'spread'], [[String(times.length), whole(median(times)), spread(times)]]);
};

const many = quick ? 1_000 : 10_000;
const benchMemory = async (): Promise<void> => {
  const hub = await benchHub();
  await wait(5_000);
  const rows: string[][] = [];
  const note = (name: string, aim: string) => {
    const { megabytes, processes } = pss(hub.pid);
    rows.push([name, whole(megabytes), String(processes), aim]);
  };
  note('at rest, before any call', '300');
  let made = 0;
  const fill = async (to: number) => {
    for (; made < to; progress(`memory: ${made} referrals`)) made += await someCreates(hub);
    await settled(hub, made);
    await wait(quick ? 5_000 : 30_000);
  };
  await fill(many);
  note(`${quick ? 5 : 30} s after ${made} referrals`, '600');
  for (const more of [0.25, 0.5]) {
    await fill(many * (1 + more));
    note(`… after ${made}`, 'no further growth');
  }
  await hub.stop();
  process.stdout.write('Memory of all processes (PSS, MB).\n');
  printTable(['', 'MB', 'processes', 'aim: at most'], rows);
};
const someCreates = async (hub: BenchHub): Promise<number> => {
  const { calls, failed } = await load(createCall(hub.running.url, await hub.token('gp')), 8, 2_000);
  return calls - failed;
};

const benchUnits = async (): Promise<void> => {
  const { cost } = await loopCost();
  const all = Object.values(cost).reduce((sum, part) => sum + part, 0);
  process.stdout.write('Write units of one loop: submit, accept, refer on, answer, complete, as the engine counts them.\n');
  const rows = Object.entries({ ...cost, 'in all': all }).map(([name, units]) => [
    name,
    String(units),
    name === 'commands' ? '56' : name === 'in all' ? '76' : '',
  ]);
  printTable(['', 'units', 'aim: at most'], rows);
};

const benchServing = async (): Promise<void> => {
  const hub = await benchHub();
  await benchEndToEnd(hub, quick ? 10 : 50);
  await hub.stop();
  const busy = await benchHub();
  await benchCreates(busy, quick ? { rounds: 2, milliseconds: 1_000 } : { rounds: 5, milliseconds: 2_000 });
  await busy.stop();
};

const parts = { start: benchStart, serving: benchServing, units: benchUnits, memory: benchMemory };
const only = process.argv[process.argv.indexOf('--only') + 1];
const chosen = process.argv.includes('--only') ? Object.entries(parts).filter(([name]) => name === only) : Object.entries(parts);
if (chosen.length === 0 || process.argv.includes('--help')) {
  process.stdout.write(`npm run bench [-- --quick] [-- --only NAME]; NAME is one of ${Object.keys(parts).join(', ')}. All of it takes about five minutes.\n`);
} else {
  for (const [, part] of chosen) await part();
}
closeConnections();
process.exit(0);
