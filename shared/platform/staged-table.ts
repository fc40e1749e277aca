/** A table whose writes wait: read as if they were written, and written together at the end, all or nothing. */
import { compare, holds, keyOf, keyText } from './table-terms.ts';
import { keys } from './tables.ts';
import type { Condition, Item, Key, Page, Query, Table, Write, Written } from './types.ts';

/**
 * Of an item that nothing waits for, a condition counts as held until `flush` asks it of the table; of a suspect it is asked at once, so that
 * whoever writes hears of it and can do as it does without staging. Queries on an index see the table alone: nothing that waits.
 */
export type StagedTable = Table & {
  /** Everything that waits, as one transaction; `failed` are the keys whose condition did not hold: the suspects of the next attempt. */
  flush(): Promise<Exclude<Written, { outcome: 'condition-failed' }> | { outcome: 'condition-failed'; failed: Suspects }>;
  /** How many writes wait; a transaction holds a hundred. */
  size(): number;
};
export type Suspects = ReadonlySet<string>;

/** `when`: what the first write asked of the table. `changed`: false while it is only checked, and the table's own item is what there is. */
type Waiting = { key: Key; when: Condition | undefined } & ({ changed: true; item: Item | undefined } | { changed: false });
type Stage = { base: Reading; suspects: Suspects; waiting: Map<string, Waiting> };
type Reading = Pick<Table, 'get' | 'query' | 'write'>;

/** What was read by itself or by a query once is not asked again: the commands of one transaction look at the same things, and `flush` finds what has changed. */
const remembering = (base: Table): Reading & { forget(): void } => {
  const items = new Map<string, Promise<Item | undefined>>();
  const pages = new Map<string, Promise<Page>>();
  const once = <Read>(known: Map<string, Promise<Read>>, name: string, read: () => Promise<Read>): Promise<Read> => {
    const now = known.get(name) ?? read();
    known.set(name, now);
    return now;
  };
  return {
    get: (key) => once(items, keyText(key), () => base.get(key)),
    query: (query) => once(pages, JSON.stringify(query), () => base.query(query)),
    write: (writes) => base.write(writes),
    forget: () => {
      items.clear();
      pages.clear();
    },
  };
};

const notStaged = (what: string): never => {
  throw new Error(`${what} cannot wait in a staged table; put the whole item under a condition`);
};

/** A partition begins with its head: where that is new, nothing else of it is in the table, and none of it need be read. */
const isNew = ({ waiting }: Stage, pk: string): boolean => {
  const head = waiting.get(keyText({ pk, sk: keys.head }));
  return head?.changed === true && head.when !== undefined && 'absent' in head.when;
};
const itemAt = async (stage: Stage, key: Key): Promise<Item | undefined> => {
  const own = stage.waiting.get(keyText(key));
  const item = own?.changed ? own.item : isNew(stage, key.pk) ? undefined : await stage.base.get(key);
  return item && { ...item };
};

/** Nothing waits for it, and nobody has reason to doubt. */
const isTaken = ({ suspects, waiting }: Stage, key: string): boolean => !suspects.has(key) && !waiting.has(key);
const judged = async (stage: Stage, write: Write): Promise<boolean> => {
  const key = keyOf(write);
  if (!write.when || isTaken(stage, keyText(key))) return true;
  return holds(write.when, await itemAt(stage, key));
};

/** What the table is asked in the end: a put after a check asks both, which is one question or two sets of values. */
const joined = (first: Condition | undefined, second: Condition | undefined): Condition | undefined => {
  if (!first || !second || JSON.stringify(first) === JSON.stringify(second)) return first ?? second;
  if ('equals' in first && 'equals' in second) return { equals: { ...first.equals, ...second.equals } };
  return notStaged('two different conditions on one item');
};
const contentOf = (write: Write): { changed: true; item: Item | undefined } | { changed: false } => {
  if ('update' in write) return notStaged('an update');
  if ('put' in write) return { changed: true, item: { ...write.put } };
  return 'delete' in write ? { changed: true, item: undefined } : { changed: false };
};
const stage = ({ waiting }: Stage, write: Write): void => {
  const { pk, sk } = keyOf(write);
  const before = waiting.get(keyText({ pk, sk }));
  const content = contentOf(write);
  if (before?.changed) waiting.set(keyText({ pk, sk }), content.changed ? { ...before, ...content } : before);
  else waiting.set(keyText({ pk, sk }), { key: { pk, sk }, when: joined(before?.when, write.when), ...content });
};

