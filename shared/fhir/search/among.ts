/** A search among resources that are at hand: those that the caller may see, each held against every clause. */

import type { Asked, Clause, Found, Parameter, Parameters, SearchValue, Seen } from '#fhir/door';
import { relativeTo } from '#fhir/ids';
import { compare } from '#platform/table-terms';
import type { Instant } from '#platform/types';
import { dateRange } from './date-range.ts';

/** What every door compares alike. `_lastUpdated` is read from the version beside the resource. */
export const everyParameter = {
  _id: { kind: 'token', text: 'The id of the resource.', values: ({ id }: { id?: string }) => (id ? [{ value: id }] : []) },
  _lastUpdated: {
    kind: 'date',
    text: 'With eq, ne, gt, ge, lt, le, sa or eb before it; what changed in the last ten seconds is left to the next search, so that none is missed.',
  },
} as const satisfies Parameters;

type Range = { from: string; to: string };
const beginning = '0000';
const end = '9999-12-31T23:59:59.999Z';
/** A day or instant covers what its precision says; a period, `start/end`, all between, and is open where a side is empty. */
const rangeOf = (value: string): Range | undefined => {
  const [start = '', last] = value.split('/');
  if (last === undefined) return dateRange(start);
  const [from, to] = [start === '' ? beginning : dateRange(start)?.from, last === '' ? end : dateRange(last)?.to];
  return from !== undefined && to !== undefined ? { from, to } : undefined;
};

/** FHIR's prefixes over ranges: equal is what lies wholly within the day or instant asked for. */
const isAtDate = (asked: string, { value }: SearchValue): boolean => {
  const [wanted, there] = [dateRange(asked), rangeOf(value)];
  if (!wanted || !there) return false;
  const isWithin = there.from >= wanted.from && there.to <= wanted.to;
  switch (wanted.prefix) {
    case 'gt':
      return there.to > wanted.to;
    case 'ge':
      return there.to > wanted.to || isWithin;
    case 'lt':
      return there.from < wanted.from;
    case 'le':
      return there.from < wanted.from || isWithin;
    case 'sa':
      return there.from >= wanted.to;
    case 'eb':
      return there.to <= wanted.from;
    case 'ne':
      return !isWithin;
    default:
      return isWithin;
  }
};

/** `code`, `system|code`, `|code` for a code without system, `system|` for any of that system. */
const isToken = (asked: string, { system, value }: SearchValue): boolean => {
  const bar = asked.indexOf('|');
  if (bar < 0) return value === asked;
  const [wantedSystem, wantedCode] = [asked.slice(0, bar), asked.slice(bar + 1)];
  return (system ?? '') === wantedSystem && (wantedCode === '' ? wantedSystem !== '' : value === wantedCode);
};

const isReference = (asked: string, { value }: SearchValue, baseUrl: string): boolean => {
  const [wanted, there] = [relativeTo(baseUrl, asked), relativeTo(baseUrl, value)];
  return wanted === there || (!wanted.includes('/') && there.split('/').at(-1) === wanted);
};

/** Neither accents nor capitals count. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const isValue = (kind: Parameter['kind'], asked: string, there: SearchValue, baseUrl: string): boolean => {
  switch (kind) {
    case 'token':
      return isToken(asked, there);
    case 'reference':
      return isReference(asked, there, baseUrl);
    case 'date':
      return isAtDate(asked, there);
    case 'string':
      return folded(there.value).startsWith(folded(asked));
    case 'uri':
      return there.value === asked;
  }
};

type Among = { parameters: Parameters; baseUrl: string; horizon: Instant };
const valuesOf = (name: string, parameter: Parameter, { resource, version }: Seen): readonly SearchValue[] =>
  name === '_lastUpdated' ? [{ value: version.lastUpdated }] : (parameter.values?.(resource) ?? []);

/** Whether one resource is what one clause asks for; a parameter that is not in the table is never met. */
export const meets = ({ name, modifier, values }: Clause, one: Seen, { parameters, baseUrl, horizon }: Among): boolean => {
  const parameter = parameters[name];
  if (!parameter) return false;
  const there = valuesOf(name, parameter, one);
  if (modifier === 'missing') return values.includes(String(there.length === 0));
  if (name === '_lastUpdated' && one.version.lastUpdated > horizon) return false;
  const has = values.some((asked) => there.some((value) => isValue(parameter.kind, asked, value, baseUrl)));
  return modifier === 'not' ? !has : has;
};

/** Where a page ended: that resource's stamp and id. What changed since then stands before it, and is no part of this walk. */
export type Place = { at: string; id: string };
export const placeOf = ({ resource, version }: Seen): Place => ({ at: version.lastUpdated, id: resource.id ?? '' });
export const inOrder = (a: Place, b: Place): number => compare(b.at, a.at) || compare(a.id, b.id);
export const isPlace = (from: unknown): from is Place => typeof from === 'object' && from !== null && 'at' in from && 'id' in from;

/** Newest first; `next` leads on where more is there. A clause whose parameter is not in the table matches nothing. */
export const searchAmong = (seen: readonly Seen[], asked: Asked, parameters: Parameters, baseUrl: string): Found => {
  const among = { parameters: { ...everyParameter, ...parameters }, baseUrl, horizon: asked.horizon };
  const from = isPlace(asked.from) ? asked.from : undefined;
  const all = seen
    .filter((one) => asked.clauses.every((clause) => meets(clause, one, among)))
    .sort((a, b) => inOrder(placeOf(a), placeOf(b)))
    .filter((one) => !from || inOrder(placeOf(one), from) > 0);
  const found = all.slice(0, asked.count);
  const last = found.at(-1);
  return all.length > found.length && last ? { found, next: placeOf(last) } : { found };
};
