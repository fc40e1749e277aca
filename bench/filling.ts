/** Memory at rest and with many referrals in the hub; what was set off is worked off before each look. */
import { settled } from './creates.ts';
import { load } from './load.ts';
import { pss } from './memory.ts';
import { createCall } from './referral.ts';
import { type BenchHub, benchHub } from './running.ts';
import { printTable, whole } from './table.ts';

const wait = (seconds: number) => new Promise((soon) => setTimeout(soon, seconds * 1000));

const someCreates = async (hub: BenchHub): Promise<number> => {
  const { calls, failed } = await load(createCall(hub.running.url, await hub.token('gp')), 8, 2_000);
  return calls - failed;
};

/** `many` referrals, then a quarter and a half more; each time a look after so many seconds of rest. */
export const benchMemory = async (many: number, seconds: number): Promise<void> => {
  const hub = await benchHub();
  await wait(5);
  const rows: string[][] = [];
  const note = (name: string, aim: string) => {
    const { megabytes, processes } = pss(hub.pid);
    rows.push([name, whole(megabytes), String(processes), aim]);
  };
  note('at rest, before any call', '300');
  let made = 0;
  const fill = async (to: number) => {
    for (; made < to; process.stderr.write(`memory: ${made} referrals\n`)) made += await someCreates(hub);
    await settled(hub, made);
    await wait(seconds);
  };
  await fill(many);
  note(`${seconds} s after ${made} referrals`, '600');
  for (const more of [0.25, 0.5]) {
    await fill(many * (1 + more));
    note(`… after ${made}`, 'no further growth');
  }
  await hub.stop();
  process.stdout.write('Memory of all processes (PSS, MB).\n');
  printTable(['', 'MB', 'processes', 'aim: at most'], rows);
};
