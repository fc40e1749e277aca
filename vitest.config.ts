import { defineConfig } from 'vitest/config';

const gate = 'test/gate/**/*.test.ts';
const journeys = ['test/journeys/**/*.test.ts', 'test/faults/**/*.test.ts'];
const browser = 'test/browser/**/*.test.ts';

/** Four projects, which test/run.ts runs one after the other: journeys boot whole hubs and want the machine for themselves. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { name: 'gate', include: [gate], testTimeout: 120_000 } },
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: [gate, browser, ...journeys], testTimeout: 30_000 } },
      { test: { name: 'journeys', include: journeys, testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false } },
      { test: { name: 'browser', include: [browser], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
