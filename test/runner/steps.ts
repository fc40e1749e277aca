/** The steps of `npm test`: each lane one after the other in this order, both lanes beside each other. */
import { check } from './check.ts';
import { pages } from './pages.ts';
import { tests } from './tests.ts';

export type Tally = { passed: number; failed: number; skipped: number };
/** `read`: how much the step looked at, in words. `details`: shown in full when something failed. `facts`: lines that tests print to say how much they read. */
export type StepResult = Tally & { read: string; details: string; facts: string[] };
/** What waits for hubs and pages leaves room for what computes. */
type Lane = 'code' | 'hubs';
/** `progress` is told in a word or two how far a long step is. */
export type Step = { name: string; lane: Lane; run(progress: (state: string) => void): Promise<StepResult> };

const tool = (path: string, ...args: string[]) => [`node_modules/${path}`, ...args];

export const steps: Step[] = [
  {
    name: 'types',
    lane: 'code',
    run: check({
      tool: tool('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit', '--listFiles'),
      read: (output) => output.split('\n').filter((line) => line.startsWith(process.cwd()) && !line.includes('/node_modules/')).length,
      details: (output) => output.replaceAll(/^\/.*\n/gm, ''),
    }),
  },
  {
    name: 'lint',
    lane: 'code',
    run: check({ tool: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=200'), read: /Checked (\d+) files/ }),
  },
  {
    name: 'unused',
    lane: 'code',
    run: check({
      tool: tool('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors', '--reporter', 'symbols', '--reporter', './test/runner/knip-count.ts'),
      read: /Read (\d+) files/,
    }),
  },
  { name: 'docs', lane: 'code', run: check({ tool: ['local/generate.ts', '--check'], read: /Compared (\d+) files/ }) },
  { name: 'gate', lane: 'code', run: tests('--project', 'gate') },
  { name: 'unit', lane: 'code', run: tests('--project', 'unit', '--project', 'machine') },
  { name: 'journeys', lane: 'hubs', run: tests('--project', 'journeys') },
  { name: 'browser', lane: 'hubs', run: pages(tests('--project', 'browser')) },
];
