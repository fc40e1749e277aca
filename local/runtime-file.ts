/** Where the commands beside a running hub (`npm run token`) find it: one file per port, readable by its owner alone. */
import { lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';

const shape = z.object({
  pid: z.number(),
  url: z.string(),
  /** The hub's folder. */
  folder: z.string(),
  region: z.string(),
  endpoints: z.object({ dynamodb: z.string(), sqs: z.string(), kms: z.string(), ses: z.string(), sms: z.string(), lambda: z.string() }),
  /** By name in the hub's own words: `referrals`, `work`, `access`. */
  tableNames: z.record(z.string(), z.string()),
  /** As the stack tells them: `KeyId`, `PublicUrl`. */
  outputs: z.record(z.string(), z.string()),
});
export type Running = z.infer<typeof shape>;

const folder = () => join(tmpdir(), `links-hub-${userInfo().uid}`);
const fileOf = (port: number) => join(folder(), `${port}.json`);

/** Undefined when no hub runs on that port. Throws when the file is another user's. */
export const findRunning = (port: number): Running | undefined => {
  const found = lstatSync(fileOf(port), { throwIfNoEntry: false });
  if (!found) return undefined;
  if (!found.isFile() || found.uid !== userInfo().uid) throw new Error(`${fileOf(port)} is not of this user`);
  const running = shape.parse(JSON.parse(readFileSync(fileOf(port), 'utf8')));
  try {
    process.kill(running.pid, 0);
    return running;
  } catch {
    return undefined;
  }
};

/** When it was announced, in milliseconds since 1970; 0 when it is gone. */
export const announcedAt = ({ url }: Pick<Running, 'url'>): number => lstatSync(fileOf(Number(new URL(url).port)), { throwIfNoEntry: false })?.mtimeMs ?? 0;

export const announce = (port: number, running: Running): { withdraw(): void } => {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const made = lstatSync(folder());
  if (!made.isDirectory() || made.uid !== userInfo().uid) throw new Error(`${folder()} is not of this user`);
  rmSync(fileOf(port), { force: true });
  writeFileSync(fileOf(port), JSON.stringify(running), { mode: 0o600, flag: 'wx' });
  return { withdraw: () => rmSync(fileOf(port), { force: true }) };
};
