import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The house's limits in lines; the first row whose pattern fits a file holds. Generated files may be as long as they are. */
const limits: { files: RegExp; atMost: number }[] = [
  { files: /^shared\/fhir\/structure\/table\.ts$|^shared\/referral\/bank-holidays\.ts$/, atMost: Number.POSITIVE_INFINITY },
  {
    files: /^functions\/(?!wiring\.ts)|^infra\/app\.ts$|^local\/(launch\.mjs|main\.ts|token\.ts|onboard\.ts|redrive\.ts|generate\.ts)$|^(test|bench)\/run\.ts$/,
    atMost: 40,
  },
  { files: /^test\//, atMost: 400 },
  { files: /./, atMost: 200 },
];
const folders = ['infra', 'functions', 'shared', 'web', 'local', 'bench', 'test'].filter((folder) => existsSync(folder));
const sources = folders
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((name) => /\.(ts|mjs)$/.test(name));

const tooLong = (lengthOf: (file: string) => number): string[] =>
  sources.flatMap((file) => {
    const { atMost } = limits.find(({ files }) => files.test(file)) ?? { atMost: 0 };
    const lines = lengthOf(file);
    return lines > atMost ? [`${file}: ${lines} lines, at most ${atMost}`] : [];
  });

describe('sizes', () => {
  test('no file is longer than the house allows', () => {
    console.log(`sizes: ${sources.length} files read`);
    expect(sources.length).toBeGreaterThan(50);
    expect(tooLong((file) => readFileSync(file, 'utf8').trimEnd().split('\n').length)).toEqual([]);
  });

  test('a file over its limit would be seen', () => {
    expect(tooLong((file) => (file === 'local/launch.mjs' ? 41 : 1))).toEqual(['local/launch.mjs: 41 lines, at most 40']);
    expect(tooLong((file) => (file === 'shared/referral/types.ts' ? 201 : 1))).toEqual(['shared/referral/types.ts: 201 lines, at most 200']);
  });
});
