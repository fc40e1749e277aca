/** How fast transaction Bundles are taken, beside the floor of the same minute: one raw transaction of the very items that one of them writes. */
import { ratioHeads, ratioRow, settled } from './creates.ts';
import { floorOf } from './floor.ts';
import { type Load, load, send } from './load.ts';
import { bundleCall } from './referral.ts';
import type { BenchHub } from './running.ts';
import { printTable } from './table.ts';

const callers = 8;

export const benchBundles = async (hub: BenchHub, { rounds, milliseconds }: { rounds: number; milliseconds: number }): Promise<void> => {
  const first = bundleCall(hub.running.url, await hub.token('gp'));
  const floor = await floorOf(hub.running, () => send(first()));
  let made = 1;
  const bundlesFor = async (time: number): Promise<Load> => {
    // Tokens live for five minutes.
    const done = await load(bundleCall(hub.running.url, await hub.token('gp')), callers, time);
    made += done.calls - done.failed;
    await settled(hub, made);
    return done;
  };
  await bundlesFor(milliseconds);
  const [floors, bundles]: [Load[], Load[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`bundles: round ${round + 1} of ${rounds}\n`);
    floors.push(await load(floor.next, callers, milliseconds));
    bundles.push(await bundlesFor(milliseconds));
  }
  process.stdout.write(
    `Transaction: Patient, ServiceRequest and Task, ${first().body?.length} bytes, everything on; floor: the same ${floor.items} items (${floor.bytes} bytes) as one raw transaction.\n`,
  );
  process.stdout.write(`${rounds} rounds of ${milliseconds} ms each, alternating; median and spread. Aim: ratio at least 0.25 at ${callers} callers.\n`);
  printTable(ratioHeads('bundle'), [ratioRow(callers, floors, bundles)]);
};
