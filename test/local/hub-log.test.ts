import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hubLog } from '#local/hub-log';

let folder: string;
let shown: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-hub-log-'));
  shown = [];
});
afterEach(() => rmSync(folder, { recursive: true }));
const log = () => hubLog((line) => shown.push(line));
const refused = '[api] {"event":"refused","route":"fhir","status":404}';

test('what functions log at their work goes to the file, which its owner alone can read', () => {
  const one = log();
  one.line(refused);
  const file = one.keepIn(folder);
  one.line('[sweep] {"event":"swept","count":0}');
  expect(readFileSync(file, 'utf8').match(/started|refused|swept/g)).toEqual(['started', 'refused', 'swept']);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
  expect(shown).toEqual([]);
});

test.each([
  '[api] {"event":"fault","route":"fhir"}',
  '[sweep] {"event":"sweep-failed"}',
  '[relay] {"event":"record-failed"}',
  '[send] crashed: Error',
  'queue deliver: no answer',
])('%s is shown as well', (line) => {
  const one = log();
  const file = one.keepIn(folder);
  one.line(line);
  expect(shown).toEqual([line]);
  expect(readFileSync(file, 'utf8')).toContain(line);
});

test('the file goes on at the next start, and does not grow without end', () => {
  log().keepIn(folder);
  const one = log();
  const file = one.keepIn(folder);
  expect(readFileSync(file, 'utf8').match(/started/g)).toHaveLength(2);
  const long = `[api] {"event":"refused","at":"${'x'.repeat(100_000)}"}`;
  for (let n = 0; n < 100; n += 1) one.line(long);
  expect(existsSync(`${file}.1`)).toBe(true);
  expect(statSync(file).size + statSync(`${file}.1`).size).toBeGreaterThan(10_000_000);
  for (let n = 0; n < 200; n += 1) one.line(long);
  expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(17_000_000);
});
