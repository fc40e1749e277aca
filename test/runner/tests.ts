/** A step that runs tests; every one of them counts. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { type Ended, runTool } from './child.ts';
import { factsIn } from './facts.ts';
import type { Step, StepResult, Tally } from './steps.ts';

/** Of vitest's JSON report, what counts. A file that could not be loaded has no failed test, but has failed. */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
type Report = z.infer<typeof report>;

const brokenFiles = ({ testResults }: Report) =>
  testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed')).length;

const tallyOf = (said: Report): Tally => ({
  passed: said.numPassedTests,
  failed: said.numFailedTests + brokenFiles(said),
  skipped: said.numPendingTests + said.numTodoTests,
});

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };

/** A run that failed without a failed test, or that found no test, counts as one failure. */
const judge = ({ code, output, text }: Ended, said: Report | undefined): StepResult => {
  const tally = said ? tallyOf(said) : nothing;
  const none = tally.passed + tally.failed + tally.skipped === 0;
  const failed = tally.failed === 0 && (code !== 0 || none) ? 1 : tally.failed;
  const details = none ? `${output}\nNo test was found.\n` : output;
  return { ...tally, failed, read: `${tally.passed} passed in ${said?.testResults.length ?? 0} files`, details, facts: factsIn(text) };
};

export const tests =
  (...args: string[]): Step['run'] =>
  async (progress) => {
    const folder = mkdtempSync(join(tmpdir(), 'links-hub-tests-'));
    const file = join(folder, 'report.json');
    let done = 0;
    const heard = (chunk: string) => {
      done += chunk.match(/^ [✓❯↓] /gm)?.length ?? 0;
      progress(`${done} files done`);
    };
    const all = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args];
    const ended = await runTool(all, heard);
    const said = existsSync(file) ? report.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
    rmSync(folder, { recursive: true });
    return judge(ended, said);
  };
