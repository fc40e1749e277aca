import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { all, plain } from './cloud.ts';

test('every alarm has its row in the operator’s book, and no row is of an alarm that is not there', () => {
  const [, table = ''] = /^## When an alarm rings\n(.*?)^## /ms.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const described = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name));
  const alarms = all('AWS::CloudWatch::Alarm', 30).map(([id]) => plain(id).replace(/Alarm$/, ''));
  expect(described.toSorted()).toEqual(alarms.toSorted());
});
