/** The stack's template, synthesized once and kept until its sources change: `npm start` does not pay for the CDK each time. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { fingerprint } from './fingerprint.ts';
import type { Synthesized } from './stack.ts';
import { templateShape } from './template.ts';

/** `sources`: globs, from the root of the repository, of all the template is made of. */
export type StackSource = { module: URL; name: string; sources: string[] };

export const hubStack: StackSource = {
  module: new URL('../infra/hub-stack.ts', import.meta.url),
  name: 'HubStack',
  sources: ['infra/**/*.ts', 'shared/platform/*.ts', 'package-lock.json', 'cdk.json'],
};

const synthesizedShape = z.object({ template: templateShape, entries: z.record(z.string(), z.string()) });
const own = ['local/synth-child.ts', 'local/place.ts'];

const kept = (file: string): Synthesized | undefined => {
  try {
    return synthesizedShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
};

const keep = (file: string, json: string) => {
  try {
    writeFileSync(`${file}.${process.pid}`, json);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Where nothing can be kept, each start synthesizes.
  }
};

const synthesized = async (root: string, { module, name }: StackSource, cache: string): Promise<string> => {
  const out = await mkdtemp(join(tmpdir(), 'links-hub-synth-'));
  const script = [fileURLToPath(new URL('./synth-child.ts', import.meta.url)), module.href, name];
  // CDK's own check of the template takes seconds; it is left on where the stack is tested and deployed.
  const env = { ...process.env, CDK_VALIDATION: 'false', CDK_OUTDIR: out, NODE_COMPILE_CACHE: join(cache, 'compile') };
  const child = spawn(process.execPath, script, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [json, complaints, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => child.on('close', resolve))]);
  await rm(out, { recursive: true, force: true });
  if (code !== 0) throw new Error(`the stack could not be synthesized:\n${complaints}`);
  return json;
};

/** `cache`: a folder for what is kept between starts. */
export const synthesize = async (root: string, source: StackSource, cache: string): Promise<Synthesized> => {
  mkdirSync(cache, { recursive: true });
  const file = join(cache, `template-${fingerprint(root, [...source.sources, ...own], `${source.module} ${source.name}`)}.json`);
  const found = kept(file);
  if (found) return found;
  const json = await synthesized(root, source, cache);
  keep(file, json);
  return synthesizedShape.parse(JSON.parse(json));
};
