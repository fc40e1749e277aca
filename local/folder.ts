/** The folder a running hub works in: the one it is given, or a private one in memory that is gone when the hub is. */
import { closeSync, constants, lstatSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { cannotStart } from './cannot-start.ts';

type Folder = { path: string; release(): void };

const lockFile = 'hub.lock';
const leastFree = 256 * 1024 * 1024;

/** A killed process whose parent has not asked for it yet is there in name only. */
const ended = /^[ZX]/;
/** When a process was started, in clock ticks since boot: a process id alone may have been given to another since. Undefined when it is gone. */
const startedAt = (pid: number): string | undefined => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2);
    return ended.test(fields) ? undefined : fields.split(' ')[19];
  } catch {
    return undefined;
  }
};
const self = () => `${process.pid}-${startedAt(process.pid) ?? 0}`;
const alive = (owner: string): boolean => {
  const [pid, since] = owner.split('-');
  if (since !== '0') return startedAt(Number(pid)) === since;
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
};

const roomInMemory = (): boolean => {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize >= leastFree;
  } catch {
    return false;
  }
};

const prefix = () => `links-hub-${userInfo().uid}-`;
const isOwn = (path: string): boolean => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === userInfo().uid;
};

/** A hub that was killed left its folder behind; its name says whose it was. */
const removeStale = (parent: string) => {
  for (const name of readdirSync(parent)) {
    const [pid, since] = name.startsWith(prefix()) ? name.slice(prefix().length).split('-') : [];
    const path = join(parent, name);
    if (pid && since && isOwn(path) && !alive(`${pid}-${since}`)) rmSync(path, { recursive: true, force: true });
  }
};

const privateFolder = (): Folder => {
  const parent = roomInMemory() ? '/dev/shm' : tmpdir();
  removeStale(parent);
  const path = mkdtempSync(join(parent, `${prefix()}${self()}-`));
  return { path, release: () => rmSync(path, { recursive: true, force: true }) };
};

const lock = (path: string, dataDir: string): void => {
  const file = join(path, lockFile);
  try {
    const handle = openSync(file, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
    writeSync(handle, self());
    closeSync(handle);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = readFileSync(file, 'utf8');
    if (alive(owner)) throw cannotStart(`${dataDir} is in use by a hub that is running (process ${owner.split('-')[0]}).`);
    rmSync(file, { force: true });
    lock(path, dataDir);
  }
};

const keptFolder = (dataDir: string): Folder => {
  const path = resolve(dataDir);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch {
    throw cannotStart(`${dataDir} cannot be made or is no folder.`);
  }
  lock(path, dataDir);
  return { path, release: () => rmSync(join(path, lockFile), { force: true }) };
};

/** With `dataDir` everything in it stays; without, a folder of mode 0700 in memory, and what dead hubs left there is removed. */
export const openFolder = (dataDir?: string): Folder => (dataDir === undefined ? privateFolder() : keptFolder(dataDir));
