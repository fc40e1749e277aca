/** What a loop costs in write units. */
import { loopCost } from '#test/loop-cost';
import { printTable } from './table.ts';

export const benchUnits = async (): Promise<void> => {
  const { cost } = await loopCost();
  const all = Object.values(cost).reduce((sum, part) => sum + part, 0);
  const aims: Record<string, string> = { commands: '56', 'in all': '76' };
  process.stdout.write('Write units of one loop: submit, accept, refer on, answer, complete, as the engine counts them.\n');
  const rows = Object.entries({ ...cost, 'in all': all }).map(([name, units]) => [name, String(units), aims[name] ?? '']);
  printTable(['', 'units', 'aim: at most'], rows);
};
