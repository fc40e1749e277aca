/** A work tree of a few small files under the real test runner and the real configuration, in which one can plant a red. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = process.cwd();
const real = [
  'biome.json',
  'biome',
  'tsconfig.json',
  'vitest.config.ts',
  'test/run.ts',
  'test/runner',
  'local/generate.ts',
  'local/generated-files.ts',
  'local/tied-to-launcher.ts',
];

const testOf = (name: string) => `import { expect, test } from 'vitest';
import { greet, size } from '#referral/greet';

test('${name}', () => {
  expect(greet('ab')).toBe('hello ab');
  expect(size('ab')).toBe(2);
});
`;

const files: Record<string, string> = {
  'shared/referral/greet.ts': `export const greet = (name: string): string => {
  const text = \`hello \${name}\`;
  return text;
};
export const size = (name: string): number => name.length;
`,
  'test/referral/greet.test.ts': `${testOf('a greeting greets')}
test.skipIf(true)('a test that is skipped', () => {});
`,
  'test/journeys/loop.test.ts': testOf('a greeting goes round'),
  'test/gate/own.test.ts': testOf('a gate of its own'),
  'test/browser/page.test.ts': `${testOf('a page greets')}console.log('looked at: 2 pages loaded, 1 checked by axe, 2 pictures written');
`,
  'local/generate/page.ts': `import { greet } from '#referral/greet';

export const outputs = async () => [{ path: 'docs/page.md', text: greet('page') }];
`,
  'docs/page.md': 'hello page',
};

const described = () => {
  const { type, imports, dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const used = Object.fromEntries(['knip', 'vitest', '@types/node'].map((name) => [name, devDependencies[name]]));
  const known = Object.fromEntries(Object.entries(imports).filter(([name]) => ['#referral/*', '#local/*'].includes(name)));
  return { name: 'small', private: true, type, imports: known, dependencies: { zod: dependencies.zod }, devDependencies: used };
};
const knip = `{
  "entry": ["test/run.ts", "test/runner/knip-count.ts", "test/**/*.test.ts", "local/generate.ts", "local/generate/*.ts"],
  "project": ["{shared,local,test}/**/*.ts"]
}
`;

export const smallProject = () => {
  const folder = mkdtempSync(join(tmpdir(), 'small-project-'));
  const path = (file: string) => join(folder, file);
  const put = (file: string, text: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
  };
  for (const part of real) cpSync(join(root, part), path(part), { recursive: true });
  for (const [file, text] of Object.entries(files)) put(file, text);
  put('package.json', JSON.stringify(described(), null, 2).concat('\n'));
  put('knip.json', knip);
  symlinkSync(join(root, 'node_modules'), path('node_modules'));
  return {
    put,
    remove: (file: string) => rmSync(path(file)),
    change: (file: string, from: string, to: string) => {
      const text = files[file] ?? '';
      if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
      put(file, text.replace(from, to));
    },
    restore: (file: string) => (files[file] === undefined ? rmSync(path(file)) : put(file, files[file])),
    run: (...args: string[]) => run(folder, ['test/run.ts', ...args]),
    generate: () => run(folder, ['local/generate.ts']),
    end: () => rmSync(folder, { recursive: true }),
  };
};

const run = (folder: string, args: string[]): Promise<{ code: number | null; out: string; last: string }> =>
  new Promise((settle) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        out += chunk;
      });
    }
    child.once('close', (code) => settle({ code, out, last: out.trimEnd().split('\n').at(-1) ?? '' }));
  });
