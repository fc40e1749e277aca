/** Runs the entry point and stands beside it: signals go in, the exit code comes out, and neither outlives the other. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** node:sqlite and, in Node.js 22, type stripping announce themselves as experimental at every start. */
const quiet = '--disable-warning=ExperimentalWarning';

const environment = (root, node) => ({
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), dirname(node), process.env.PATH].join(delimiter),
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node'),
});

/** npm that is killed hard tells nobody; its child then has another parent. */
const endWithNpm = (child) => {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const look = setInterval(() => process.ppid !== npm && child.kill('SIGTERM'), 1000);
  look.unref();
};

const passOn = (code, signal) => {
  if (!signal) process.exit(code);
  for (const one of signals) process.removeAllListeners(one);
  process.kill(process.pid, signal);
};

/** The ipc channel carries nothing: its end tells the entry point (tied-to-launcher.ts) that the launcher is gone. */
export const handOver = (root, node, args, refuse) => {
  const child = spawn(node, [quiet, ...args], { cwd: root, env: environment(root, node), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  child.once('error', ({ code }) => refuse(`${node} could not be started (${code}).`));
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  child.once('exit', passOn);
};
