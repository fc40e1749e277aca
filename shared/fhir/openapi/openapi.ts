/** `/openapi.json`: the hub for organisations and managers, in OpenAPI 3.1, made from the tables that serve. */
import * as z from 'zod/mini';
import { routes } from '#platform/routes';
import { answerExamples } from './answers.ts';
import { type Operation, operations, type RefusalRow } from './operations.ts';
import { type SchemaName, schemas } from './schemas.ts';

export type Schema = z.core.JSONSchema.BaseSchema;
type Header = { description: string; required: true; schema: Schema };
type Parameter = Header & { name: string; in: 'path' | 'query' | 'header' };
type Content = Record<string, { schema?: { $ref: string } | Schema; examples?: Record<string, { summary: string; value: unknown }> }>;
type ResponseOf = { description: string; content: Content; headers?: Record<string, Header>; 'x-refusals'?: readonly RefusalRow[] };
export type OperationOf = {
  operationId: string;
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: true; content: Content };
  responses: Record<string, ResponseOf>;
};
export type OpenApi = {
  openapi: '3.1.0';
  info: { title: string; version: string; summary: string; description: string; license: { name: string; identifier: string } };
  servers: { url: string; description: string }[];
  paths: Record<string, Record<string, OperationOf>>;
  webhooks: Record<string, { post: Omit<OperationOf, 'security'> }>;
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, object> };
};

const text: Schema = { type: 'string' };
const ref = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });
const pathNames: Readonly<Record<string, string>> = {
  organisation: 'Your organisation’s id, as the hub knows it',
  task: 'The referral’s id, as it was sent to you',
};
const webhookHeaders: Readonly<Record<string, string>> = {
  'webhook-id': 'Names this message: 1 to 64 letters, digits, _ or -. The same at every attempt',
  'webhook-timestamp': 'The second since 1970 at which this attempt was signed',
  'webhook-signature': 'One or more of v1,<base64> (HMAC-SHA256) or v1a,<base64> (ed25519), parted by a space',
};
const parameter =
  (where: Parameter['in']) =>
  ([name, description]: [string, string]): Parameter => ({ name, in: where, description, required: true, schema: text });
const parametersOf = (path: string, { by, query = {} }: Operation): Parameter[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => parameter('path')([name, pathNames[name] ?? name])),
  ...Object.entries(query).map(parameter('query')),
  ...(by === 'signature' ? Object.entries(webhookHeaders).map(parameter('header')) : []),
];

const securityOf: Record<Operation['by'], Record<string, string[]>[]> = {
  signature: [{ signature: [] }],
  token: [{ token: ['system/insight.r'] }],
  nobody: [],
};
const headersOf: Readonly<Record<number, Record<string, Header>>> = {
  401: { 'www-authenticate': { description: 'How to prove who calls', required: true, schema: text } },
  503: { 'retry-after': { description: 'Seconds to wait', required: true, schema: text } },
};
const refusalsOf = ({ refuses, refusal }: Operation): [string, ResponseOf][] =>
  [...new Set(refuses.map(({ status }) => status))].sort().map((status) => {
    const rows = refuses.filter((row) => row.status === status);
    const own = refusal === 'TokenRefusal' && status < 500;
    const content: Content = own ? { 'application/json': { schema: ref(refusal) } } : { 'application/fhir+json': { schema: ref('OperationOutcome') } };
    const headers = own ? undefined : headersOf[status];
    const description = rows.map(({ code, text: what }) => `${code}: ${what}`).join('\n\n');
    return [String(status), { description, content, ...(headers && { headers }), 'x-refusals': rows }];
  });

const examples = Object.fromEntries(
  answerExamples.map(({ summary, from, value }) => [value.answer, { summary: `${summary}. Possible while ${from.join(', ')}.`, value }]),
);
const bodyOf = ({ takes }: Operation): Pick<OperationOf, 'requestBody'> =>
  takes ? { requestBody: { required: true, content: { [takes.type]: { schema: ref(takes.schema), ...(takes.schema === 'Answer' && { examples }) } } } } : {};

const operationOf = (name: string, path: string, operation: Operation): OperationOf => {
  const { title, text: description, says } = operation;
  const schema: { $ref: string } | Schema = says.schema ? ref(says.schema) : { type: says.type === 'text/html' ? 'string' : 'object' };
  const ok: ResponseOf = { description: says.text, content: { [says.type]: { schema } } };
  const responses = Object.fromEntries([['200', ok] as const, ...refusalsOf(operation)]);
  return {
    ...{ operationId: name, summary: title, description, security: securityOf[operation.by], parameters: parametersOf(path, operation) },
    ...bodyOf(operation),
    responses,
  };
};
const described: Readonly<Record<string, Operation>> = operations;
const addresses: Readonly<Record<string, string>> = routes;
const pathsOf = (): OpenApi['paths'] =>
  Object.fromEntries(
    Object.entries(described).map(([name, operation]) => {
      const [method = '', path = ''] = addresses[name]?.split(' ') ?? [];
      return [path, { [method.toLowerCase()]: operationOf(name, path, operation) }];
    }),
  );

const notice: Omit<OperationOf, 'security'> = {
  operationId: 'notice',
  summary: 'The hub tells you',
  description: 'Posted to the address you gave. Nobody’s name is in it: fetch the referral for that.',
  parameters: Object.entries(webhookHeaders).map(parameter('header')),
  requestBody: { required: true, content: { 'application/json': { schema: { anyOf: [ref('Notice'), ref('Trial')] } } } },
  responses: {
    '2XX': { description: 'Taken. Anything else is tried again for three days; 410 Gone ends it: nothing more is sent to this address.', content: {} },
  },
};

/** A format says what the pattern behind it says, and can be read. */
const schemaOf = (schema: z.ZodMiniType): Schema => {
  const { $schema: _, ...own } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
    },
  });
  return own;
};
const securitySchemes = (baseUrl: string) => ({
  signature: {
    ...{ type: 'apiKey', in: 'header', name: 'webhook-signature' },
    description: 'Standard Webhooks 1.0.0, over id.timestamp.body with your own key; of a GET, which has no body, over its method and path.',
  },
  token: {
    type: 'oauth2',
    description: 'SMART Backend Services.',
    flows: { clientCredentials: { tokenUrl: `${baseUrl}/oauth/token`, scopes: { 'system/insight.r': 'Figures of the areas of the client’s manager' } } },
  },
});

/** `baseUrl` without a slash at its end. */
export const openApi = (baseUrl: string): OpenApi => ({
  openapi: '3.1.0',
  info: {
    title: 'Links Hub for organisations',
    version: '1',
    summary: 'Receive referrals, answer them, and learn whom to help',
    description: `GP systems speak FHIR R4 with this hub: see ${baseUrl}/fhir/metadata. This is for organisations without FHIR, and for figures. Read it as a page at ${baseUrl}/docs.`,
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: baseUrl, description: 'This hub' }],
  paths: pathsOf(),
  webhooks: { notice: { post: notice } },
  components: {
    schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaOf(schema)])),
    securitySchemes: securitySchemes(baseUrl),
  },
});
