/** Runs the asked steps and tells the terminal: quiet when fine, in full when not, never silent for long. */
import type { Request } from './request.ts';
import { type Step, type StepResult, steps, type Tally } from './steps.ts';
import { tests } from './tests.ts';

const asked = ({ only, paths }: Request): Step[] => {
  if (paths.length > 0) return [{ name: 'tests', lane: 'code', run: tests(...paths) }];
  return steps.filter(({ name }) => only.length === 0 || only.includes(name));
};

const sayEvery = 10_000;

const told = (name: string, { read, failed, skipped, details, facts }: StepResult, seconds: number) => {
  const counts = [read, failed > 0 ? `${failed} failed` : '', skipped > 0 ? `${skipped} skipped` : ''].filter(Boolean).join(', ');
  if (failed > 0) console.log(`\n${details.trimEnd()}\n`);
  else for (const fact of facts) console.log(`  ${name}: ${fact}`);
  console.log(`${failed > 0 ? '✗' : '✓'} ${name}: ${counts}, ${seconds} s`);
};

const runStep = async ({ name, run }: Step): Promise<StepResult> => {
  const began = Date.now();
  const elapsed = () => Math.round((Date.now() - began) / 1000);
  let state = '';
  const timer = setInterval(() => console.log(`  ${name}: ${state ? `${state}, ` : ''}${elapsed()} s`), sayEvery);
  const result = await run((now) => {
    state = now;
  });
  clearInterval(timer);
  told(name, result, elapsed());
  return result;
};

const runLane = async (waiting: readonly Step[]): Promise<StepResult[]> => {
  const results: StepResult[] = [];
  for (const step of waiting) results.push(await runStep(step));
  return results;
};

export const runSteps = async (request: Request): Promise<Tally> => {
  const lanes = Map.groupBy(asked(request), ({ lane }) => lane);
  const sum: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of (await Promise.all([...lanes.values()].map(runLane))).flat()) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
};
