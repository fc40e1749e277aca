/**
 * A message's entries as one ServiceRequest: what it reaches is contained in it, by `#` and a local id. What it does not reach (an Encounter, a
 * CarePlan, whom the header names) is contained too, referred to by `supportingInfo`, so that nothing that was sent is lost.
 */
import { finder, rewritten, saidIn } from '#fhir/bundle/references';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '#fhir/structure/fields';
import type { Message } from './read.ts';

/** `places`: the FHIRPath of each contained resource where it was sent; `own`: how many `supportingInfo` the request had itself. */
export type Gathered = { request: Fields; places: string[]; own: number; added: string[]; from: string };

const isId = (text: string): boolean => /^[A-Za-z0-9.-]{1,64}$/.test(text);
const idsOf = ({ entries }: Message): string[] => {
  const taken = new Set<string>();
  return entries.map(({ fullUrl = '', resource = {} }, index) => {
    const wanted = [fullUrl.replace(/^urn:uuid:/, ''), textOf(resource, 'id')].find((id) => isId(id) && !taken.has(id)) ?? `entry-${index}`;
    taken.add(wanted);
    return wanted;
  });
};

const labelsOf = (resource: Fields): Fields[] => listOf(fieldsOf(resource, 'meta'), 'security');
/** Version, time and label belong to whole resources: the label goes to the whole. (dom-4, dom-5) */
const asContained = ({ meta, ...resource }: Fields, id: string): Fields => {
  const { versionId: _, lastUpdated: __, security: ___, ...kept } = isFields(meta) ? meta : {};
  return { ...resource, id, ...(Object.keys(kept).length > 0 ? { meta: kept } : {}) };
};

/** Which entries each entry names. */
const linksOf = ({ entries }: Message): Set<number>[] => {
  const find = finder(entries);
  return entries.map(({ resource }, index) => new Set(saidIn(resource, '').flatMap(({ text, key }) => find(text, key, index) ?? [])));
};
const reach = (from: number, links: readonly Set<number>[], reached: Set<number>): void => {
  const waiting = [from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    waiting.push(...(links[next] ?? []));
  }
};

/** The first of those that nothing reaches; what it names is then reached too. */
const unnamedIn = ({ entries, focus }: Message, links: readonly Set<number>[]): number[] => {
  const reached = new Set<number>([0]);
  reach(focus, links, reached);
  return [...entries.keys()].filter((index) => {
    const isUnnamed = !reached.has(index);
    reach(index, links, reached);
    return isUnnamed;
  });
};
/** As it is said within one resource: the request itself is `#`. */
const localOf = (message: Message, ids: readonly string[]) => {
  const find = finder(message.entries);
  return (resource: Fields, from: number): Fields =>
    rewritten(resource, (text, key) => {
      const index = find(text, key, from);
      if (index === undefined || index === 0) return text;
      return index === message.focus ? '#' : `#${ids[index]}`;
    });
};
const metaWith = (meta: unknown, security: Fields[]): { meta?: Fields } => {
  const all = { ...(isFields(meta) ? meta : {}), ...(security.length > 0 ? { security } : {}) };
  return Object.keys(all).length > 0 ? { meta: all } : {};
};
const placeOf = (index: number): string => `Bundle.entry[${index}].resource`;

export const gathered = (message: Message): Gathered => {
  const { entries, focus, request } = message;
  const ids = idsOf(message);
  const local = localOf(message, ids);
  const others = [...entries.keys()].filter((index) => index !== 0 && index !== focus);
  const unnamed = unnamedIn(message, linksOf(message));
  const { meta, id: _, contained: _own, ...rest } = local(request, focus);
  const own = listOf(request, 'contained');
  const contained = [...own, ...others.map((index) => asContained(local(entries[index]?.resource ?? {}, index), ids[index] ?? ''))];
  const info = listOf(rest, 'supportingInfo');
  const supportingInfo = [...info, ...unnamed.map((index) => ({ reference: `#${ids[index]}` }))];
  const whole = {
    ...rest,
    ...metaWith(meta, [request, ...others.map((index) => entries[index]?.resource ?? {})].flatMap(labelsOf)),
    ...(contained.length > 0 ? { contained } : {}),
    ...(supportingInfo.length > 0 ? { supportingInfo } : {}),
  };
  const places = [...own.map((_one, n) => `${placeOf(focus)}.contained[${n}]`), ...others.map(placeOf)];
  return { request: whole, places, own: info.length, added: unnamed.map(placeOf), from: placeOf(focus) };
};

/** Where in the message it stands what a FHIRPath of the whole request names. */
export const sentAt = (expression: string | undefined, { places, own, added, from }: Gathered): string => {
  const [, list, n, rest = ''] = /^ServiceRequest\.(contained|supportingInfo)\[(\d+)\](.*)$/s.exec(expression ?? '') ?? [];
  const index = Number(n);
  if (list === 'contained') return `${places[index] ?? from}${rest}`;
  if (list === 'supportingInfo' && index >= own) return added[index - own] ?? from;
  return expression?.startsWith('ServiceRequest.') ? `${from}${expression.slice('ServiceRequest'.length)}` : from;
};
