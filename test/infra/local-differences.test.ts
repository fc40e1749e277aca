import { expect, test } from 'vitest';
import { hubTemplate } from '#test/stacks';
import { localDifferences } from './local-differences.ts';

/** Every leaf of a template by its path; of what one side lacks altogether, the type alone. */
const leaves = (value: unknown, other: unknown, path: string[] = []): [string, unknown][] => {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  if (path.length === 2 && path[0] === 'Resources' && other === undefined) return [[path.join('.'), Object(value).Type]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, Object(other ?? {})[key], [...path, key]));
};

const differences = () => {
  const [one, other] = [hubTemplate('local'), hubTemplate('cloud')];
  const [local, cloud] = [new Map(leaves(one, other)), new Map(leaves(other, one))];
  const paths = [...new Set([...local.keys(), ...cloud.keys()])];
  return {
    read: paths.length,
    found: paths.filter((path) => local.get(path) !== cloud.get(path)).map((path) => ({ path, local: local.get(path), cloud: cloud.get(path) })),
  };
};

test('the local stage is the cloud stage but for the rows of the list', () => {
  const { read, found } = differences();
  const rows = localDifferences.map((row) => ({ ...row, matched: found.filter(({ path }) => row.where.test(path)) }));
  console.log(`${read} values read, ${found.length} differ`);
  for (const { because, matched } of rows) {
    console.log(`- ${because}`);
    for (const { path, local, cloud } of matched) console.log(`    ${path}: ${local ?? 'nothing'} | ${cloud ?? 'nothing'}`);
  }
  expect(read).toBeGreaterThan(1000);
  expect(found.filter(({ path }) => !localDifferences.some(({ where }) => where.test(path)))).toEqual([]);
  expect(rows.filter(({ matched }) => matched.length === 0).map(({ because }) => because)).toEqual([]);
});

test('the list has at most ten rows, each with a reason of its own', () => {
  expect(localDifferences.length).toBeLessThanOrEqual(10);
  expect(new Set(localDifferences.map(({ because }) => because)).size).toBe(localDifferences.length);
});
