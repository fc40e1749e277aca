/** The recount is a second hand: nothing of the hub helps it. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('./recount/', import.meta.url);
const imported = /(?:from|import|import\()\s*'([^']+)'/g;
const own = /^(node:|\.\/[a-z-]+\.ts$)/;
const foreign = (text: string): string[] => [...text.matchAll(imported)].flatMap(([, name = '']) => (own.test(name) ? [] : [name]));

test('the recount imports nothing but Node and itself', () => {
  const files = readdirSync(folder);
  const texts = files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const imports = texts.flatMap((text) => [...text.matchAll(imported)]).length;
  console.log(`${imports} imports in ${files.length} files`);
  expect(imports).toBeGreaterThan(5);
  expect(texts.flatMap(foreign)).toEqual([]);
});
test('what it must not import is seen', () => {
  for (const planted of [
    "import { metrics } from '#insight/metrics/all';",
    "import '../lived.ts';",
    "const x = await import('#platform/time');",
    "export * from 'zod';",
  ])
    expect(foreign(planted)).toHaveLength(1);
});
