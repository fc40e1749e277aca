/** The files that are made, not written: each module in local/generate that exports `outputs` says what they should hold. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** `path` is from the root of the work tree. */
type Output = { path: string; text: string };
type Outputs = () => Promise<Output[]>;

const root = dirname(import.meta.dirname);
const folder = join(root, 'local', 'generate');

const isOutputs = (exported: unknown): exported is Outputs => typeof exported === 'function';

const generators = async (): Promise<Outputs[]> => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
  const modules: { outputs?: unknown }[] = await Promise.all(files.sort().map((name) => import(pathToFileURL(join(folder, name)).href)));
  return modules.flatMap(({ outputs }) => (isOutputs(outputs) ? [outputs] : []));
};

const differs = async ({ path, text }: Output) => !existsSync(join(root, path)) || (await readFile(join(root, path), 'utf8')) !== text;

const write = async ({ path, text }: Output) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};

/** `stale` lists the files that differ; when writing, they differ no longer. */
export const generate = async (mode: 'check' | 'write'): Promise<{ compared: number; generators: number; stale: string[] }> => {
  const found = await generators();
  const wanted = (await Promise.all(found.map((outputs) => outputs()))).flat();
  const paths = wanted.map(({ path }) => path);
  if (new Set(paths).size < paths.length) throw new Error('two generators make the same file');
  const differing = await Promise.all(wanted.map(differs));
  const stale = wanted.filter((_, at) => differing[at]);
  if (mode === 'write') await Promise.all(stale.map(write));
  return { compared: wanted.length, generators: found.length, stale: stale.map(({ path }) => path) };
};
