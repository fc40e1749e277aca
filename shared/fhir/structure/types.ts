/** Reads the generated table, a type at a time and when first asked for. */
import { codeSets, codeSystems, resourceTypes, typeLines } from './table.ts';

/** `targets`: the resource types a reference may name; empty for any. `codes`: what a code or a concept must be of. */
export type Allowed = { type: string; targets: string[]; codes?: CodeSet };
export type CodeSet = { codes: ReadonlySet<string> /** Only for a CodeableConcept. */; system?: string };
export type Element = { name: string; required: boolean; list: boolean; choice: boolean; allowed: Allowed[] };
/** What one JSON property may hold; a choice has a property for each of its types. */
export type Property = { element: Element; allowed: Allowed };
export type Type = {
  name: string;
  isResource: boolean;
  properties: ReadonlyMap<string, Property>;
  required: { element: Element; keys: string[] }[];
  choices: { element: Element; keys: string[] }[];
};

export const isResourceType = (() => {
  const names = new Set(resourceTypes.split(' '));
  return (name: string): boolean => names.has(name);
})();

const sets = new Map<string, CodeSet>();
const codeSet = (name: string): CodeSet => {
  const known = sets.get(name) ?? { codes: new Set(codeSets[name]?.split(' ')), system: codeSystems[name] };
  sets.set(name, known);
  return known;
};
/** `Reference>Patient,Group` or `code=request-status` or `dateTime`. */
const parseAllowed = (text: string): Allowed => {
  const [left = '', set] = text.split('=');
  const [type = '', targets] = left.split('>');
  return { type, targets: targets?.split(',') ?? [], ...(set !== undefined && { codes: codeSet(set) }) };
};
/** `name`, `[x]` of a choice, then `!` for 1..1, `*` for 0..*, `+` for 1..*, nothing for 0..1; a colon; the types, parted by bars. */
const parseElement = (text: string): Element => {
  const [, name = '', choice, sign = '', types = ''] = /^(\w+)(\[x\])?([!*+]?):(.*)$/.exec(text) ?? [];
  return {
    name,
    choice: choice !== undefined,
    required: sign === '!' || sign === '+',
    list: sign === '*' || sign === '+',
    allowed: types.split('|').map(parseAllowed),
  };
};
const capital = (type: string) => type.charAt(0).toUpperCase() + type.slice(1);
const keyOf = (element: Element, allowed: Allowed) => (element.choice ? `${element.name}${capital(allowed.type)}` : element.name);
/** A line's first word is the kind whose elements it has too. */
const elementsOf = (line: string): Element[] => {
  const [kind = '', ...own] = line.split(' ');
  return [...(kind === '' ? [] : elementsOf(typeLines[kind] ?? '')), ...own.map(parseElement)];
};
const compile = (name: string, line: string): Type => {
  const elements = elementsOf(line);
  const withKeys = elements.map((element) => ({ element, keys: element.allowed.map((allowed) => keyOf(element, allowed)) }));
  return {
    name,
    isResource: isResourceType(name),
    properties: new Map(elements.flatMap((element) => element.allowed.map((allowed) => [keyOf(element, allowed), { element, allowed }] as const))),
    required: withKeys.filter(({ element }) => element.required),
    choices: withKeys.filter(({ element }) => element.choice),
  };
};

const compiled = new Map<string, Type>();
/** A complex type or resource by name, as `Period` or `Patient.contact`; undefined when it is primitive or not in the table. */
export const typeOf = (name: string): Type | undefined => {
  const known = compiled.get(name);
  const line = Object.hasOwn(typeLines, name) ? typeLines[name] : undefined;
  if (known || line === undefined) return known;
  const type = compile(name, line);
  compiled.set(name, type);
  return type;
};
