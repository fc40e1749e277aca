/** From bytes to a FHIR resource of the type asked for, or everything that is wrong with it. */
import { type JsonSize, jsonLimits, readJson } from '#fhir/structure/json';
import { checkStructure } from '#fhir/structure/structure';
import { errorIssue, type Issue } from './outcome.ts';
import type { FhirCall } from './ports.ts';

type Body<Resource> = { ok: true; resource: Resource } | { ok: false; issues: Issue[] };

const accepted = /^application\/(fhir\+)?json(\s*;|$)/i;
const otherCharset = /;\s*charset\s*=\s*(?!"?utf-?8\b)/i;
const error = (status: number, code: Issue['code'], text: string, expression?: string): { ok: false; issues: Issue[] } => ({
  ok: false,
  issues: [errorIssue(status, code, text, expression)],
});

/** What of a Task is kept is kept within the referral itself; large attachments come with the ServiceRequest. A Bundle is many. */
const sizes: Partial<Record<string, JsonSize>> = {
  Task: { ...jsonLimits, bytes: 65_536 },
  Bundle: { bytes: 1_048_576, nodes: 60_000 },
};
/** The first steps: encoding, bytes, JSON hygiene, within what a request of this type may hold. `parsed` has been through them. */
export const bodyJson = (call: FhirCall, type: string): { ok: true; value: unknown } | { ok: false; issues: Issue[] } => {
  if (call.header('content-encoding')) return error(415, 'not-supported', 'Send the body without content-encoding.');
  if (!accepted.test(call.header('content-type') ?? ''))
    return error(415, 'not-supported', 'Send FHIR R4 as JSON, with Content-Type: application/fhir+json. XML is not supported.');
  if (otherCharset.test(call.header('content-type') ?? '')) return error(415, 'not-supported', 'Send JSON in UTF-8, without another charset.');
  const size = sizes[type] ?? jsonLimits;
  if (call.body.byteLength > size.bytes) return error(413, 'too-long', `A ${type} has at most ${size.bytes} bytes. Send less with it.`);
  const json = call.parsed === undefined ? readJson(call.body, size) : { ok: true as const, value: call.parsed };
  return json.ok ? json : { ok: false, issues: [json.issue] };
};

/** Then the type and its structure; what the hub asks beyond R4 comes after, by the rules of each type. */
export const fhirBody = <Resource extends { resourceType: string }>(call: FhirCall, type: Resource['resourceType']): Body<Resource> => {
  const json = bodyJson(call, type);
  if (!json.ok) return json;
  const found = (json.value as { resourceType?: unknown } | null)?.resourceType;
  if (found !== type) return error(400, 'invalid', `This address takes a ${type}. Check resourceType and the address.`, 'resourceType');
  const issues = checkStructure(json.value).filter((issue) => issue.severity === 'error');
  return issues.length > 0 ? { ok: false, issues } : { ok: true, resource: json.value as Resource };
};
