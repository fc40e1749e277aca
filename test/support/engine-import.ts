/** Brings many items into the engine's file before it starts, by the engine's own import of what DynamoDB exports: a line of JSON an item. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { TableName } from '#platform/tables';
import type { Item } from '#platform/types';

export type Filled = Partial<Record<TableName, readonly Item[]>>;

const lineOf = (item: Item): string => {
  const attributes = Object.entries(item).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]);
  return `${JSON.stringify({ Item: Object.fromEntries(attributes) })}\n`;
};
/** Lines in one file: the text of all would be longer than a text can be. */
const atOnce = 20_000;
const exported = (folder: string, items: readonly Item[]): void => {
  mkdirSync(folder, { recursive: true });
  for (let from = 0; from < items.length; from += atOnce)
    writeFileSync(
      join(folder, `${from}.json.gz`),
      gzipSync(
        items
          .slice(from, from + atOnce)
          .map(lineOf)
          .join(''),
        { level: 1 },
      ),
    );
};
/** `shapeOf`: how a table would be made. Gives which tables are there now. */
export const importInto = async (folder: string, file: string, filled: Filled, shapeOf: (name: TableName) => CreateTableCommandInput): Promise<TableName[]> => {
  const names = (Object.keys(filled) as TableName[]).filter((name) => (filled[name] ?? []).length > 0);
  if (names.length === 0) return [];
  const [source, schema] = [join(folder, 'export'), join(folder, 'schema.json')];
  for (const name of names) exported(join(source, name, 'data'), filled[name] ?? []);
  writeFileSync(schema, JSON.stringify(names.map((name) => ({ Table: shapeOf(name) }))));
  const engine = join(dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
  const child = spawn(engine, ['import', '--source', source, '--schema', schema, '--output', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const [code] = await once(child, 'exit');
  rmSync(source, { recursive: true });
  const count = names.reduce((sum, name) => sum + (filled[name] ?? []).length, 0);
  if (code !== 0 || Number(/Items:\s+(\d+)/.exec(said)?.[1]) !== count) throw new Error(`the engine did not take in ${count} items: ${said}`);
  return names;
};
