/** A query as sent, read against a door's parameters. What is not on the list is refused: predicates leak, so there is no chaining and no reverse search. */

import type { Clause, Door, Modifier, Parameter } from '#fhir/door';
import type { Issue } from '#fhir/outcome';
import { numberSystemOf, readNumber } from '#people/identifiers';
import { everyParameter } from './among.ts';
import { dateRange } from './date-range.ts';

export type Summary = 'true' | 'text' | 'data';
export type Query = {
  clauses: Clause[];
  count: number;
  /** Where the page before ended, as the link said it. */
  page?: string;
  includes: string[];
  summary?: Summary;
  elements?: string[];
  /** Names that are none here, left out because the caller asked for `handling=lenient`. */
  ignored: string[];
  /** It holds what no address may. */
  personal: boolean;
};
type ReadQuery = { ok: true; query: Query } | { ok: false; issues: Issue[] };

type Part = { name: string; text: string; parameter: Parameter | undefined; modifier: string | undefined; inAddress: boolean };
const most = { parts: 20, values: 50, length: 2000 };
const usualCount = 20;

const issue = (text: string, code: Issue['code'] = 'invalid'): Issue => ({ severity: 'error', code, status: 400, text });
const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
};
/** A comma parts values unless a backslash stands before it. */
const valuesOf = (text: string): string[] => text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));

/** What any search may say besides its parameters. */
export const controls: Readonly<Record<string, string>> = {
  _count: 'At most so many matches per page: 1 to 100, 20 unless said.',
  _sort: '-_lastUpdated, newest first: the order in which everything is given.',
  _summary: 'true, text or data: less of each resource; false: all of it.',
  _elements: 'The elements wanted, with commas between; what R4 requires is there anyhow.',
  _include: 'One of those listed for the type.',
  page: 'Where the page before ended, as the link `next` says it.',
};
export const parametersOf = (door: Door): Readonly<Record<string, Parameter>> => ({ ...everyParameter, ...door.parameters });

/** A number of a person, under whatever system it is sent, or without one. */
const isPersonal = (value: string): boolean => {
  const bar = value.lastIndexOf('|');
  return numberSystemOf(value.slice(0, Math.max(bar, 0))) !== undefined || readNumber('chi', value.slice(bar + 1)).ok;
};

const wanted: Record<Parameter['kind'], (value: string) => string | undefined> = {
  date: (value) => (dateRange(value) ? undefined : 'is a date or instant, with eq, ne, gt, ge, lt, le, sa or eb before it'),
  token: () => undefined,
  reference: () => undefined,
  string: () => undefined,
  uri: () => undefined,
};
const faultOf = (part: Part, parameter: Parameter, type: string): Issue | undefined => {
  const { name, text, modifier, inAddress } = part;
  const values = valuesOf(text);
  if (values.includes('') || values.length > most.values || text.length > most.length) return issue(`${name} needs one to fifty values, with commas between.`);
  if (modifier !== undefined && !parameter.modifiers?.some((one) => one === modifier))
    return issue(`${name} takes ${parameter.modifiers ? `the modifiers ${parameter.modifiers.join(', ')} only` : 'no modifier'} here.`, 'not-supported');
  if (modifier === 'missing') return text === 'true' || text === 'false' ? undefined : issue(`${name}:missing is true or false.`);
  if (inAddress && parameter.personal && values.some(isPersonal))
    return issue(`A person's number never goes into an address. Use POST [base]/${type}/_search with it in the body.`);
  const wrong = values.map(wanted[parameter.kind]).find((found) => found !== undefined);
  return wrong === undefined ? undefined : issue(`${name} ${wrong}.`);
};

const partsOf = (raw: string, inAddress: boolean, parameters: Readonly<Record<string, Parameter>>): (Part | Issue)[] =>
  raw
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [whole, text] = [decoded(at < 0 ? part : part.slice(0, at)), decoded(at < 0 ? '' : part.slice(at + 1))];
      if (whole === undefined || text === undefined) return issue('A percent sign must begin a percent-encoded character.');
      const colon = whole.indexOf(':');
      const [name, modifier] = colon < 0 ? [whole, undefined] : [whole.slice(0, colon), whole.slice(colon + 1)];
      return { name, text, modifier, inAddress, parameter: Object.hasOwn(parameters, name) ? parameters[name] : undefined };
    });

