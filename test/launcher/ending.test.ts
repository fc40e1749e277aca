import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort, kill, until, type WorkTree, workTree } from './work-tree.ts';

let tree: WorkTree;
beforeEach(() => {
  tree = workTree();
});
afterEach(async () => {
  await tree.end();
});

/** Through the real npm, as a newcomer types it. */
const started = async () => {
  const npm = tree.npm(['start', '--', '--port', await freePort()]);
  await until(() => npm.seen.out.includes('hub runs'), 'the hub runs');
  const find = (part: string) => tree.processes().find(({ command }) => command.includes(part))?.pid ?? expect.fail(`no process runs ${part}`);
  return { npm, launcher: find('local/launch.mjs'), hub: find('local/main.ts') };
};
const nothingLeft = () => until(() => tree.processes().length === 0, `no process left of ${JSON.stringify(tree.processes())}`);

describe('ending npm start ends everything', () => {
  test('nothing stands between npm and launcher, and launcher and hub', async () => {
    await started();
    expect(tree.processes()).toHaveLength(3);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('npm ended by %s', async (signal) => {
    const { npm } = await started();
    npm.kill(signal);
    await npm.ended;
    await nothingLeft();
  });

  test('the launcher killed hard takes the hub with it', async () => {
    const { npm, launcher } = await started();
    kill(launcher, 'SIGKILL');
    await npm.ended;
    await nothingLeft();
  });

  test('the launcher killed hard takes even a hub with it that does not stop when asked', async () => {
    tree.put('local/main.ts', "import './tied-to-launcher.ts';\nprocess.on('SIGTERM', () => {});\nconsole.log('hub runs');\nsetInterval(() => {}, 1000);\n");
    const { npm, launcher } = await started();
    kill(launcher, 'SIGKILL');
    await npm.ended;
    await nothingLeft();
  });

  test('npm killed hard takes launcher and hub with it', async () => {
    const { npm } = await started();
    npm.kill('SIGKILL');
    await nothingLeft();
  });

  test('the hub killed hard ends launcher and npm, and npm fails', async () => {
    const { npm, hub } = await started();
    kill(hub, 'SIGKILL');
    expect((await npm.ended).code).not.toBe(0);
    await nothingLeft();
  });
});

describe('handing over', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s to the launcher reaches the hub, which decides how it ends', async (signal) => {
    tree.put('local/main.ts', `process.on('${signal}', () => process.exit(5));\nconsole.log('hub runs');\nsetInterval(() => {}, 1000);\n`);
    const one = tree.launch(['start', '--port', await freePort()]);
    await until(() => one.seen.out.includes('hub runs'), 'the hub runs');
    one.kill(signal);
    expect(await one.ended).toMatchObject({ code: 5, signal: null });
  });

  test('the exit code comes back', async () => {
    expect(await tree.launch(['start', '--port', await freePort()], { STUB_EXIT: '7' }).ended).toMatchObject({ code: 7, signal: null });
  });

  test('the signal that ended the hub comes back', async () => {
    expect(await tree.launch(['start', '--port', await freePort()], { STUB_KILL: 'SIGTERM' }).ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  test('start hands over what it checked in one plain form, with the folder as seen from where it was typed', async () => {
    const port = await freePort();
    const { out } = await tree.launch(['start', '--no-demo', '--data=kept', `--port=${port}`], { STUB_EXIT: '0', INIT_CWD: '/tmp' }).ended;
    expect(out).toContain(`hub runs [--port ${port} --data /tmp/kept --no-demo]`);
  });

  test('every other script hands its own words over untouched', async () => {
    const entries = {
      test: 'test/run.ts',
      token: 'local/token.ts',
      onboard: 'local/onboard.ts',
      simd: 'local/simd.ts',
      simulate: 'local/simulate/main.ts',
      redrive: 'local/redrive.ts',
      bench: 'bench/run.ts',
      'synth synth': 'node_modules/aws-cdk/bin/cdk',
      'deploy deploy': 'node_modules/aws-cdk/bin/cdk',
    };
    for (const [call, entry] of Object.entries(entries)) {
      const [script = '', first] = call.split(' ');
      tree.put(entry, 'console.log(JSON.stringify(process.argv.slice(2)));\n');
      const { out } = await tree.npm(['run', '-s', script, '--', 'gp', '--port', '1', 'a b']).ended;
      expect(JSON.parse(out)).toEqual([...(first ? [first] : []), 'gp', '--port', '1', 'a b']);
    }
  });

  test('what the hub starts finds the same Node.js and the tools of node_modules', async () => {
    tree.put('test/run.ts', "console.log(process.env.PATH?.split(':').slice(0, 2).join(' '));\n");
    const { out } = await tree.launch(['test']).ended;
    expect(out.trim()).toBe(`${tree.folder}/node_modules/.bin ${process.execPath.replace(/\/node$/, '')}`);
  });
});

describe('.ci/run', () => {
  test.each([0, 1])('ends with the last line of npm test and its exit code %i, whatever npm has to say', async (code) => {
    tree.put('test/run.ts', `console.log('1 passed, ${code} failed, 0 skipped');\nprocess.exit(${code});\n`);
    const ended = await tree.run('sh', ['-c', '.ci/run 2>&1']).ended;
    expect(ended.code).toBe(code);
    expect(ended.out.trim().split('\n').at(-1)).toBe(`1 passed, ${code} failed, 0 skipped`);
  });
});
