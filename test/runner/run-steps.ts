/** Runs the asked steps and tells the terminal: quiet when fine, in full when not, never silent for long. */
import type { Request } from './request.ts';
import { type Step, type StepResult, steps, type Tally } from './steps.ts';
import { tests } from './tests.ts';

const asked = ({ only, paths }: Request): Step[] => {
  if (paths.length > 0) return [{ name: 'tests', run: tests(...paths) }];
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

/** In this order, so many at once. */
const runAll = async (waiting: readonly Step[], atOnce: number): Promise<StepResult[]> => {
  const left = [...waiting];
  const lane = async (): Promise<StepResult[]> => {
    const next = left.shift();
    return next ? [await runStep(next), ...(await lane())] : [];
  };
  return (await Promise.all(Array.from({ length: atOnce }, lane))).flat();
};

export const runSteps = async (request: Request): Promise<Tally> => {
  const [cheap, whole] = [asked(request).filter(({ shares }) => !shares), asked(request).filter(({ shares }) => shares)];
  const sum: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of [...(await runAll(cheap, 2)), ...(await runAll(whole, 1))]) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
};
