/** How fast referrals are created, beside the floor of the same minute: rounds alternate, so that both see the same machine. */

import { floorOf } from './floor.ts';
import { type Load, load, median, send } from './load.ts';
import { createCall } from './referral.ts';
import type { BenchHub } from './running.ts';
import { fine, printTable, spread, whole } from './table.ts';

type Lengths = { rounds: number; milliseconds: number };
const callers = [1, 8, 32];

/** Until everything that the creates set off has been counted, so that no round pays for the one before. */
export const settled = async (hub: BenchHub, created: number): Promise<void> => {
  const token = await hub.token('manager');
  const month = new Date().toISOString().slice(0, 7);
  const call = { url: new URL(`${hub.running.url}/insight/delivery?from=${month}&to=${month}`), method: 'GET', headers: { authorization: `Bearer ${token}` } };
  for (let look = 0; look < 600; look += 1) {
    const { received } = JSON.parse((await send(call)).body);
    if (received >= created) return;
    await new Promise((soon) => setTimeout(soon, 200));
  }
  throw new Error('the referrals were not counted within two minutes');
};

export const ratioHeads = (subject: string) => ['callers', 'floor/s', 'spread', `${subject}/s`, 'spread', 'p50 ms', 'p99 ms', 'ratio', 'spread', 'failed'];
/** Floor and subject of each round, side by side. */
export const ratioRow = (count: number, floors: readonly Load[], creates: readonly Load[]): string[] => {
  const rates = (loads: readonly Load[]) => loads.map(({ rate }) => rate);
  const ratios = creates.map(({ rate }, n) => rate / (floors[n]?.rate ?? Number.NaN));
  const times = (of: 'p50' | 'p99') => fine(median(creates.map((one) => one[of])));
  const failed = [...floors, ...creates].reduce((sum, one) => sum + one.failed, 0);
  return [
    String(count),
    whole(median(rates(floors))),
    spread(rates(floors)),
    whole(median(rates(creates))),
    spread(rates(creates)),
    times('p50'),
    times('p99'),
    fine(median(ratios)),
    spread(ratios, fine),
    String(failed),
  ];
};

/** Returns how many referrals it made. */
export const benchCreates = async (hub: BenchHub, { rounds, milliseconds }: Lengths): Promise<number> => {
  const token = await hub.token('gp');
  const create = createCall(hub.running.url, token);
  // The first brings the person in; all others are of the same, and write so much less.
  await send(create());
  const floor = await floorOf(hub.running, () => send(create()));
  let made = 2;
  const createFor = async (count: number, time: number) => {
    // Tokens live for five minutes.
    const fresh = createCall(hub.running.url, await hub.token('gp'));
    const done = await load(fresh, count, time);
    made += done.calls - done.failed;
    await settled(hub, made);
    return done;
  };
  await createFor(8, milliseconds);
  const rows: string[][] = [];
  for (const count of callers) {
    const [floors, creates]: Load[][] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      process.stderr.write(`creates: ${count} callers, round ${round + 1} of ${rounds}\n`);
      floors?.push(await load(floor.next, count, milliseconds));
      creates?.push(await createFor(count, milliseconds));
    }
    rows.push(ratioRow(count, floors ?? [], creates ?? []));
  }
  process.stdout.write(
    `Create: POST ServiceRequest, ${create().body?.length} bytes, everything on; floor: the same ${floor.items} items (${floor.bytes} bytes) as one raw transaction.\n`,
  );
  process.stdout.write(`${rounds} rounds of ${milliseconds} ms each, alternating; median and spread. Aim: ratio at least 0.50 at 8 callers.\n`);
  printTable(ratioHeads('create'), rows);
  return made;
};
