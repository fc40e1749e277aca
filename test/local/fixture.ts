/** The stack that the engine's own tests run. */
import type { StackSource } from '#local/synth';

export const fixtureStack: StackSource = {
  module: new URL('./fixture-stack.ts', import.meta.url),
  name: 'FixtureStack',
  sources: ['test/local/fixture-stack.ts', 'package-lock.json'],
};
