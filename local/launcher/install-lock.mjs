/** One install at a time in one work tree: `npm ci` begins by removing what another one is writing. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const make = (folder) => {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

const lives = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** The launcher's pid, then npm's: npm may outlive a launcher that was killed. */
const owners = (folder) => {
  try {
    return readFileSync(join(folder, 'owners'), 'utf8').trim().split(' ').map(Number);
  } catch {
    return [];
  }
};

/** Renaming has one winner, and the winner looks again at what it moved before it lets go of it. */
const clear = (folder, seen) => {
  const aside = `${folder}-${process.pid}`;
  try {
    renameSync(folder, aside);
  } catch {
    return;
  }
  if (owners(aside).join() === seen.join()) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, folder);
};

/** A lock without owners is one that is just being written; it is left alone for a second. */
const waitForOther = async (folder, seconds) => {
  const seen = owners(folder);
  const living = seen.filter((pid) => pid !== process.pid && lives(pid));
  if (living.length === 0 && (seen.length > 0 || seconds > 0)) clear(folder, seen);
  else if (living.length > 0 && seconds % 5 === 0) process.stderr.write(`Another install is under way (process ${living.join(', ')}); waiting, ${seconds} s\n`);
  await wait(living.length > 0 || seen.length === 0 ? 1000 : 0);
};

export const takeInstallLock = async (root) => {
  mkdirSync(join(root, '.links-hub'), { recursive: true });
  const folder = join(root, '.links-hub', 'installing');
  for (let seconds = 0; !make(folder); seconds += 1) await waitForOther(folder, seconds);
  const write = (...pids) => writeFileSync(join(folder, 'owners'), pids.join(' '));
  write(process.pid);
  return {
    nameWorker: (pid) => pid && write(process.pid, pid),
    release: () => rmSync(folder, { recursive: true, force: true }),
  };
};
