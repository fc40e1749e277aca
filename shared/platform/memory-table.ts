/** The in-memory twin of a DynamoDB table: the same contract suite runs on both. Unlike the embedded engine it raises transaction conflicts. */
import { compare, holds, keyOf, keyText } from '#platform/table-terms';
import type { IndexName, Item, Key, Page, Query, Table, Write, Written } from '#platform/types';

const textOf = (item: Item, attribute: string): string | undefined => {
  const value = item[attribute];
  return value === undefined ? undefined : String(value);
};
const updated = (key: Key, item: Item | undefined, write: Extract<Write, { update: Key }>): Item => {
  const next: Item = { ...(item ?? { pk: key.pk, sk: key.sk }), ...write.set };
  for (const [name, amount] of Object.entries(write.add ?? {})) next[name] = Number(next[name] ?? 0) + amount;
  for (const name of write.remove ?? []) delete next[name];
  return next;
};

type Held = Map<string, Item>;
const indexNames = ['party', 'due', 'fixed'] as const satisfies IndexName[];
/** `partitions` and `indexes`: the same items once more by partition, so that a query reads no others. */
type Shelves = { items: Held; partitions: Map<string, Held>; indexes: Record<IndexName, Map<string, Held>> };
const emptyShelves = (): Shelves => ({ items: new Map(), partitions: new Map(), indexes: { party: new Map(), due: new Map(), fixed: new Map() } });

const put = (partitions: Map<string, Held>, pk: string, key: string, item: Item): void => {
  const there = partitions.get(pk);
  if (there) there.set(key, item);
  else partitions.set(pk, new Map([[key, item]]));
};
const drop = (partitions: Map<string, Held>, pk: string, key: string): void => {
  const there = partitions.get(pk);
  there?.delete(key);
  if (there?.size === 0) partitions.delete(pk);
};
const remove = ({ items, partitions, indexes }: Shelves, key: string): void => {
  const old = items.get(key);
  if (!old) return;
  drop(partitions, old.pk, key);
  for (const name of indexNames) {
    const pk = textOf(old, `${name}Pk`);
    if (pk !== undefined) drop(indexes[name], pk, key);
  }
};
const keep = (shelves: Shelves, key: string, item: Item): void => {
  remove(shelves, key);
  shelves.items.set(key, item);
  put(shelves.partitions, item.pk, key, item);
  for (const name of indexNames) {
    const pk = textOf(item, `${name}Pk`);
    if (pk !== undefined) put(shelves.indexes[name], pk, key, item);
  }
};

const apply = (shelves: Shelves, write: Write) => {
  const { pk, sk } = keyOf(write);
  const key = keyText({ pk, sk });
  if ('put' in write) keep(shelves, key, { ...write.put });
  else if ('update' in write) keep(shelves, key, updated({ pk, sk }, shelves.items.get(key), write));
  else if ('delete' in write) {
    remove(shelves, key);
    shelves.items.delete(key);
  }
};

const pageOf = ({ partitions, indexes }: Shelves, query: Query): Page => {
  const { index, after } = query;
  const held = (index ? indexes[index] : partitions).get(query.pk);
  if (!held) return { items: [] };
  const [pkName, skName] = index ? [`${index}Pk`, `${index}Sk`] : ['pk', 'sk'];
  const place = (item: Item) => `${textOf(item, skName)}\n${keyText(item)}`;
  const inRange = (item: Item) => {
    const sk = textOf(item, skName);
    return sk !== undefined && sk >= (query.from ?? '') && (query.to === undefined || sk <= query.to);
  };
  const placed = [...held.values()].filter(inRange).map((item) => ({ item, at: place(item) }));
  const way = query.backwards ? -1 : 1;
  placed.sort((a, b) => compare(a.at, b.at) * way);
  const last = after && place(after);
  const rest = last === undefined ? placed : placed.filter(({ at }) => compare(at, last) * way > 0);
  const limit = query.limit ?? rest.length;
  const seen = ({ item }: { item: Item }): Item =>
    index ? { pk: item.pk, sk: item.sk, [pkName]: item[pkName] ?? '', [skName]: item[skName] ?? '' } : { ...item };
  const items = rest.slice(0, limit).map(seen);
  const end = items.at(-1);
  return rest.length > limit && end ? { items, next: end } : { items };
};

const written = async (shelves: Shelves, held: Set<string>, writes: Write[], pause: () => Promise<void>): Promise<Written> => {
  const touched = writes.map((one) => keyText(keyOf(one)));
  if (writes.length === 0 || writes.length > 100) throw new Error(`a transaction holds 1 to 100 writes, not ${writes.length}`);
  if (new Set(touched).size !== touched.length) throw new Error('a transaction may name an item once');
  if (touched.some((key) => held.has(key))) return { outcome: 'conflict' };
  for (const key of touched) held.add(key);
  try {
    await pause();
    const failed = writes.flatMap((one, position) => (holds(one.when, shelves.items.get(touched[position] ?? '')) ? [] : [position]));
    if (failed.length > 0) return { outcome: 'condition-failed', failed };
    for (const one of writes) apply(shelves, one);
    return { outcome: 'written' };
  } finally {
    for (const key of touched) held.delete(key);
  }
};

/** Bytes that DynamoDB takes. */
const longestKey = { pk: 2048, sk: 1024 } as const;
/** `pause` runs while a transaction holds its items: a test can let another in between. */
export const memoryTable = (pause: () => Promise<void> = () => Promise.resolve()): Table & { all(): Item[] } => {
  const shelves = emptyShelves();
  const held = new Set<string>();
  const get = (key: Key): Item | undefined => {
    if (Buffer.byteLength(key.pk) > longestKey.pk || Buffer.byteLength(key.sk) > longestKey.sk) throw new Error('this is too long for a key');
    const item = shelves.items.get(keyText(key));
    return item && { ...item };
  };
  return {
    get: async (key) => get(key),
    getAll: async (keys) => keys.map(get),
    query: async (query) => pageOf(shelves, query),
    write: (writes) => written(shelves, held, writes, pause),
    putAll: async (puts) => {
      for (const item of puts) keep(shelves, keyText(item), { ...item });
    },
    all: () => [...shelves.items.values()].map((item) => ({ ...item })),
  };
};
