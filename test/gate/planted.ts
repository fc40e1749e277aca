/** Lints planted files under the real biome.json, in copies of the work tree that hold nothing else. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Planted = { file: string; code: string };

const root = process.cwd();

const biome = (folder: string): string => {
  const args = [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=github', '--max-diagnostics=none', '.'];
  return String(spawnSync(process.execPath, args, { cwd: folder, maxBuffer: 64 * 2 ** 20 }).stdout);
};

/** What Biome says of each path; `info` does not fail a lint and is left out. */
const lintRound = (files: Map<string, string>): Map<string, string[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  for (const part of ['biome.json', 'biome', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
  for (const [file, code] of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const said = new Map<string, string[]>();
  for (const [line, file = ''] of biome(folder).matchAll(/^::(?:error|warning) title=.*?,file=([^,]+),.*$/gm))
    said.set(file, [...(said.get(file) ?? []), line]);
  rmSync(folder, { recursive: true });
  return said;
};

/** Files called `x` get a number, so that hundreds fit in one copy; the few with a name that matters wait for the next. */
export const lintPlanted = (plants: Planted[]): string[][] => {
  const rounds: Map<string, string>[] = [];
  const places = plants.map(({ file, code }, number) => {
    const path = file.replace(/\/x(-store)?\.ts$/, `/x${number}$1.ts`);
    const free = rounds.find((one) => !one.has(path)) ?? rounds[rounds.push(new Map()) - 1];
    free?.set(path, code);
    return { path, round: rounds.indexOf(free ?? new Map()) };
  });
  const said = rounds.map(lintRound);
  return places.map(({ path, round }) => said[round]?.get(path) ?? []);
};
