/** In which order the entries of a transaction are carried out: DELETE, POST, PUT and PATCH, GET; of the POSTs each after those it refers to. */
import { canonicalJson, sha256 } from '#fhir/same-content';
import type { Entry } from './entry.ts';
import { type finder, rewritten, saidIn } from './references.ts';

type Find = ReturnType<typeof finder>;
const ranks: Record<string, number> = { DELETE: 0, POST: 1, PUT: 2, PATCH: 2, GET: 3, HEAD: 3 };
const rankOf = ({ method }: Entry): number => ranks[method] ?? 2;

/** The POSTs that this entry names. */
const needed = (entry: Entry, entries: readonly Entry[], find: Find): Set<number> => {
  const named = saidIn(entry.resource, '').map(({ text, key }) => find(text, key, entry.index));
  return new Set(named.filter((index) => index !== undefined && index !== entry.index && entries[index]?.method === 'POST') as number[]);
};

/** `circle`: entries that each need another of them first. */
type Order = { ok: true; order: Entry[] } | { ok: false; circle: Entry[] };
export const orderOf = (entries: readonly Entry[], find: Find): Order => {
  const order: Entry[] = [];
  const done = new Set<number>();
  let waiting = [...entries]
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((entry) => ({ entry, needs: entry.method === 'POST' ? needed(entry, entries, find) : new Set<number>() }));
  while (waiting.length > 0) {
    const next = waiting.find(({ needs }) => [...needs].every((index) => done.has(index)));
    if (!next) return { ok: false, circle: waiting.filter(({ entry }) => entry.method === 'POST').map(({ entry }) => entry) };
    order.push(next.entry);
    done.add(next.entry.index);
    waiting = waiting.filter((one) => one !== next);
  }
  return { ok: true, order };
};

/** What each entry says, by its index, the same for whatever fullUrls the sender made up this time; `id` and `meta` are the server's. */
export const contentsOf = (order: readonly Entry[], entries: readonly Entry[], find: Find): Map<number, string> => {
  const contents = new Map<number, string>();
  for (const { index, method, path, rawQuery, headers, resource = {} } of order) {
    const { id: _, meta: __, ...content } = resource;
    const stable = rewritten(content, (text, key) => {
      const target = find(text, key, index);
      return target === undefined ? text : (contents.get(target) ?? entries[target]?.path.join('/') ?? text);
    });
    contents.set(index, sha256(canonicalJson({ method, path, rawQuery, headers, stable })));
  }
  return contents;
};
