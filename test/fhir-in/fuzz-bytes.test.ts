import fc from 'fast-check';
import { expect, test } from 'vitest';
import { range, report } from './fuzz-door.ts';
import { whole } from './whole-referral.ts';

const runs = 9_500;
const text = JSON.stringify(whole);
const sound = Buffer.from(text);
/** Strings, names, numbers, literals and signs, each with where it stands. */
const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|[{}[\],:]/g)].map(({ 0: token, index }) => ({ token, index }));
const names = tokens.filter(({ index, token }) => text[index + token.length] === ':');
const strings = tokens.filter(({ token, index }) => token.startsWith('"') && text[index + token.length] !== ':');

/** What a string may hold to harm who reads it. */
const words = [
  '\\u0000',
  '\\ud800',
  '\\udc00\\ud800',
  '\\u202e#patient',
  '\\ufeff',
  '\\u2028',
  'e\\u0301'.repeat(3000),
  '\\uff11\\uff12',
  '{{7*7}}',
  "' OR 1=1 --",
  '=cmd|calc',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '%00%0d%0aset-cookie: x',
  '😀'.repeat(6000),
  'ﷺ'.repeat(200),
  '\\n\\r\\n'.repeat(100),
  'a'.repeat(10_001),
  'A'.repeat(66_000),
  `${'a/'.repeat(5000)}#`,
  '1'.repeat(400),
  '2026-11-23T09:30:00.'.padEnd(2000, '0'),
];
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  'null',
  'true',
  '1e999',
  '-0',
  '0x1',
  '1'.repeat(30),
  'NaN',
  '""',
  '[]',
  '{}',
  '/*',
  '\u0000',
  '\ufffe',
  ' \n\t',
  '"a":',
];
const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'toJSON',
  'length',
  '_status',
  'resourceType',
  '\\u0000',
  ' id',
  'ID',
];
const deep = (depth: number, open: string, core: string, close: string) => `${open.repeat(depth)}${core}${close.repeat(depth)}`;
const nested = [
  ...[39, 60, 1000, 50_000].map((depth) => deep(depth, '[', '1', ']')),
  ...[20, 60, 5000].map((depth) => deep(depth, '{"extension":[', '{"url":"x","valueString":"y"}', ']}')),
  ...[13, 30].map((depth) => deep(depth, '[{"url":"x","extension":', '[{"url":"x","valueString":"y"}]', '}]')),
  `[${'1,'.repeat(21_000)}1]`,
  `{${Array.from({ length: 3000 }, (_, n) => `"k${n}":${n}`).join(',')}}`,
];

/** No UTF-8: a lone byte, an overlong form, a surrogate, half a character, a mark, nothing. */
const broken = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xef, 0xbb, 0xbf], [0x00], [0xf5]];
type Spot = { at: number; which: number; length: number };
const pick = <One>(all: readonly One[], n: number): One => all[n % all.length] as One;
const spliced = (from: number, to: number, instead: string | Uint8Array) => Buffer.concat([sound.subarray(0, from), Buffer.from(instead), sound.subarray(to)]);
const inText = (from: number, to: number, instead: string) => Buffer.from(`${text.slice(0, from)}${instead}${text.slice(to)}`);
const replaced = (spots: readonly { token: string; index: number }[], at: number, instead: string): Buffer => {
  const { token, index } = pick(spots, at);
  return inText(index, index + token.length, instead);
};
/** Each way of harm; the first three know nothing of JSON. */
const harms: Record<string, (spot: Spot) => Uint8Array> = {
  flip: ({ at, which }) => Buffer.from(sound.map((byte, n) => (n === at % sound.length ? byte ^ (1 << (which % 8)) : byte))),
  cut: ({ at, length }) => (length % 2 === 0 ? sound.subarray(0, at % sound.length) : spliced(at % sound.length, (at % sound.length) + (length % 200), '')),
  bytes: ({ at, which, length }) => spliced(at % sound.length, (at % sound.length) + (length % 3), Buffer.from(pick(broken, which))),
  piece: ({ at, which }) => replaced(tokens, at, pick(pieces, which)),
  stuffed: ({ at, which }) => inText(at % text.length, at % text.length, pick(pieces, which)),
  swapped: ({ at, which }) => replaced(tokens, at, pick(tokens, which).token),
  gone: ({ at, length }) => {
    const { index } = pick(tokens, at);
    return inText(index, pick(tokens, (at % tokens.length) + (length % 6)).index, '');
  },
  twice: ({ at, length }) => {
    const from = pick(tokens, at).index;
    const to = Math.max(from, pick(tokens, (at % tokens.length) + (length % 40)).index);
    return inText(to, to, text.slice(from, to));
  },
  word: ({ at, which, length }) =>
    replaced(strings, at, length % 3 > 0 ? `"${pick(words, which)}"` : `"${pick(strings, at).token.slice(1, -1)}${pick(words, which)}"`),
  key: ({ at, which }) => replaced(names, at, `"${pick(keys, which)}"`),
  nested: ({ at, which }) => replaced(strings, at, pick(nested, which)),
  encoded: ({ which }) =>
    pick(
      [
        Buffer.from(text, 'utf16le'),
        Buffer.from(text, 'latin1'),
        Buffer.from(`\ufeff${text}`),
        Buffer.from(text).swap16(),
        Buffer.from(Buffer.from(text).toString('base64')),
        new Uint8Array(300_000).fill(0x20),
      ],
      which,
    ),
};
const headers: Record<string, string>[] = [
  {},
  {},
  {},
  {},
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/fhir+xml' },
  { 'content-encoding': 'gzip' },
  { prefer: 'return=OperationOutcome, handling=strict' },
  { 'if-none-exist': 'identifier=https://x.example|1&identifier=2' },
  { 'if-none-exist': '%%%' },
  { 'idempotency-key': '\u00ff'.repeat(100) },
  { accept: 'application/fhir+json; fhirVersion=4.0' },
];
const shots = fc.record({
  how: fc.constantFrom(...Object.keys(harms)),
  spot: fc.record({ at: fc.nat(), which: fc.nat(), length: fc.nat() }),
  more: fc.constantFrom(...headers),
});

test('whatever bytes come, the door answers at once, and stores nothing that it refused', async () => {
  const { shoot, count } = range();
  const hows = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(shots, async ({ how, spot, more }) => {
      hows.set(how, (hows.get(how) ?? 0) + 1);
      await shoot({ method: 'POST', path: '/ServiceRequest', request: { bytes: harms[how]?.(spot) ?? sound, headers: more } });
    }),
    { numRuns: runs },
  );
  report('fuzz, bytes', count);
  expect(count.run).toBeGreaterThanOrEqual(runs);
  expect([...hows.values()].filter((n) => n < runs / 30)).toEqual([]);
  expect(hows.size).toBe(Object.keys(harms).length);
  for (const status of [400, 413, 415, 422]) expect(count.statuses.get(status)).toBeGreaterThan(0);
}, 120_000);
