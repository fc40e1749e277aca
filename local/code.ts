/** The functions' code, bundled as for the cloud and kept until its sources change: each of a hub's threads would else find, read and strip a thousand files. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';

/** Of all that functions are made of, globs from the root of the repository. */
const sources = ['{functions,shared,web}/**/*.{ts,json}', 'package.json', 'package-lock.json', 'local/code.ts'];
const prefix = 'code-';
/** A hub that still runs may need one that is not the newest. */
const keptBefore = 4;

const bundle = async (root: string, entries: readonly string[], outdir: string): Promise<void> => {
  // Not loaded where nothing changed since the last start.
  const { build } = await import('esbuild');
  await build({
    ...{ absWorkingDir: root, entryPoints: [...entries], outdir, outbase: root, outExtension: { '.js': '.mjs' }, logLevel: 'error' },
    ...{ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node24', mainFields: ['module', 'main'] },
    ...{ sourcemap: 'linked', sourcesContent: false },
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
};

const removeOld = (cache: string): void => {
  const age = (name: string) => statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const old = readdirSync(cache).filter((name) => name.startsWith(prefix));
  for (const name of old.sort((one, other) => age(other) - age(one)).slice(keptBefore)) rmSync(join(cache, name), { recursive: true, force: true });
};

/** Beside its place first: of two that bundle at once one wins, and both find it whole. */
const make = async (root: string, entries: readonly string[], cache: string, folder: string): Promise<void> => {
  removeOld(cache);
  const beside = mkdtempSync(`${folder}.`);
  try {
    await bundle(root, entries, beside);
    renameSync(beside, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
};

/** `entries`: the functions' files, from the root; the answer tells where the code of each lies. */
export const bundledCode = async (root: string, entries: readonly string[], cache: string): Promise<(entry: string) => string> => {
  mkdirSync(cache, { recursive: true });
  const folder = join(cache, `${prefix}${fingerprint(root, sources, entries.join(' '))}`);
  if (!existsSync(folder)) await make(root, entries, cache, folder);
  return (entry) => join(folder, entry.replace(/\.ts$/, '.mjs'));
};
