import { describe, expect, test } from 'vitest';
import { bodyJson, fhirBody } from '#fhir/fhir-body';
import type { FhirCall } from '#fhir/ports';

const callOf = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/fhir+json' }, parsed?: unknown): FhirCall => {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { body: bytes, header: (name: string) => headers[name], ...(parsed === undefined ? {} : { parsed }) } as unknown as FhirCall;
};
const padded = (type: string, bytes: number): string => {
  const text = JSON.stringify({ resourceType: type });
  return text + ' '.repeat(bytes - text.length);
};
const statusesOf = (found: { ok: boolean; issues?: { status?: number }[] }): unknown => (found.ok ? 'ok' : found.issues?.map(({ status }) => status));

describe('a body', () => {
  test.each([
    ['Task', 65_536],
    ['ServiceRequest', 262_144],
    ['Consent', 262_144],
    ['Bundle', 1_048_576],
  ])('of the type %s has at most %i bytes', (type, most) => {
    expect(statusesOf(bodyJson(callOf(padded(type, most)), type))).toBe('ok');
    expect(statusesOf(bodyJson(callOf(padded(type, most + 1)), type))).toEqual([413]);
    expect(statusesOf(fhirBody(callOf(padded(type, most + 1), undefined, { resourceType: type }), type))).toEqual([413]);
  });

  test('that is a Bundle may hold more values than others', () => {
    const values = (n: number) => JSON.stringify({ resourceType: 'Bundle', list: Array.from({ length: n }, () => 1) });
    expect(statusesOf(bodyJson(callOf(values(30_000)), 'Bundle'))).toBe('ok');
    expect(statusesOf(bodyJson(callOf(values(30_000)), 'ServiceRequest'))).toEqual([413]);
    expect(statusesOf(bodyJson(callOf(values(60_001)), 'Bundle'))).toEqual([413]);
  });

  test.each([
    ['application/fhir+json', 'ok'],
    ['application/json', 'ok'],
    ['Application/FHIR+JSON; charset=UTF-8; fhirVersion=4.0', 'ok'],
    ['application/json;charset="utf-8"', 'ok'],
    ['application/json; charset=utf-16', [415]],
    ['application/json;charset=iso-8859-1', [415]],
    ['application/json-patch+json', [415]],
    ['application/fhir+xml', [415]],
    ['', [415]],
  ])('is taken as %s: %s', (type, status) => {
    expect(statusesOf(bodyJson(callOf(padded('Task', 100), { 'content-type': type }), 'Task'))).toEqual(status);
  });

  test('is of the type that its address takes, and right in its structure', () => {
    expect(fhirBody(callOf({ resourceType: 'Flag' }), 'Task')).toMatchObject({ ok: false, issues: [{ code: 'invalid', expression: 'resourceType' }] });
    for (const value of ['null', '[]', '"x"', '1']) expect(statusesOf(fhirBody(callOf(value), 'Task'))).toEqual([400]);
    expect(statusesOf(fhirBody(callOf({ resourceType: 'Task' }), 'Task'))).toEqual([400, 400]);
    expect(fhirBody(callOf({ resourceType: 'Task', status: 'requested', intent: 'order' }), 'Task')).toMatchObject({ ok: true });
  });
});