const writeStaged = async (at: Stage, writes: Write[]): Promise<Written> => {
  if (writes.length === 0 || writes.length > 100) throw new Error(`a transaction holds 1 to 100 writes, not ${writes.length}`);
  if (new Set(writes.map((write) => keyText(keyOf(write)))).size !== writes.length) throw new Error('a transaction may name an item once');
  for (const write of writes) contentOf(write);
  const held = await Promise.all(writes.map((write) => judged(at, write)));
  const failed = held.flatMap((one, position) => (one ? [] : [position]));
  if (failed.length > 0) return { outcome: 'condition-failed', failed };
  for (const write of writes) stage(at, write);
  return { outcome: 'written' };
};

const queryStaged = async (stage: Stage, query: Query): Promise<Page> => {
  const { base, waiting } = stage;
  const page = !query.index && isNew(stage, query.pk) ? { items: [] } : await base.query(query);
  if (query.index) return page;
  const { from = '', to, after, limit, backwards = false } = query;
  const order = (a: Key, b: Key) => compare(a.sk, b.sk) * (backwards ? -1 : 1);
  const isHere = ({ pk, sk }: Key) => pk === query.pk && sk >= from && (to === undefined || sk <= to);
  const own = [...waiting.values()].filter(({ key, changed }) => changed && isHere(key));
  const names = new Set(own.map(({ key }) => key.sk));
  const onPage = (item: Item) => (!after || order(item, after) > 0) && (!page.next || order(item, page.next) <= 0);
  const mine = own.flatMap((one) => (one.changed && one.item && onPage(one.item) ? [{ ...one.item }] : []));
  const all = [...page.items.filter(({ sk }) => !names.has(sk)).map((item) => ({ ...item })), ...mine].sort(order);
  const items = all.slice(0, limit ?? all.length);
  const last = items.at(-1);
  const next = items.length < all.length && last ? { pk: last.pk, sk: last.sk } : page.next;
  return { items, ...(next ? { next } : {}) };
};

const writeOf = (one: Waiting): Write => {
  const when = one.when ? { when: one.when } : {};
  if (!one.changed) return { check: one.key, when: one.when ?? notStaged('a check without a condition') };
  return one.item ? { put: one.item, ...when } : { delete: one.key, ...when };
};
const flushed = async ({ base, waiting }: Stage): ReturnType<StagedTable['flush']> => {
  const all = [...waiting.entries()];
  if (all.length === 0) return { outcome: 'written' };
  const written = await base.write(all.map(([, one]) => writeOf(one)));
  if (written.outcome === 'written') waiting.clear();
  if (written.outcome !== 'condition-failed') return written;
  return { outcome: 'condition-failed', failed: new Set(written.failed.flatMap((position) => all[position]?.[0] ?? [])) };
};

/** `suspects`: what `flush` of an attempt before found to be otherwise. */
export const stagedTable = (base: Table, suspects: Suspects = new Set()): StagedTable => {
  const read = remembering(base);
  const at: Stage = { base: read, suspects, waiting: new Map() };
  const { waiting } = at;
  let turn: Promise<unknown> = Promise.resolve();
  /** One after another: what is judged must still hold when it is staged. */
  const inTurn = (write: () => Promise<Written>): Promise<Written> => {
    const next = turn.then(write, write);
    turn = next;
    return next;
  };
  return {
    get: (key) => itemAt(at, key),
    getAll: async (keys) => {
      const missing = keys.filter((key) => !waiting.get(keyText(key))?.changed);
      const found = new Map((await base.getAll(missing)).map((item, n) => [keyText(missing[n] ?? { pk: '', sk: '' }), item]));
      return Promise.all(keys.map((key) => (found.has(keyText(key)) ? found.get(keyText(key)) : itemAt(at, key))));
    },
    query: (query) => queryStaged(at, query),
    write: (writes) => inTurn(() => writeStaged(at, writes)),
    putAll: async () => notStaged('a put without a condition'),
    flush: () => {
      read.forget();
      return flushed(at);
    },
    size: () => waiting.size,
  };
};
