/** Conditional references, `Type?identifier=system|value`: one match among what the caller may see, or the whole fails. */
import type { Bundle } from 'fhir/r4.js';
import type { Dispatch } from '#fhir/door';
import { errorIssue, type Issue } from '#fhir/outcome';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { carriedOut } from './entry.ts';
import type { Said } from './references.ts';

const conditional = /^([A-Z][A-Za-z]+)\?(.*)$/s;
const identified = /^identifier=[^&|]+\|[^&]+$/;
export const isConditional = ({ text, key }: Pick<Said, 'text' | 'key'>): boolean => key === 'reference' && conditional.test(text);

const issue = (...said: Parameters<typeof errorIssue>): { issue: Issue } => ({ issue: errorIssue(...said) });

/** `Type/id`, or why not. */
export const resolved = async (
  { text, path }: Said,
  call: FhirCall,
  ports: FhirPorts,
  dispatch: Dispatch,
): Promise<{ reference: string } | { issue: Issue }> => {
  const [, type = '', query = ''] = conditional.exec(text) ?? [];
  if (!identified.test(query)) return issue(422, 'not-supported', 'A conditional reference is Type?identifier=system|value here. Or send Type/id.', path);
  const search = { index: 0, place: path, method: 'GET', path: [type], rawQuery: `${query}&_count=2`, headers: {} };
  const answer = await carriedOut(call, search, {}, ports, dispatch);
  if (answer.status >= 400)
    return issue(answer.status, 'processing', `This ${type} could not be searched for. Try the same search by itself; it says why.`, path);
  const { entry = [] } = answer.body as Bundle;
  const [found, ...more] = entry.filter(({ search: how }) => how?.mode !== 'include' && how?.mode !== 'outcome').map(({ resource }) => resource);
  if (!found?.id) return issue(422, 'not-found', `No ${type} of yours has this identifier. Send it in the same Bundle, or check the identifier.`, path);
  if (more.length > 0) return issue(412, 'multiple-matches', `More than one ${type} has this identifier. Send Type/id of the one you mean.`, path);
  return { reference: `${type}/${found.id}` };
};
