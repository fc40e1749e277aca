/** From `npm start`'s own process to the line that says it is ready. */
import { median } from './load.ts';
import { benchHub } from './running.ts';
import { printTable, spread, whole } from './table.ts';

export const benchStart = async (rounds: number): Promise<void> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    process.stderr.write(`start: round ${round + 1} of ${rounds}\n`);
    const hub = await benchHub();
    times.push(hub.readyAfter);
    await hub.stop();
  }
  process.stdout.write('Start, installed: process start to "is ready". Aim: at most 2500 ms.\n');
  printTable(['rounds', 'median ms', 'spread'], [[String(times.length), whole(median(times)), spread(times)]]);
};
