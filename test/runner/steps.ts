/** The steps of `npm test`, in the order in which they begin: cheap ones first, two of them at once. */
import { check } from './check.ts';
import { pages } from './pages.ts';
import { tests } from './tests.ts';

export type Tally = { passed: number; failed: number; skipped: number };
/** `read`: how much the step looked at, in words. `details`: shown in full when something failed. `facts`: lines that tests print to say how much they read. */
export type StepResult = Tally & { read: string; details: string; facts: string[] };
/** `progress` is told in a word or two how far a long step is. */
/** `shares`: it takes the whole machine by itself, and runs alone. */
export type Step = { name: string; shares?: true; run(progress: (state: string) => void): Promise<StepResult> };

const tool = (path: string, ...args: string[]) => [`node_modules/${path}`, ...args];

export const steps: Step[] = [
  {
    name: 'types',
    run: check({
      tool: tool('typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit', '--listFiles'),
      read: (output) => output.split('\n').filter((line) => line.startsWith(process.cwd()) && !line.includes('/node_modules/')).length,
      details: (output) => output.replaceAll(/^\/.*\n/gm, ''),
    }),
  },
  {
    name: 'lint',
    run: check({ tool: tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=200'), read: /Checked (\d+) files/ }),
  },
  {
    name: 'unused',
    run: check({
      tool: tool('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors', '--reporter', 'symbols', '--reporter', './test/runner/knip-count.ts'),
      read: /Read (\d+) files/,
    }),
  },
  { name: 'docs', run: check({ tool: ['local/generate.ts', '--check'], read: /Compared (\d+) files/ }) },
  { name: 'gate', run: tests('--project', 'gate') },
  { name: 'unit', shares: true, run: tests('--project', 'unit', '--project', 'machine') },
  { name: 'journeys', shares: true, run: tests('--project', 'journeys') },
  { name: 'browser', shares: true, run: pages(tests('--project', 'browser')) },
];
