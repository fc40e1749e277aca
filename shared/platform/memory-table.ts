/** The in-memory twin of a DynamoDB table: the same contract suite runs on both. Unlike the embedded engine it raises transaction conflicts. */
import { compare, holds, keyOf, keyText } from '#platform/table-terms';
import type { Item, Key, Page, Query, Table, Write, Written } from '#platform/types';

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

const apply = (items: Map<string, Item>, write: Write) => {
  const key = keyOf(write);
  if ('put' in write) items.set(keyText(key), { ...write.put });
  else if ('delete' in write) items.delete(keyText(key));
  else if ('update' in write) items.set(keyText(key), updated({ pk: key.pk, sk: key.sk }, items.get(keyText(key)), write));
};

const pageOf = (items: Map<string, Item>, query: Query): Page => {
  const { index } = query;
  const [pkName, skName] = index ? [`${index}Pk`, `${index}Sk`] : ['pk', 'sk'];
  const place = (item: Item) => `${textOf(item, skName)}\n${keyText(item)}`;
  const inRange = (item: Item) => {
    const sk = textOf(item, skName);
    return textOf(item, pkName) === query.pk && sk !== undefined && sk >= (query.from ?? '') && (query.to === undefined || sk <= query.to);
  };
  const sorted = [...items.values()].filter(inRange).sort((a, b) => compare(place(a), place(b)) * (query.backwards ? -1 : 1));
  const after = query.after;
  const rest = after ? sorted.filter((item) => compare(place(item), place(after)) * (query.backwards ? -1 : 1) > 0) : sorted;
  const limit = query.limit ?? rest.length;
  const seen = (item: Item): Item => (index ? { pk: item.pk, sk: item.sk, [pkName]: item[pkName] ?? '', [skName]: item[skName] ?? '' } : { ...item });
  const page = rest.slice(0, limit).map(seen);
  const last = page.at(-1);
  return rest.length > limit && last ? { items: page, next: last } : { items: page };
};

/** `pause` runs while a transaction holds its items: a test can let another in between. */
export const memoryTable = (pause: () => Promise<void> = () => Promise.resolve()): Table & { all(): Item[] } => {
  const items = new Map<string, Item>();
  const held = new Set<string>();
  const write = async (writes: Write[]): Promise<Written> => {
    const touched = writes.map((one) => keyText(keyOf(one)));
    if (writes.length === 0 || writes.length > 100) throw new Error(`a transaction holds 1 to 100 writes, not ${writes.length}`);
    if (new Set(touched).size !== touched.length) throw new Error('a transaction may name an item once');
    if (touched.some((key) => held.has(key))) return { outcome: 'conflict' };
    for (const key of touched) held.add(key);
    try {
      await pause();
      const failed = writes.flatMap((one, position) => (holds(one.when, items.get(touched[position] ?? '')) ? [] : [position]));
      if (failed.length > 0) return { outcome: 'condition-failed', failed };
      for (const one of writes) apply(items, one);
      return { outcome: 'written' };
    } finally {
      for (const key of touched) held.delete(key);
    }
  };
  return {
    get: async (key) => {
      const item = items.get(keyText(key));
      return item && { ...item };
    },
    getAll: async (keys) => keys.map((key) => ({ item: items.get(keyText(key)) })).map(({ item }) => item && { ...item }),
    query: async (query) => pageOf(items, query),
    write,
    putAll: async (puts) => {
      for (const put of puts) items.set(keyText(put), { ...put });
    },
    all: () => [...items.values()].map((item) => ({ ...item })),
  };
};
