/** Brings node_modules up to the lock file with `npm ci`, and says how far it is. */
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { takeInstallLock } from './install-lock.mjs';
import { startProgress } from './progress.mjs';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Dev and optional packages are what the hub runs on; a production setting of the machine must not leave them out. */
const npmArgs = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional'];

const changedAt = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
/** npm writes this file last: as new as the lock file, the install is whole. */
const stampOf = (root) => join(root, 'node_modules', '.package-lock.json');
const isInstalled = (root) => existsSync(stampOf(root)) && changedAt(stampOf(root)) >= changedAt(join(root, 'package-lock.json'));

/** What will arrive for certain, and so can be counted: of the optional packages, which npm leaves out by platform, those that the hub names itself. */
const expectedPackages = (root) => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const named = new Set(Object.keys(packages['']?.optionalDependencies ?? {}).map((name) => `node_modules/${name}`));
  return Object.entries(packages)
    .filter(([path, { optional, os }]) => path !== '' && (!optional || (named.has(path) && (!os || os.includes(process.platform)))))
    .map(([path]) => join(root, path, 'package.json'));
};

const runNpm = (root, lock) =>
  new Promise((settle) => {
    let output = '';
    const npm = spawn('npm', npmArgs, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    lock.nameWorker(npm.pid);
    const keep = (chunk) => {
      output = `${output}${chunk}`.slice(-20_000);
    };
    npm.stdout.on('data', keep);
    npm.stderr.on('data', keep);
    const forward = (signal) => npm.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    const end = (result) => {
      for (const signal of signals) process.off(signal, forward);
      settle(result);
    };
    npm.once('error', ({ code }) => end({ why: code === 'ENOENT' ? 'npm was not found' : `npm did not start (${code})`, output }));
    npm.once('close', (code, signal) => end({ signal, why: code === 0 ? undefined : `npm ci ended with ${signal ?? `code ${code}`}`, output }));
  });

const lastLines = (output) => output.trimEnd().split('\n').slice(-20).join('\n');

/** A lock file dated in the future would ask for an install at every start. */
const stamp = (root) => {
  const time = new Date(Math.max(Date.now(), changedAt(join(root, 'package-lock.json'))));
  utimesSync(stampOf(root), time, time);
};

const install = async (root, lock) => {
  const expected = expectedPackages(root);
  const progress = startProgress(() => `${expected.filter((path) => existsSync(path)).length} of ${expected.length} packages`);
  const { why, output, signal } = await runNpm(root, lock);
  const seconds = progress.stop();
  if (signal) return { signal };
  if (!why && !existsSync(stampOf(root))) return { problem: 'The install left no node_modules/.package-lock.json: npm ci did not finish.' };
  if (why) return { problem: `${lastLines(output)}\nThe install failed: ${why}; its last lines are above.`.trimStart() };
  stamp(root);
  process.stderr.write(`Installed ${expected.length} packages in ${seconds} s.\n`);
  return {};
};

/** `npm ci` would empty the folder that a link leads to, which is somebody else's. */
const isLink = (root) => lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
const noLink = 'node_modules is a link, and what it leads to is not what package-lock.json asks for. Run this where it leads to, or remove the link.';

const diesOf = (signal) => {
  process.kill(process.pid, signal);
  return { problem: `The install was ended by ${signal}.` };
};

export const ensureInstalled = async (root) => {
  if (isInstalled(root)) return {};
  if (isLink(root)) return { problem: noLink };
  const lock = await takeInstallLock(root);
  const result = isInstalled(root) ? {} : await install(root, lock);
  lock.release();
  return result.signal ? diesOf(result.signal) : result;
};
