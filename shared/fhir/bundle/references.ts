/** What the entries of a Bundle say of each other: by fullUrl, wherever in a resource a link may stand. */
import { type Fields, isFields, listOf } from '#fhir/structure/fields';
import { typeOf } from '#fhir/structure/types';

export type Named = { fullUrl?: string; resource?: Fields };
/** A link somewhere in a resource; `key`: the element it is, `path`: its FHIRPath below `from`. */
export type Said = { text: string; key: string; path: string };

/** Where R4 lets a link be rewritten; the same letters in a note are somebody's words. */
const linkTypes: ReadonlySet<string> = new Set(['uri', 'url', 'canonical', 'oid', 'uuid']);
const isLink = (key: string, type: string): boolean => key === 'reference' || linkTypes.has(type);
/** A resource says its type itself; `_name` holds the extensions of a primitive. */
const typeUnder = (value: Fields, type: string, name: string): string => {
  if (name.startsWith('_')) return 'Element';
  return typeOf(typeof value.resourceType === 'string' ? value.resourceType : type)?.properties.get(name)?.allowed.type ?? '';
};

/** `type`: the R4 type of `value`, where it is no resource. */
export const saidIn = (value: unknown, path: string, key = '', type = ''): Said[] => {
  if (typeof value === 'string') return isLink(key, type) ? [{ text: value, key, path }] : [];
  if (Array.isArray(value)) return value.flatMap((one, index) => saidIn(one, `${path}[${index}]`, key, type));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => saidIn(one, `${path}.${name.replace(/^_/, '')}`, name, typeUnder(value, type, name)));
};
/** The same with each link as `by` gives it. */
export const rewritten = <Value>(value: Value, by: (text: string, key: string) => string, key = '', type = ''): Value => {
  if (typeof value === 'string') return (isLink(key, type) ? by(value, key) : value) as Value;
  if (Array.isArray(value)) return value.map((one) => rewritten(one, by, key, type)) as Value;
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewritten(one, by, name, typeUnder(value, type, name))])) as Value;
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
