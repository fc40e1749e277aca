import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { hubTemplate, ofType, plain, said } from '#test/stacks';

const root = resolve(import.meta.dirname, '..', '..');
/** A world of its own without a network, where the machine allows it. */
const offline = spawnSync('unshare', ['-rn', 'true']).status === 0;
const assembly = mkdtempSync(join(tmpdir(), 'links-hub-assembly-'));

const synthesize = () => {
  const command = [process.execPath, join(root, 'node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', assembly];
  const [program = '', ...rest] = offline ? ['unshare', '-rn', ...command] : command;
  const { CDK_VALIDATION: _, ...environment } = process.env;
  execFileSync(program, rest, { cwd: root, env: { ...environment, HOME: assembly, PATH: `${dirname(process.execPath)}:${environment.PATH}` }, stdio: 'pipe' });
};
const json = (name: string): unknown => JSON.parse(readFileSync(join(assembly, name), 'utf8'));

const code = z.object({ S3Key: z.string() });
const made = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
const resources = (name: string) => z.object({ Resources: z.record(z.string(), made) }).parse(json(name)).Resources;

/** Loads a bundle as Lambda does, under the names the template gives it, and says what it exports. */
const load = (path: string, environment: Record<string, unknown>): string => {
  const script = `const { handler } = await import(${JSON.stringify(path)}); console.log(typeof handler);`;
  const env = { ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, said(value)])), AWS_REGION: 'eu-west-2' };
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }).trim();
};

describe(`the synthesized hub (${offline ? 'without network' : 'network not cut off: unshare is not permitted here'})`, () => {
  beforeAll(synthesize, 120_000);
  afterAll(() => rmSync(assembly, { recursive: true, force: true }));

  test("passes the CLI's own validation of templates", () => {
    expect(json('validation-report.json')).toMatchObject({ pluginReports: [] });
  });

  test('is the stack that the other tests read, but for the code and where each construct stands', () => {
    const read = hubTemplate('cloud').Resources;
    const found = resources('LinksHub.template.json');
    expect(Object.keys(found).length).toBeGreaterThan(100);
    const without = (all: typeof found) =>
      Object.fromEntries(
        Object.entries(all).map(([id, { Type, Properties }]) => [id, { Type, ...Properties, ...(Type === 'AWS::Lambda::Function' && { Code: '' }) }]),
      );
    expect(without(found)).toEqual(without(read));
  });

  test('bundles every function into one file that loads', () => {
    const functions = ofType(hubTemplate('cloud'), 'AWS::Lambda::Function').map(([id]) => id);
    const found = resources('LinksHub.template.json');
    expect(functions.length).toBe(16);
    for (const id of functions) {
      const { Code, Environment } = found[id]?.Properties ?? {};
      const path = join(assembly, `asset.${code.parse(Code).S3Key.replace(/\.zip$/, '')}`, 'index.mjs');
      expect(existsSync(path), path).toBe(true);
      console.log(`${plain(id)}: ${Math.round(statSync(path).size / 1024)} KB`);
      const { Variables } = z
        .object({ Variables: z.record(z.string(), z.unknown()) })
        .default({ Variables: {} })
        .parse(Environment);
      expect(load(path, Variables), id).toBe('function');
    }
  });
});
