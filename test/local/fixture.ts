/** The stack that the engine's own tests run. */
import type { StackSource } from '#local/synth';

export const fixtureStack: StackSource = {
  module: 'test/local/fixture-stack.ts',
  name: 'FixtureStack',
  sources: ['test/local/fixture-stack.ts', 'package-lock.json'],
};
