/** The options of `npm start`, read and checked before anything is installed. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const help = `Links Hub on this machine: tables, queues, functions and a played referral. Nothing leaves it.

  npm start                    run the hub and play one referral through
  npm start -- --port N        listen on http://127.0.0.1:N (default 8787)
  npm start -- --data DIR      keep everything in DIR, through restarts (default: in memory, gone at the end)
  npm start -- --no-demo       do not play a referral; the demo clients are there all the same
  npm start -- --help          this text

End it with Ctrl-C. The first start installs what is needed into node_modules.
`;
const seeHelp = 'See npm start -- --help';
const options = { help: { type: 'boolean', short: 'h' }, port: { type: 'string' }, data: { type: 'string' }, 'no-demo': { type: 'boolean' } };

const refused = (problem) => ({ problem: `${problem} ${seeHelp}` });

/** `npm start --port 9000` without the `--` never arrives here as an option: npm takes it for its own. */
const keptByNpm = () => ['port', 'data', 'demo'].some((name) => process.env[`npm_config_${name}`] !== undefined);

const parse = (given) => {
  try {
    return { values: parseArgs({ args: given, options }).values };
  } catch (error) {
    return { problem: `${error.message.split(/[.\n]/)[0]}.` };
  }
};

const portProblem = (port) =>
  new Promise((settle) => {
    const server = createServer();
    server.once('error', ({ code }) => {
      const why = code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used (${code})`;
      settle(`Port ${port} of 127.0.0.1 ${why}; choose another with npm start -- --port N.`);
    });
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => settle(undefined)));
  });

const mayWrite = (folder) => {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const nearestThere = (path) => (existsSync(path) ? path : nearestThere(dirname(path)));

const folderProblem = (folder) => {
  const there = nearestThere(folder);
  if (!statSync(there).isDirectory()) return `--data needs a folder; ${there} is a file.`;
  return mayWrite(there) ? undefined : `--data needs a folder that may be written; ${there} may not.`;
};

/** Gives `args` for the hub in their plainest form, or `text` to print, or a `problem` in one line. */
export const readStart = async (given) => {
  const { values, problem } = parse(given);
  if (problem) return refused(problem);
  if (values.help) return { text: help };
  if (keptByNpm()) return refused('npm kept an option to itself: put -- before the options, as in npm start -- --port 9000.');
  if (values.port !== undefined && !/^[1-9]\d{0,4}$/.test(values.port)) return refused('--port needs a whole number from 1 to 65535.');
  const port = Number(values.port ?? 8787);
  if (port > 65535) return refused('--port needs a whole number from 1 to 65535.');
  if (values.data === '') return refused('--data needs a folder.');
  const data = values.data === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), values.data);
  const folder = data && folderProblem(data);
  if (folder) return refused(folder);
  const busy = await portProblem(port);
  if (busy) return { problem: busy };
  return { args: ['--port', String(port), ...(data ? ['--data', data] : []), ...(values['no-demo'] ? ['--no-demo'] : [])] };
};