const isControl = ({ name, modifier }: Part) => Object.hasOwn(controls, name) && modifier === undefined;
const summaries: readonly string[] = ['true', 'text', 'data', 'false'];
/** Values of a control, and what is wrong with them. */
const controlFault = ({ name, text }: Part, all: Part[], door: Door): Issue | undefined => {
  const isOnce = all.filter((part) => part.name === name).length === 1;
  switch (name) {
    case '_count':
      return isOnce && /^\d{1,4}$/.test(text) && Number(text) >= 1 ? undefined : issue('_count is one number from 1 to 100.');
    case '_sort':
      return text === '-_lastUpdated' ? undefined : issue('The hub sorts by -_lastUpdated only, newest first.', 'not-supported');
    case '_summary':
      return isOnce && summaries.includes(text) ? undefined : issue('_summary is one of true, text, data and false. The hub does not count.', 'not-supported');
    case '_elements':
      return /^[A-Za-z]{1,64}(,[A-Za-z]{1,64}){0,49}$/.test(text) ? undefined : issue('_elements lists names of elements at the top, with commas between.');
    case '_include':
      return Object.hasOwn(door.includes ?? {}, text) ? undefined : issue(includeText(door), 'not-supported');
    default:
      return isOnce && text !== '' ? undefined : issue('page is there once, as the link said it.');
  }
};
const includeText = ({ includes }: Door) => (includes ? `_include is one of: ${Object.keys(includes).join(', ')}.` : 'There is no _include here.');

const queryFrom = (parts: Part[], ignored: string[]): Query => {
  const textOf = (name: string) => parts.find((part) => part.name === name)?.text;
  const [summary, elements, page] = [textOf('_summary'), textOf('_elements'), textOf('page')];
  const asked = parts.filter((part) => part.parameter);
  return {
    clauses: asked.map(({ name, modifier, text }) => ({ name, values: valuesOf(text), ...(modifier ? { modifier: modifier as Modifier } : {}) })),
    count: Math.min(100, Number(textOf('_count') ?? usualCount)),
    includes: parts.filter(({ name }) => name === '_include').map(({ text }) => text),
    ...(page === undefined ? {} : { page }),
    ...(summary === undefined || summary === 'false' ? {} : { summary: summary as Summary }),
    ...(elements === undefined ? {} : { elements: elements.split(',') }),
    ignored,
    personal: asked.some(({ parameter, text }) => parameter?.personal === true && valuesOf(text).some(isPersonal)),
  };
};

/** `address` and `body`: raw queries, where repeated parameters are still apart. Everything wrong with them is said at once. */
export const readQuery = (raw: { address: string; body?: string }, type: string, door: Door, lenient: boolean): ReadQuery => {
  const parameters = parametersOf(door);
  const all = [...partsOf(raw.address, true, parameters), ...partsOf(raw.body ?? '', false, parameters)];
  const parts = all.filter((part): part is Part => 'name' in part);
  const issues = all.filter((part): part is Issue => 'severity' in part);
  if (all.length > most.parts) issues.push(issue(`At most ${most.parts} parameters.`));
  const ignored: string[] = [];
  for (const part of parts) {
    const fault = part.parameter ? faultOf(part, part.parameter, type) : isControl(part) ? controlFault(part, parts, door) : undefined;
    if (fault) issues.push(fault);
    if (part.parameter || isControl(part)) continue;
    if (lenient && part.modifier === undefined) ignored.push(part.name);
    else
      issues.push(
        // By its place: what was sent is not repeated.
        issue(
          `Parameter ${all.indexOf(part) + 1}: ${type} has no such search parameter here. It has: ${[...Object.keys(parameters), ...Object.keys(controls)].join(', ')}.`,
          'not-supported',
        ),
      );
  }
  return issues.length > 0 ? { ok: false, issues: issues.slice(0, 10) } : { ok: true, query: queryFrom(parts, ignored) };
};
