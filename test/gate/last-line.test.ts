import { afterAll, describe, expect, test } from 'vitest';
import { smallProject } from './small-project.ts';

const project = smallProject();
afterAll(() => project.end());

/** One red per class of step, planted so that no other step minds it. */
const reds: { step: string; file: string; plant: () => void }[] = [
  ['types', 'shared/referral/greet.ts', 'size = (name: string): number', 'size = (name: string): string'],
  ['lint', 'test/referral/greet.test.ts', "import { expect, test } from 'vitest';\nimport", "import { test, expect } from 'vitest';\nimport"],
  ['unused', 'shared/referral/orphan.ts', '', 'export const orphan = 1;\n'],
  ['docs', 'docs/page.md', 'hello page', 'hello old page'],
  ['gate', 'test/gate/own.test.ts', "'hello ab'", "'hello'"],
  ['unit', 'test/referral/greet.test.ts', "'hello ab'", "'hello'"],
  ['journeys', 'test/journeys/loop.test.ts', "'hello ab'", "'hello'"],
  ['browser', 'test/browser/page.test.ts', "'hello ab'", "'hello'"],
].map(([step = '', file = '', from = '', to = '']) => ({ step, file, plant: () => (from === '' ? project.put(file, to) : project.change(file, from, to)) }));

describe('the last line of npm test', () => {
  test('sums every step when all is well', async () => {
    const { code, last, out } = await project.run();
    expect({ code, last }, out).toEqual({ code: 0, last: '8 passed, 0 failed, 1 skipped' });
    for (const { step } of reds) expect(out).toMatch(new RegExp(`^✓ ${step}: `, 'm'));
    expect(out).toMatch(/^✓ types: [1-9]\d* files/m);
    expect(out).toMatch(/^✓ docs: 1 files/m);
    expect(out).toContain('  browser: 2 pages loaded, 1 checked by axe, 2 pictures written to coverage/screens/');
  });

  test.each(reds)('changes, and the exit code with it, when $step is red', async ({ step, file, plant }) => {
    plant();
    const { code, last, out } = await project.run('--only', step);
    project.restore(file);
    expect(code, out).toBe(1);
    expect(last).toMatch(/^0 passed, 1 failed, [01] skipped$/);
  });

  test('counts the red of one step beside the green of all others', async () => {
    const red = reds.find(({ step }) => step === 'unused');
    red?.plant();
    const { code, last, out } = await project.run();
    project.restore(red?.file ?? '');
    expect({ code, last }, out).toEqual({ code: 1, last: '7 passed, 1 failed, 1 skipped' });
    expect(out).toContain('shared/referral/orphan.ts');
  });

  test('a browser that looked at no page, or passed over one of its checks, has failed', async () => {
    for (const said of ['nothing', 'looked at: 2 pages loaded, 0 checked by axe']) {
      project.change('test/browser/page.test.ts', 'looked at: 2 pages loaded, 1 checked by axe, 2 pictures written', said);
      const { code, last } = await project.run('--only', 'browser');
      project.restore('test/browser/page.test.ts');
      expect({ said, code, last }).toEqual({ said, code: 1, last: '1 passed, 1 failed, 0 skipped' });
    }
  });

  test('a step that finds no tests, cannot load a file or compares no generated file has failed', async () => {
    project.remove('test/journeys/loop.test.ts');
    project.put('test/referral/broken.test.ts', "import '#referral/nowhere';\n");
    project.remove('local/generate/page.ts');
    const { code, last, out } = await project.run('--only', 'docs', '--only', 'unit', '--only', 'journeys');
    for (const file of ['test/journeys/loop.test.ts', 'test/referral/broken.test.ts', 'local/generate/page.ts']) project.restore(file);
    expect({ code, last }, out).toEqual({ code: 1, last: '1 passed, 3 failed, 1 skipped' });
    expect(out).toContain('No test was found.');
    expect(out).toContain('It read no files.');
  });
});

describe('npm run generate', () => {
  test('makes what was stale fresh, and says what it wrote', async () => {
    project.change('docs/page.md', 'hello page', 'hello old page');
    expect((await project.generate()).out).toBe('wrote docs/page.md\nCompared 1 files of 1 generators\n');
    expect(await project.run('--only', 'docs')).toMatchObject({ code: 0, last: '1 passed, 0 failed, 0 skipped' });
  });
});

describe('asking for less', () => {
  test('a path runs only the tests below it', async () => {
    expect(await project.run('test/journeys')).toMatchObject({ code: 0, last: '1 passed, 0 failed, 0 skipped' });
  });

  test('a path without tests has failed', async () => {
    expect(await project.run('test/nowhere')).toMatchObject({ code: 1, last: '0 passed, 1 failed, 0 skipped' });
  });

  test.each([
    [['--only', 'tipes'], "no step 'tipes'"],
    [['--olny', 'types'], "Unknown option '--olny'"],
    [['--only', 'types', 'test/referral'], 'either --only or paths'],
  ])('%j is refused', async (args, said) => {
    const { code, out } = await project.run(...args);
    expect(code).toBe(1);
    expect(out).toContain(said);
  });

  test('--help names the steps', async () => {
    const { code, out } = await project.run('--help');
    expect(code).toBe(0);
    for (const { step } of reds) expect(out).toContain(step);
  });
});
