/** The clock's part: finds the referrals whose time has come, practice by practice, and carries out what is due. */
import { keys } from '#platform/tables';
import type { Clock, Item, Table } from '#platform/types';
import { type CarryOut, carryOut } from './carry-out.ts';
import { clockCommands } from './deadlines.ts';
import type { ReferralId } from './types.ts';

export type ClockPorts = { carryOut: CarryOut; referrals: Table; clock: Clock; /** Partitions of the `due` index. */ worklists(): Promise<string[]> };

const dueIn = async (worklist: string, ports: ClockPorts): Promise<ReferralId[]> => {
  const found: Item[] = [];
  for (let after: Item | undefined, first = true; first || after; first = false) {
    const page = await ports.referrals.query({ index: 'due', pk: worklist, to: `${ports.clock.now()}#~`, ...(after ? { after } : {}) });
    found.push(...page.items);
    after = page.next;
  }
  return found.map((item) => item.pk.slice(keys.referral('').length) as ReferralId);
};

/** What an index row promised may have been done meanwhile: the rules say so, and that is no fault. */
const keepOne = async (id: ReferralId, ports: ClockPorts): Promise<number> => {
  const loaded = await ports.carryOut.store.load(id);
  const at = ports.clock.now();
  const due = loaded ? clockCommands(loaded.referral).filter((command) => command.at <= at) : [];
  let done = 0;
  for (const { type, onward } of due) done += (await carryOut(ports.carryOut, id, { type, onward, by: { kind: 'clock' }, at })).ok ? 1 : 0;
  return done;
};

/** Reminds, escalates, waits no longer; `failed` are looked at again in the next minute. */
export const keepDeadlines = async (ports: ClockPorts): Promise<{ looked: number; done: number; failed: number }> => {
  const due = (await Promise.all((await ports.worklists()).map((worklist) => dueIn(worklist, ports)))).flat();
  const results = await Promise.allSettled(due.map((id) => keepOne(id, ports)));
  const done = results.reduce((sum, result) => sum + (result.status === 'fulfilled' ? result.value : 0), 0);
  return { looked: due.length, done, failed: results.filter((result) => result.status === 'rejected').length };
};
