import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { longestFirst } from './test/runner/longest-first.ts';

const gate = 'test/gate/**/*.test.ts';
const machine = ['test/local/**/*.test.ts', 'test/launcher/**/*.test.ts'];
/** Long ones: begun each by itself, the other files fill up what room they leave. */
const long = [
  'test/*/*schedules.test.ts',
  'test/fhir-out/{lives,doors,narrative}.test.ts',
  'test/fhir-in/fuzz*.test.ts',
  'test/referral/laws.test.ts',
  'test/infra/synth.test.ts',
];
const journeys = ['test/journeys/**/*.test.ts', 'test/faults/**/*.test.ts'];
const browser = 'test/browser/**/*.test.ts';
/** A page, an answer or a message may be long in coming on a busy machine; what never comes fails all the same. */
const patient = { poll: { timeout: 60_000 } };
/** Begun last they would be left over alone. */
const begunFirst = [
  'faults/worker-kills.test.ts',
  'browser/everywhere-manager.test.ts',
  'browser/everywhere-practitioner.test.ts',
  'browser/everywhere-staff.test.ts',
];

/**
 * test/runner/steps.ts runs them: journeys and pages boot whole hubs, two files at once. Most files share their modules, pages their browser
 * too, which halves the work: a test that changes what others read puts it back. What counts threads and processes or has false clocks has
 * each file to itself.
 */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    sequence: { sequencer: longestFirst(begunFirst) },
    projects: [
      { test: { name: 'gate', include: [gate], testTimeout: 120_000 } },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [gate, browser, ...machine, ...long, ...journeys],
          testTimeout: 120_000,
          isolate: false,
          expect: patient,
        },
      },
      { test: { name: 'machine', include: [...machine, ...long], testTimeout: 120_000, expect: patient } },
      { test: { name: 'journeys', include: journeys, testTimeout: 600_000, hookTimeout: 120_000, isolate: false, expect: patient } },
      {
        // A page waits for the hub and the hub for a page: one more at a time than there are processors keeps them busy.
        test: {
          name: 'browser',
          include: [browser],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          isolate: false,
          expect: patient,
          maxWorkers: availableParallelism() + 1,
        },
      },
    ],
  },
});
