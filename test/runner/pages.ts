/** The step in the browser: what its files looked at, in one line. Pictures of pages that are no more are gone. */
import { rmSync } from 'node:fs';
import type { Step } from './steps.ts';

const screens = 'coverage/screens';
const lookedAt = /^looked at: /;

/** `12 pages loaded, 3 weighed` of each file, as one. */
const summed = (lines: readonly string[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const [, count = '0', what = ''] of lines.flatMap((line) => [...line.replace(lookedAt, '').matchAll(/(\d+) ([^,]+)/g)])) {
    sums.set(what, (sums.get(what) ?? 0) + Number(count));
  }
  return sums;
};

const missing = (sums: ReadonlyMap<string, number>): string[] =>
  sums.size === 0 ? ['No page was looked at.\n'] : [...sums].filter(([, count]) => count === 0).map(([what]) => `There were 0 ${what}.\n`);

export const pages =
  (run: Step['run']): Step['run'] =>
  async (progress) => {
    rmSync(screens, { recursive: true, force: true });
    const result = await run(progress);
    const isCount = (fact: string) => lookedAt.test(fact);
    const sums = summed(result.facts.filter(isCount));
    const nothing = missing(sums);
    const told = [...sums].map(([what, count]) => `${count} ${what}${what === 'pictures written' ? ` to ${screens}/` : ''}`).join(', ');
    const failed = result.failed === 0 && nothing.length > 0 ? 1 : result.failed;
    return { ...result, failed, details: `${result.details}${nothing.join('')}`, facts: [...result.facts.filter((fact) => !isCount(fact)), told] };
  };
