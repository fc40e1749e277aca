/** What the entries of a Bundle say of each other: by fullUrl, wherever in a resource it stands. */
import { type Fields, isFields, listOf } from '#fhir/structure/fields';

export type Named = { fullUrl?: string; resource?: Fields };
/** A text somewhere in a resource; `key`: the element it is, `path`: its FHIRPath below `from`. */
export type Said = { text: string; key: string; path: string };

export const saidIn = (value: unknown, path: string, key = ''): Said[] => {
  if (typeof value === 'string') return [{ text: value, key, path }];
  if (Array.isArray(value)) return value.flatMap((one, index) => saidIn(one, `${path}[${index}]`, key));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => saidIn(one, `${path}.${name.replace(/^_/, '')}`, name));
};
/** The same with each text as `by` gives it. */
export const rewritten = <Value>(value: Value, by: (text: string, key: string) => string, key = ''): Value => {
  if (typeof value === 'string') return by(value, key) as Value;
  if (Array.isArray(value)) return value.map((one) => rewritten(one, by, key)) as Value;
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewritten(one, by, name)])) as Value;
};

const restful = /^(https?:\/\/\S+\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/;
const rootOf = (fullUrl: string | undefined): string | undefined => restful.exec(fullUrl ?? '')?.[1];

/** `Type?identifier=system|value`, of what the entry itself is to be found by. */
const searchesOf = ({ resource = {} }: Named): string[] =>
  listOf(resource, 'identifier').map(({ system, value }) => `${String(resource.resourceType)}?identifier=${String(system)}|${String(value)}`);

/**
 * Finds the entry that a text in the entry `from` names: by its fullUrl, or, as R4 has it, relative to where `from` itself is said to be; or by an
 * identifier of it.
 */
export const finder = (entries: readonly Named[]): ((text: string, key: string, from: number) => number | undefined) => {
  const places = new Map(entries.flatMap(({ fullUrl }, index) => (fullUrl ? [[fullUrl, index] as const] : [])));
  const searches = new Map(entries.flatMap((entry, index) => searchesOf(entry).map((search) => [search, index] as const)));
  return (text, key, from) => {
    const direct = places.get(text);
    if (direct !== undefined || key !== 'reference') return direct;
    const root = rootOf(entries[from]?.fullUrl);
    return (root === undefined ? undefined : places.get(root + text)) ?? searches.get(text);
  };
};
