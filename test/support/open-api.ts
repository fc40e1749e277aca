/** The hub's OpenAPI description, and whether what a door said is what the description says. */
import { expect } from 'vitest';
import * as z from 'zod';
import { type OpenApi, type OperationOf, openApi } from '#fhir/openapi/openapi';
import { answerRefusals } from '#fhir/organisation/answer-refusals';
import { refusals } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';

export const described: OpenApi = openApi('https://hub.example');
export const operations: OperationOf[] = Object.values(described.paths).flatMap((methods) => Object.values(methods));

/** The parts of a pointer as `#/components/schemas/Answer`. */
export const schemaNamed = (name: string): z.ZodType => z.fromJSONSchema(described.components.schemas[name] as z.core.JSONSchema.JSONSchema);
const named = ({ $ref = '' }: { $ref?: string }) => $ref.replace('#/components/schemas/', '');

const known = new Set<string>([...Object.values(refusals), ...Object.values(answerRefusals)].map(({ text }) => text));
/** A refusal of the rules is told by its own text, one of a door by its status and code. */
const rowName = (status: string | number, code: string, text: string) =>
  `${status} ${code}${[...known].find((one) => text.startsWith(one)) ? ` ${[...known].find((one) => text.startsWith(one))}` : ''}`;
export const documented = (operation: OperationOf): string[] =>
  Object.entries(operation.responses).flatMap(([status, { 'x-refusals': rows }]) => rows?.map(({ code, text }) => rowName(status, code, text)) ?? [status]);

type Told = { issue?: { code: string; details: { text: string } }[]; error?: string; error_description?: string };
const toldBy = ({ status, body }: Answer): string[] => {
  const { issue, error, error_description } = body as Told;
  if (status < 300) return [String(status)];
  if (error) return [rowName(status, error, error_description ?? '')];
  return (issue ?? []).map((one) => rowName(status, one.code, one.details.text));
};

/** Throws where an answer is not as described; gives what it said, in the words of `documented`. */
export const asDescribed = (operationId: string, answer: Answer): string[] => {
  const operation = operations.find((one) => one.operationId === operationId);
  const response = operation?.responses[answer.status];
  const where = `${operationId} ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 300)}`;
  if (!operation || !response) throw new Error(`not described: ${where}`);
  const type = (answer.contentType ?? 'application/fhir+json').split(';')[0] ?? '';
  expect(Object.keys(response.content), where).toEqual([type]);
  const schema = response.content[type]?.schema ?? {};
  if ('$ref' in schema) expect(schemaNamed(named(schema as { $ref: string })).safeParse(JSON.parse(JSON.stringify(answer.body))).error, where).toBeUndefined();
  for (const [header, { required }] of Object.entries(response.headers ?? {}))
    if (required) expect(answer.headers?.[header], `${header} of ${where}`).toBeTruthy();
  const told = toldBy(answer);
  for (const one of told) expect(documented(operation), where).toContain(one);
  return told;
};
