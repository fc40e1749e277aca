/** `npm run bench [-- --quick] [-- --only NAME]`: the yardsticks. Floor and subject alternate in one run; what matters are ratios, the machine is noisy. */
import '#local/tied-to-launcher';
import { parseArgs } from 'node:util';
import { benchBundles } from './bundles.ts';
import { benchCreates } from './creates.ts';
import { benchEndToEnd } from './end-to-end.ts';
import { benchMemory } from './filling.ts';
import { closeConnections } from './load.ts';
import { benchPages } from './pages.ts';
import { onHub, onHubs } from './running.ts';
import { benchStart } from './start.ts';
import { benchUnits } from './units.ts';
import { benchValidation } from './validation.ts';
import { benchWorklist } from './worklist.ts';

const { quick, only, help } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } } }).values;

const [rounds, sizes] = quick ? [{ rounds: 2, milliseconds: 1_000 }, [100, 1_000]] : [{ rounds: 5, milliseconds: 2_000 }, [1_000, 10_000, 100_000]];
const parts = {
  start: () => benchStart(quick ? 3 : 7),
  'end-to-end': () => onHub((hub) => benchEndToEnd(hub, quick ? 10 : 50)),
  creates: () => onHub((hub) => benchCreates(hub, rounds)),
  bundles: () => onHub((hub) => benchBundles(hub, rounds)),
  units: benchUnits,
  validation: async () => benchValidation(quick ? 500 : 5_000),
  worklist: () => onHubs(sizes.length, (hubs) => benchWorklist(hubs, { ...rounds, sizes })),
  pages: () => onHub((hub) => benchPages(hub, quick ? [1_000, 20] : [10_000, 200])),
  memory: () => (quick ? benchMemory(1_000, 5) : benchMemory(10_000, 30)),
};
const chosen = Object.entries(parts).filter(([name]) => only === undefined || name === only);
if (help || chosen.length === 0)
  process.stdout.write(`npm run bench -- [--quick] [--only NAME]; NAME is one of ${Object.keys(parts).join(', ')}. All of it takes about ten minutes.\n`);
else for (const [, part] of chosen) await part();
closeConnections();
process.exit(0);
