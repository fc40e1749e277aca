/** From bytes to a FHIR resource of the type asked for, or everything that is wrong with it. */
import { readJson } from './json.ts';
import type { Issue } from './outcome.ts';
import type { FhirCall } from './ports.ts';
import { checkStructure } from './structure.ts';

type Body<Resource> = { ok: true; resource: Resource } | { ok: false; issues: Issue[] };

const accepted = /^application\/(fhir\+)?json(\s*;|$)/i;
const error = (status: number, code: Issue['code'], text: string, expression?: string): { ok: false; issues: Issue[] } => ({
  ok: false,
  issues: [{ severity: 'error', code, text, status, ...(expression ? { expression } : {}) }],
});

/** What of a Task is kept is kept within the referral itself; large attachments come with the ServiceRequest. */
const largestTask = 65_536;

/** Bytes, encoding, JSON hygiene, then structure; the rules of a referral come after. */
export const fhirBody = <Resource extends { resourceType: string }>(call: FhirCall, type: Resource['resourceType']): Body<Resource> => {
  if (call.header('content-encoding')) return error(415, 'not-supported', 'Send the body without content-encoding.');
  if (!accepted.test(call.header('content-type') ?? ''))
    return error(415, 'not-supported', 'Send FHIR R4 as JSON, with Content-Type: application/fhir+json. XML is not supported.');
  if (type === 'Task' && call.body.byteLength > largestTask) return error(413, 'too-long', `A Task has at most ${largestTask} bytes. Send less with it.`);
  const json = call.parsed === undefined ? readJson(call.body) : { ok: true as const, value: call.parsed };
  if (!json.ok) return { ok: false, issues: [json.issue] };
  const found = (json.value as { resourceType?: unknown } | null)?.resourceType;
  if (found !== type) return error(400, 'invalid', `This address takes a ${type}. Check resourceType and the address.`, 'resourceType');
  const issues = checkStructure(json.value).filter((issue) => issue.severity === 'error');
  return issues.length > 0 ? { ok: false, issues } : { ok: true, resource: json.value as Resource };
};
