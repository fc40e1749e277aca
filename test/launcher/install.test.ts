import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort, kill, until, type WorkTree, workTree } from './work-tree.ts';

let tree: WorkTree;
beforeEach(() => {
  tree = workTree({ installed: false });
  tree.put('test/run.ts', "console.log('handed over');\n");
});
afterEach(async () => {
  await tree.end();
});

const npmCi = 'ci --no-audit --no-fund --loglevel=error --include=dev --include=optional';

describe('installing', () => {
  test('a fresh clone installs once, and the next run does not', async () => {
    const first = await tree.launch(['test']).ended;
    const second = await tree.launch(['test']).ended;
    expect([first.code, second.code]).toEqual([0, 0]);
    expect([first.out, second.out]).toEqual(['handed over\n', 'handed over\n']);
    expect(tree.npmCalls()).toEqual([npmCi]);
  });

  test('node_modules older than the lock file installs again, even when the lock file is dated tomorrow', async () => {
    await tree.launch(['test']).ended;
    tree.dateLock(new Date(Date.now() + 86_400_000));
    await tree.launch(['test']).ended;
    expect(tree.npmCalls()).toHaveLength(2);
    await tree.launch(['test']).ended;
    expect(tree.npmCalls()).toHaveLength(2);
  });

  test('an install that was broken off is begun again', async () => {
    tree.put('node_modules/one/package.json', '{}');
    await tree.launch(['test']).ended;
    expect(tree.npmCalls()).toEqual([npmCi]);
  });

  test('progress is shown on stderr while it lasts, and the command keeps stdout for itself', async () => {
    const { out, err } = await tree.launch(['test'], { STUB_NPM_PAUSE: '1200' }).ended;
    expect(out).toBe('handed over\n');
    const lines = err.trim().split('\n');
    expect(lines[0]).toContain('Installing what the hub needs');
    expect(lines.slice(1, -1).length).toBeGreaterThan(0);
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^Installing: [1-4] of 4 packages, \d+ s$/);
    expect(lines.at(-1)).toMatch(/^Installed 4 packages in \d+ s\.$/);
  });

  test("a failed install shows npm's last lines and one clear line", async () => {
    const { code, out, err } = await tree.launch(['test'], { STUB_NPM: 'fails' }).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('npm error the registry is asleep\nThe install failed: npm ci ended with code 1; its last lines are above.\n');
  });

  test('never through a link, which would empty a folder of somebody else', async () => {
    tree.put('elsewhere/one/package.json', '{}');
    tree.link('elsewhere', 'node_modules');
    const { code, err } = await tree.launch(['test']).ended;
    expect([code, tree.npmCalls()]).toEqual([1, []]);
    expect(err).toContain('node_modules is a link');
  });

  test('without npm it says so', async () => {
    const { code, err } = await tree.launch(['test'], { PATH: '/nowhere' }).ended;
    expect(code).toBe(1);
    expect(err).toContain('The install failed: npm was not found');
  });

  test('a table engine that the install did not bring is one clear line', async () => {
    const { code, err } = await tree.launch(['start', '--port', await freePort()]).ended;
    expect(code).toBe(1);
    expect(err.trim().split('\n').at(-1)).toMatch(/^The embedded table engine is missing .*AWS_ENDPOINT_URL_DYNAMODB=/);
  });
});

describe('two launchers at the same time', () => {
  test('install once, and both go on', async () => {
    const both = [1, 2].map(() => tree.launch(['test'], { STUB_NPM_PAUSE: '300' }));
    const [one, other] = await Promise.all(both.map(({ ended }) => ended));
    expect([one?.out, other?.out]).toEqual(['handed over\n', 'handed over\n']);
    expect(tree.npmCalls()).toEqual([npmCi]);
    expect(tree.has('npm-clash')).toBe(false);
    expect(tree.has('.links-hub/installing')).toBe(false);
  });

  test('the npm of a launcher that was killed is waited for', async () => {
    const first = tree.launch(['test'], { STUB_NPM_PAUSE: '500' });
    await until(() => tree.has('npm-busy'), 'npm at work');
    kill(first.pid, 'SIGKILL');
    await first.ended;
    const second = await tree.launch(['test']).ended;
    expect(second.out).toBe('handed over\n');
    expect(second.err).toContain('Another install is under way');
    expect(tree.npmCalls()).toEqual([npmCi]);
    expect(tree.has('npm-clash')).toBe(false);
  });

  test('a lock whose owners are gone is taken over', async () => {
    const gone = tree.launch(['nothing']);
    await gone.ended;
    tree.put('.links-hub/installing/owners', `${gone.pid}`);
    expect((await tree.launch(['test']).ended).out).toBe('handed over\n');
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the install and leaves no lock', async (signal) => {
    const one = tree.launch(['test'], { STUB_NPM_PAUSE: '60000' });
    await until(() => tree.has('npm-busy'), 'npm at work');
    one.kill(signal);
    expect(await one.ended).toMatchObject({ code: null, signal });
    await until(() => tree.processes().length === 0, 'no process left');
    expect(tree.has('.links-hub/installing')).toBe(false);
  });
});
