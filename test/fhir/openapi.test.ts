/** The description itself: OpenAPI 3.1 in its structure, whole, and made of what the hub has. */
import { describe, expect, test } from 'vitest';
import { answerExamples } from '#fhir/openapi/answers';
import { openRoutes } from '#fhir/openapi/docs-route';
import { answers } from '#fhir/organisation/answer';
import { routesOf } from '#platform/routes';
import { described, operations, schemaNamed } from '#test/open-api';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Every object in it, with its place. */
const nodes = (value: unknown, place = '#'): [string, Record<string, unknown>][] => {
  if (Array.isArray(value)) return value.flatMap((one, at) => nodes(one, `${place}/${at}`));
  if (!isRecord(value)) return [];
  return [[place, value], ...Object.entries(value).flatMap(([name, one]) => nodes(one, `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`))];
};
const at = (pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, part) => (isRecord(value) ? value[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), described);
const only = (value: object, required: string[], optional: string[] = []) => {
  const names = Object.keys(value).filter((name) => !name.startsWith('x-'));
  expect(required.filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => ![...required, ...optional].includes(name))).toEqual([]);
};

describe('the OpenAPI description', () => {
  test('has the parts that OpenAPI 3.1 asks for and no others', () => {
    only(described, ['openapi', 'info', 'paths'], ['servers', 'webhooks', 'components']);
    expect(described.openapi).toMatch(/^3\.1\.\d+$/);
    only(described.info, ['title', 'version'], ['summary', 'description', 'license']);
    only(described.info.license, ['name'], ['identifier']);
    for (const server of described.servers) only(server, ['url'], ['description']);
    only(described.components, [], ['schemas', 'securitySchemes']);
    for (const name of Object.keys(described.components.schemas)) expect(name).toMatch(/^[\w.-]+$/);
  });
  test('has operations of the right form, each with an id of its own, and every parameter of its address', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect([new Set(ids).size, ids.length]).toEqual([7, 7]);
    for (const [path, methods] of Object.entries(described.paths))
      for (const [method, operation] of Object.entries(methods)) {
        expect(['get', 'post', 'put', 'delete']).toContain(method);
        expect(path.startsWith('/')).toBe(true);
        only(operation, ['operationId', 'responses'], ['summary', 'description', 'security', 'parameters', 'requestBody']);
        const inPath = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
        for (const parameter of operation.parameters) only(parameter, ['name', 'in', 'schema', 'required'], ['description']);
        expect(new Set(operation.parameters.map((one) => `${one.in} ${one.name.toLowerCase()}`)).size).toBe(operation.parameters.length);
        if (operation.requestBody) only(operation.requestBody, ['content'], ['required']);
        for (const [status, response] of Object.entries(operation.responses)) {
          expect(status).toMatch(/^[1-5]\d\d$/);
          only(response, ['description'], ['content', 'headers']);
        }
        for (const name of operation.security.flatMap((one) => Object.keys(one))) expect(Object.keys(described.components.securitySchemes)).toContain(name);
      }
  });
  test('has references that lead somewhere, and schemas that are all used', () => {
    const references = nodes(described).flatMap(([, value]) => (typeof value.$ref === 'string' ? [value.$ref] : []));
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(isRecord(at(reference)), reference).toBe(true);
    const used = new Set(references.map((one) => one.replace('#/components/schemas/', '')));
    expect([...used].sort()).toEqual(Object.keys(described.components.schemas).sort());
  });
  test('has schemas that are JSON Schema and can be told apart from anything else', () => {
    const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];
    const found = nodes(described.components.schemas).filter(([, value]) => typeof value.type === 'string' && types.includes(value.type));
    expect(found.length).toBeGreaterThan(80);
    for (const [place, { required, properties }] of found)
      if (Array.isArray(required) && isRecord(properties)) for (const name of required) expect(Object.keys(properties), place).toContain(name);
    for (const name of Object.keys(described.components.schemas)) expect(schemaNamed(name).safeParse('anything').success, name).toBe(false);
  });
  test('holds every address for systems, or the CapabilityStatement does, or the standard of the feed', () => {
    const paths = Object.entries(described.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const elsewhere = [routesOf.api.fhir, routesOf.api.hsds, routesOf.api.other];
    expect([...paths, ...elsewhere].sort()).toEqual(Object.values(routesOf.api).sort());
  });
  test('shows each answer in an example that the hub takes', () => {
    expect(answerExamples.map(({ value }) => value.answer).sort()).toEqual([...answers].sort());
    const schema = schemaNamed('Answer');
    for (const { value } of answerExamples) {
      expect(schema.safeParse(value).error, value.answer).toBeUndefined();
      expect(schema.safeParse({ ...value, colour: 'red' }).success, value.answer).toBe(false);
    }
    const shown = described.paths['/organisations/{organisation}/referrals/{task}/answers']?.post?.requestBody?.content['application/json']?.examples;
    expect(Object.keys(shown ?? {}).length).toBe(answers.length);
  });
  test('is said in the address of this hub, and is plain JSON', async () => {
    const { body, contentType, status } = await openRoutes('https://other.example').openapi({} as never);
    expect([status, contentType]).toEqual([200, 'application/json']);
    const text = JSON.stringify(body);
    expect(JSON.parse(text)).toEqual(body);
    expect(text).not.toContain('hub.example');
    expect(text).toContain('"servers":[{"url":"https://other.example"');
  });
});
