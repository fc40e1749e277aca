/** `npm run bench [-- --quick] [-- --only NAME]`: the yardsticks. Floor and subject alternate in one run; what matters are ratios, the machine is noisy. */
import '#local/tied-to-launcher';
import { parseArgs } from 'node:util';
import { closeConnections } from './load.ts';
import { parts } from './parts.ts';

const { quick, only, help } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } } }).values;
const measured = parts(quick ?? false);
const chosen = Object.entries(measured).filter(([name]) => only === undefined || name === only);
if (help || chosen.length === 0)
  process.stdout.write(`npm run bench -- [--quick] [--only NAME]; NAME is one of ${Object.keys(measured).join(', ')}. All of it takes about ten minutes.\n`);
else for (const [, part] of chosen) await part();
closeConnections();
process.exit(0);
