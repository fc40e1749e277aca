/** A hub that runs the fixture stack, with the journal of its functions. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { type Hub, type HubOptions, startHub } from '#local/hub';
import { fixtureStack } from './fixture.ts';

export type Entry = { by: string; from?: string; said?: string[]; tries?: number[]; event?: Record<string, unknown> };
export type FixtureHub = Hub & {
  logged: string[];
  entries(): Entry[];
  /** Waits until the journal satisfies the test. */
  journal(enough: (entries: Entry[]) => boolean): Promise<Entry[]>;
  get(path: string, init?: RequestInit): Promise<Response>;
};

/** A folder of the test's own, removed by `remove`. */
export const testFolder = () => {
  const path = mkdtempSync(join(tmpdir(), 'links-hub-engine-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export const journalEntries = (file: string): Entry[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];

export const startFixture = async (journal: string, options: Partial<HubOptions> = {}): Promise<FixtureHub> => {
  const logged: string[] = [];
  const hub = await startHub({ port: 0, stack: fixtureStack, parameters: { Journal: journal }, log: (line) => logged.push(line), ...options });
  const entries = () => journalEntries(journal);
  const waitFor = async (enough: (seen: Entry[]) => boolean) => {
    await vi.waitUntil(() => enough(entries()), { timeout: 60_000, interval: 10 });
    return entries();
  };
  return { ...hub, logged, entries, journal: waitFor, get: (path, init) => fetch(`${hub.url}${path}`, init) };
};
