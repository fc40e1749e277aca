/** Real Chromium out of its npm package, with the libraries and the fonts that a bare machine lacks: no apt, no download. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import * as z from 'zod/mini';

const packaged = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8')));
/** One for all checkouts on this machine: 209 MB, two seconds to unpack. */
const folder = join(tmpdir(), `links-hub-chromium-${version}-${userInfo().uid}`);
const [program, libraries, fonts] = [join(folder, 'chromium'), join(folder, 'al2023/lib'), join(folder, 'fonts/fonts.conf')];

/** The package's own file names folders of a Lambda. With one set of fonts a page looks the same on every machine. */
const fontsFile = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts/fonts')}</dir><cachedir>${join(folder, 'fonts/cache')}</cachedir></fontconfig>
`;

/** A run that was killed while it unpacked left its share behind. */
const staleAfter = 10 * 60_000;
const removeStale = () => {
  for (const name of readdirSync(dirname(folder)).filter((one) => one.startsWith(`${basename(folder)}.`))) {
    const path = join(dirname(folder), name);
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > staleAfter) rmSync(path, { recursive: true, force: true });
  }
};

/** Beside the folder first and then into its place at once: of two processes that unpack, one wins and both find it whole. */
const unpack = () => {
  removeStale();
  const beside = mkdtempSync(`${folder}.`);
  try {
    const entry = fileURLToPath(new URL('./chromium-unpack.ts', import.meta.url));
    execFileSync(process.execPath, [entry], { env: { ...process.env, TMPDIR: beside, AWS_LAMBDA_JS_RUNTIME: '24.x' }, stdio: ['ignore', 'ignore', 'inherit'] });
    writeFileSync(join(beside, 'fonts/fonts.conf'), fontsFile);
    mkdirSync(join(beside, 'fonts/cache'));
    chmodSync(beside, 0o700);
    renameSync(beside, folder);
  } catch (error) {
    if (!existsSync(program)) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
};

/** What stands in a shared temp folder may be somebody else's. */
const own = () => {
  const { uid, mode } = lstatSync(folder);
  if (uid !== userInfo().uid || (mode & 0o022) !== 0) throw new Error(`${folder} is not this user's alone: remove it`);
};

/** The machine's libraries where it has them all, else those of the package. */
const environment = (): Record<string, string | undefined> => {
  const base = { ...process.env, FONTCONFIG_FILE: fonts };
  const runs = (env: NodeJS.ProcessEnv) => spawnSync(program, ['--version'], { env, encoding: 'utf8' });
  if (runs(base).status === 0) return base;
  const helped = { ...base, LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
  const { status, stderr } = runs(helped);
  if (status !== 0) throw new Error(`Chromium cannot run on this machine: ${stderr}`);
  return helped;
};

/** Nothing but this machine has an address, whoever in the browser asks: pages, and what it would tell its maker. The package's own flags break it off Lambda. */
const args = ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

const launch = async (): Promise<Browser> => {
  if (!existsSync(program)) unpack();
  own();
  return chromium.launch({ executablePath: program, args, env: environment() });
};

let launched: Promise<Browser> | undefined;
/** One for all files that this process runs; it ends with the process. */
export const sharedChromium = (): Promise<Browser> => {
  launched ??= launch();
  return launched;
};
