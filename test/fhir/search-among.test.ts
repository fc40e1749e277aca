/** A search among resources at hand: each clause of a query held against the values that a door names. */
import fc from 'fast-check';
import type { FhirResource } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import type { Asked, Clause, Found, Parameters, Seen } from '#fhir/door';
import { searchAmong } from '#fhir/search/among';
import { later } from '#platform/time';
import type { Instant } from '#platform/types';

const baseUrl = 'https://hub.example';
const start = '2026-11-23T09:00:00.000Z' as Instant;
/** Goals stand for anything: what is compared lies in their notes. */
type Given = { id: string; after?: number; values?: readonly { system?: string; value: string }[] };
const seen = ({ id, after = 0, values = [] }: Given): Seen => ({
  resource: { resourceType: 'Goal', id, note: values.map((value) => ({ text: JSON.stringify(value) })) } as unknown as FhirResource,
  version: { versionId: 1, lastUpdated: later(start, after) },
});
const values = (resource: FhirResource) => ((resource as { note?: { text: string }[] }).note ?? []).map(({ text }) => JSON.parse(text));
const parameters: Parameters = {
  code: { kind: 'token', text: '', values },
  subject: { kind: 'reference', text: '', values },
  date: { kind: 'date', text: '', values },
  name: { kind: 'string', text: '', values },
  url: { kind: 'uri', text: '', values },
};
const asking = (clauses: Clause[], more: Partial<Asked> = {}): Asked => ({ clauses, count: 100, horizon: later(start, 3_600_000), ...more });
const idsIn = ({ found }: Found) => found.map(({ resource }) => resource.id);
/** Whether one resource with this value is found by the clause. */
const finds = (name: string, value: string | { system?: string; value: string }, asked: string, modifier?: Clause['modifier']): boolean => {
  const clause = { name, values: [asked], ...(modifier ? { modifier } : {}) };
  const one = seen({ id: 'one', values: [typeof value === 'string' ? { value } : value] });
  return searchAmong([one], asking([clause]), parameters, baseUrl).found.length === 1;
};

test.each([
  ['a', true],
  ['s|a', true],
  ['s|', true],
  ['|a', false],
  ['S|a', false],
  ['A', false],
  ['t|a', false],
])('a code is asked for with or without its system: %s', (asked, is) => {
  expect(finds('code', { system: 's', value: 'a' }, asked)).toBe(is);
});
test('a code without system is asked for as such', () => {
  expect([finds('code', 'a', '|a'), finds('code', 'a', 's|a'), finds('code', 'a', 'a')]).toEqual([true, false, true]);
});
test.each(['Patient/p', 'p', `${baseUrl}/fhir/Patient/p`])('a reference is asked for as %s, however it was written', (asked) => {
  expect([finds('subject', 'Patient/p', asked), finds('subject', `${baseUrl}/fhir/Patient/p`, asked)]).toEqual([true, true]);
  expect([finds('subject', 'Group/p', 'Patient/p'), finds('subject', 'https://else.example/fhir/Patient/p', 'Patient/p')]).toEqual([false, false]);
});
test('a text is found by how it begins, whatever its capitals and accents', () => {
  expect([finds('name', 'Màiri Bhàn', 'mairi'), finds('name', 'Mairi', 'MÀI'), finds('name', 'Mairi', 'airi')]).toEqual([true, true, false]);
});
test('an address is found whole', () => {
  expect([finds('url', 'https://a.example/x', 'https://a.example/x'), finds('url', 'https://a.example/x', 'https://a.example')]).toEqual([true, false]);
});

describe('a date', () => {
  test.each([
    ['2026-11-20', '2026-11-20', true],
    ['2026-11-20T10:00:00Z', '2026-11-20', true],
    ['2026-11-20', '2026-11-20T10:00:00Z', false],
    ['2026-11', '2026-11-20', false],
    ['2026-11-20', '2026', true],
    ['2026-11-20', 'ne2026-11-20', false],
    ['2026-11-20', 'gt2026-11-19', true],
    ['2026-11-20', 'gt2026-11-20', false],
    ['2026-11-20', 'ge2026-11-20', true],
    ['2026-11-20', 'lt2026-11-20', false],
    ['2026-11-20', 'le2026-11-20', true],
    ['2026-11-20', 'sa2026-11-19', true],
    ['2026-11-20', 'eb2026-11-21', true],
    ['2026-11-19/2026-11-21', '2026-11', true],
    ['2026-11-19/2026-11-21', '2026-11-20', false],
    ['2026-11-19/2026-11-21', 'gt2026-11-20', true],
    ['2026-11-19/2026-11-21', 'lt2026-11-20', true],
    ['2026-11-19/2026-11-21', 'sa2026-11-20', false],
    ['2026-11-19/', 'ge2040', true],
    ['/2026-11-19', 'lt1950', true],
    ['no day', '2026', false],
  ])('of %s is asked for as %s: %s', (value, asked, is) => {
    expect(finds('date', value, asked)).toBe(is);
  });
});

test('what is missing is found by that, and `not` is everything else', () => {
  const all = [seen({ id: 'none' }), seen({ id: 'a', values: [{ value: 'a' }] }), seen({ id: 'b', values: [{ value: 'b' }] })];
  const ids = (clause: Clause) => idsIn(searchAmong(all, asking([clause]), parameters, baseUrl));
  expect(ids({ name: 'code', modifier: 'missing', values: ['true'] })).toEqual(['none']);
  expect(ids({ name: 'code', modifier: 'missing', values: ['false'] })).toEqual(['a', 'b']);
  expect(ids({ name: 'code', modifier: 'not', values: ['a'] })).toEqual(['b', 'none']);
  expect(ids({ name: 'unheard-of', values: ['a'] })).toEqual([]);
});
test('values are alternatives, clauses are all asked', () => {
  const both = seen({ id: 'both', values: [{ value: 'a' }, { value: 'b' }] });
  const one = seen({ id: 'one', values: [{ value: 'a' }] });
  const ids = (clauses: Clause[]) => idsIn(searchAmong([both, one], asking(clauses), parameters, baseUrl));
  expect(ids([{ name: 'code', values: ['b', 'a'] }])).toEqual(['both', 'one']);
  expect(
    ids([
      { name: 'code', values: ['a'] },
      { name: 'code', values: ['b'] },
    ]),
  ).toEqual(['both']);
});
test('what changed after the horizon is left to the next search, where changes are asked for', () => {
  const all = [seen({ id: 'early' }), seen({ id: 'late', after: 10_000 })];
  const ids = (clauses: Clause[]) => idsIn(searchAmong(all, asking(clauses, { horizon: later(start, 5000) }), parameters, baseUrl));
  expect(ids([{ name: '_lastUpdated', values: ['ge2026'] }])).toEqual(['early']);
  expect(ids([{ name: '_id', values: ['late', 'early'] }])).toEqual(['late', 'early']);
});

test('pages give each resource once, newest first, whatever their size', () => {
  const some = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,6}$/), after: fc.nat({ max: 5 }) }), { selector: ({ id }) => id, maxLength: 40 });
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 7 }), (given, count) => {
      const all = given.map(seen);
      const walked: (string | undefined)[] = [];
      for (let from: unknown, first = true; first || from; first = false) {
        const page = searchAmong(all, asking([], { count, ...(from ? { from: JSON.parse(JSON.stringify(from)) } : {}) }), parameters, baseUrl);
        expect(page.found.length).toBeLessThanOrEqual(count);
        walked.push(...idsIn(page));
        from = page.next;
      }
      const expected = [...given].sort((a, b) => b.after - a.after || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
      expect(walked).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
