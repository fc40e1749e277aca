/** PATCH: a JSON Patch (RFC 6902) on the resource as its caller reads it; what comes out is put like any other update. */
import { applyPatch, type Operation } from 'rfc6902';
import * as z from 'zod/mini';
import { forbiddenKeys, readJson } from '#fhir/structure/json';
import type { Answer } from '#platform/endpoint';
import type { Door } from './door.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { notFound, refusal, refuse } from './refusals.ts';

const mostOperations = 50;
const pointer = z.string().check(
  z.regex(/^(\/[^/]{0,64}){1,20}$/),
  z.refine((path) => !path.split('/').some((part) => forbiddenKeys.has(part))),
);
const operation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['add', 'replace', 'test']), path: pointer, value: z.unknown() }),
  z.strictObject({ op: z.literal('remove'), path: pointer }),
  z.strictObject({ op: z.enum(['move', 'copy']), path: pointer, from: pointer }),
]);
const operations = z.array(operation).check(z.minLength(1), z.maxLength(mostOperations));

const noPatch = () =>
  refusal(
    400,
    'invalid',
    `A JSON Patch is a list of 1 to ${mostOperations} operations: add, replace and test with path and value, remove with path, move and copy with path and from.`,
  );

/** If-Match is asked by the update that it becomes. */
export const patch = async (call: FhirCall, type: string, id: string, door: Door, ports: FhirPorts): Promise<Answer> => {
  if (!/^application\/json-patch\+json(\s*;|$)/i.test(call.header('content-type') ?? ''))
    return refusal(415, 'not-supported', 'Send a JSON Patch, with Content-Type: application/json-patch+json.');
  const json = readJson(call.body);
  if (!json.ok) return refuse([json.issue]);
  const asked = operations.safeParse(json.value);
  if (!asked.success) return noPatch();
  const seen = await door.read?.(call, id, ports);
  if (!seen) return notFound();
  const patched = structuredClone(seen.resource);
  const failed = applyPatch(patched, asked.data as Operation[]).findIndex((fault) => fault !== null);
  if (failed >= 0)
    return refusal(422, 'business-rule', `Operation ${failed + 1} does not fit the ${type} as it is now. Read it again, and patch what is there.`, type);
  const headers: Record<string, string | undefined> = { ...call.headers, 'content-type': 'application/fhir+json' };
  const put = { ...call, method: 'PUT', headers, header: (name: string) => headers[name], parsed: patched };
  return door.update ? door.update(put, id, ports) : notFound();
};
