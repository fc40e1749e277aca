/** Memory of a process and all it started: PSS, which counts what is shared once. */
import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const parentOf = (pid: string): number => {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
};
const family = (root: number): number[] => {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = [root];
  for (const one of found) found.push(...all.filter((pid) => parentOf(pid) === one).map(Number));
  return found;
};

/** Megabytes (10^6), and over how many processes. */
export const pss = (root: number): { megabytes: number; processes: number } => {
  const sizes = family(root).map((pid) => Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0);
  if (kilobytes === 0) throw new Error('no memory could be read');
  return { megabytes: (kilobytes * 1024) / 1e6, processes: sizes.filter((size) => size > 0).length };
};
