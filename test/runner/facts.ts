/** Tests print how much they read, walked or killed; those lines are shown when all is well, the rest of a run's output is not. */

const perTest = 5;

/** Vitest puts what a test printed under a heading `stdout | file > test`, up to an empty line. */
export const factsIn = (output: string): string[] =>
  [...output.matchAll(/^stdout \| .*\n((?:.+\n)*)/gm)].flatMap(([, block = '']) => block.trim().split('\n').slice(0, perTest));
