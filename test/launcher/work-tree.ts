/** A small copy of the work tree with the real launcher, a stub hub and a stub npm, and a look into /proc for whatever it left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = process.cwd();
const packages = ['one', 'two', 'three'];

const stubHub = `import './tied-to-launcher.ts';
const said: string = process.argv.slice(2).join(' ');
console.log('hub runs [' + said + '] in ' + process.cwd());
if (process.env.STUB_EXIT) process.exit(Number(process.env.STUB_EXIT));
if (process.env.STUB_KILL) process.kill(process.pid, process.env.STUB_KILL);
setInterval(() => {}, 1000);
`;

/** Puts packages down one after the other and the stamp last, as npm does; a second one at the same time leaves a clash. */
const stubNpm = `#!/usr/bin/env node
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.STUB_NPM === 'fails') { console.error('npm error the registry is asleep'); process.exit(1); }
if (existsSync('npm-busy')) writeFileSync('npm-clash', '');
writeFileSync('npm-busy', '');
rmSync('node_modules', { recursive: true, force: true });
const pause = Number(process.env.STUB_NPM_PAUSE ?? 0);
const paths = Object.keys(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages).filter((path) => path !== '');
const next = () => {
  const path = paths.shift();
  if (path === undefined) { rmSync('npm-busy'); writeFileSync('node_modules/.package-lock.json', '{}'); return; }
  mkdirSync(path, { recursive: true });
  writeFileSync(path + '/package.json', '{}');
  setTimeout(next, pause);
};
next();
`;

export type WorkTree = ReturnType<typeof workTree>;

/** `installed`: as after an `npm ci`, the table engine's binary included. */
export const workTree = ({ installed = true }: { installed?: boolean } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  const mark = `LINKS_HUB_MARK_${folder.split('-').at(-1)}`;
  const path = (...parts: string[]) => join(folder, ...parts);
  const put = (file: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
    chmodSync(path(file), mode);
  };
  for (const part of ['.ci/run', 'local/launch.mjs', 'local/launcher', 'local/tied-to-launcher.ts']) cpSync(join(root, part), path(part), { recursive: true });
  const { name, type, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  put('package.json', JSON.stringify({ name, type, scripts, private: true }));
  const lock = Object.fromEntries([...packages.map((one) => `node_modules/${one}`), 'node_modules/@dynoxide/linux-x64'].map((one) => [one, {}]));
  put('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...lock } }));
  put('local/main.ts', stubHub);
  put('stub-bin/npm', stubNpm, 0o755);
  const engine = 'node_modules/@dynoxide/linux-x64/dynoxide';
  if (installed) {
    put(engine, '');
    put('node_modules/.package-lock.json', '{}');
  }
  const environment = (extra: Record<string, string>) => {
    const kept = Object.entries(process.env).filter(
      ([key]) => !key.startsWith('npm_') && key !== 'NODE_OPTIONS' && key !== 'INIT_CWD' && key !== 'AWS_ENDPOINT_URL_DYNAMODB',
    );
    return { ...Object.fromEntries(kept), [mark]: '1', ...extra };
  };
  const begin = (command: string, args: string[], extra: Record<string, string> = {}) =>
    observed(spawn(command, args, { cwd: folder, env: environment(extra), stdio: ['ignore', 'pipe', 'pipe'] }));
  const stubbed = (extra: Record<string, string>) => ({ PATH: `${path('stub-bin')}:${process.env.PATH}`, ...extra });
  return {
    folder,
    put,
    engine,
    has: (file: string) => existsSync(path(file)),
    read: (file: string) => readFileSync(path(file), 'utf8'),
    link: (to: string, file: string) => symlinkSync(path(to), path(file)),
    remove: (file: string) => rmSync(path(file), { recursive: true, force: true }),
    dateLock: (time: Date) => utimesSync(path('package-lock.json'), time, time),
    npmCalls: () => (existsSync(path('npm-calls')) ? readFileSync(path('npm-calls'), 'utf8').trim().split('\n') : []),
    /** The launcher itself, with the stub npm. */
    launch: (args: string[], extra: Record<string, string> = {}) => begin(process.execPath, ['local/launch.mjs', ...args], stubbed(extra)),
    /** The real npm, as a newcomer types it. */
    npm: (args: string[], extra: Record<string, string> = {}) => begin('npm', args, extra),
    run: begin,
    processes: () => marked(mark),
    async end() {
      for (const { pid } of marked(mark)) kill(pid, 'SIGKILL');
      await until(() => marked(mark).length === 0, 'all processes gone');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const observed = (child: ChildProcess) => {
  const seen = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    seen.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    seen.err += chunk;
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }>((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => settle({ code, signal, ...seen }));
  });
  return { pid: child.pid ?? 0, seen, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
};

const readProc = (pid: string, file: string) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
};
/** Every living process that was born with the mark in its environment; a zombie has neither. */
const marked = (mark: string) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readProc(name, 'environ').includes(mark))
    .map((name) => ({ pid: Number(name), command: readProc(name, 'cmdline') }));

export const kill = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
};

/** Waits for what must happen; says what did not. */
export const until = async (happened: () => boolean, what: string): Promise<void> => {
  for (let waited = 0; !happened(); waited += 50) {
    if (waited > 60_000) throw new Error(`Waited in vain for: ${what}`);
    await wait(50);
  }
};

/** A port that nothing listened on a moment ago. */
export const freePort = (): Promise<string> =>
  new Promise((settle) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => settle(String(typeof address === 'object' && address ? address.port : 0)));
    });
  });
