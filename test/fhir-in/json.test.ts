import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLimits, readJson } from '#fhir/structure/json';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readJson(bytes(text));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('a request body', () => {
  const hostile: [name: string, body: Uint8Array, code: string, status: number, place: string, expression?: string][] = [
    ['is empty', bytes(''), 'structure', 400, 'no body'],
    ['is blank', bytes(' \n '), 'structure', 400, 'no body'],
    ['begins with a byte order mark', bytes('\ufeff{}'), 'structure', 400, 'byte order mark'],
    ['is UTF-16', new Uint8Array([0x7b, 0, 0x7d, 0]), 'structure', 400, 'Line 1, column 2'],
    ['holds the byte 0xFF', new Uint8Array([0x22, 0xff, 0x22]), 'structure', 400, 'UTF-8'],
    ['holds an overlong encoding', new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), 'structure', 400, 'UTF-8'],
    ['holds an encoded surrogate', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]), 'structure', 400, 'UTF-8'],
    ['ends inside a character', new Uint8Array([0x22, 0xe2, 0x82]), 'structure', 400, 'UTF-8'],
    ['is larger than the limit', new Uint8Array(jsonLimits.bytes + 1), 'too-long', 413, 'larger than 262144 bytes'],
    ['is nested too deeply', bytes(nested(41)), 'structure', 400, 'Line 1, column 41'],
    ['is nested 100,000 levels deep', bytes('['.repeat(100_000)), 'structure', 400, 'Line 1, column 41'],
    ['holds too many values', bytes(`[${'1,'.repeat(20_000)}1]`), 'too-costly', 413, 'more than 20000 values'],
    ['has a property twice', bytes('{"a":{"name":1,\n  "name":2}}'), 'structure', 400, 'Line 2, column 3', 'a.name'],
    ['has a property twice, once escaped', bytes('{"name":1,"n\\u0061me":2}'), 'structure', 400, 'Line 1, column 11', 'name'],
    ['names __proto__', bytes('{"a":[{"__proto__":{}}]}'), 'structure', 400, 'Line 1, column 8', 'a[0]'],
    ['names __proto__, escaped', bytes('{"\\u005f_proto__":1}'), 'structure', 400, 'Line 1, column 2'],
    ['names constructor', bytes('{"constructor":1}'), 'structure', 400, 'not accepted'],
    ['names prototype', bytes('{"prototype":1}'), 'structure', 400, 'not accepted'],
    ['holds NaN', bytes('{"a":NaN}'), 'structure', 400, 'Line 1, column 6', 'a'],
    ['holds Infinity', bytes('[-Infinity]'), 'structure', 400, 'Line 1, column 2'],
    ['holds 1e999', bytes('{"a":1e999}'), 'value', 400, 'Line 1, column 6', 'a'],
    ['holds a number that would be rounded', bytes('{"a":9007199254740993}'), 'value', 400, 'digits', 'a'],
    ['holds a number of many digits', bytes(`[0.${'1'.repeat(30)}]`), 'value', 400, 'digits'],
    ['holds a number with a leading zero', bytes('[01]'), 'structure', 400, 'comma'],
    ['holds a number with a leading plus', bytes('[+1]'), 'structure', 400, 'value is expected'],
    ['holds a half number', bytes('[1.]'), 'structure', 400, 'comma'],
    ['holds a string that is too long', bytes(`{"note":"${'x'.repeat(65_537)}"}`), 'too-long', 413, 'longer than 65536', 'note'],
    ['holds a line break in a string', bytes('{"a":"one\ntwo"}'), 'value', 400, 'Line 1, column 10', 'a'],
    ['holds an escaped control character', bytes('{"a":"\\u0000"}'), 'value', 400, 'control character', 'a'],
    ['holds an escaped backspace', bytes('{"a":"\\b"}'), 'value', 400, 'control character', 'a'],
    ['holds half a surrogate pair', bytes('{"a":"\\ud800"}'), 'value', 400, 'surrogate', 'a'],
    ['holds a wrong escape', bytes('{"a":"\\x41"}'), 'structure', 400, 'Line 1, column 7', 'a'],
    ['holds an open string', bytes('{"a":"text'), 'structure', 400, 'closing quote', 'a'],
    ['ends too early', bytes('{"a":'), 'structure', 400, 'before it is complete', 'a'],
    ['ends in a list', bytes('[1'), 'structure', 400, 'closing bracket'],
    ['ends in an object', bytes('{"a":1'), 'structure', 400, 'closing brace', 'a'],
    ['has a trailing comma', bytes('{"a":1,}'), 'structure', 400, 'trailing commas', 'a'],
    ['has a comment', bytes('{/* x */}'), 'structure', 400, 'comments'],
    ['has a property without quotes', bytes('{a:1}'), 'structure', 400, 'double quotes'],
    ['has a property without a colon', bytes('{"a" 1}'), 'structure', 400, 'colon'],
    ['has a value where a name should be', bytes('{"name":[{"uTestperson","given":[]}]}'), 'structure', 400, 'colon', 'name[0]'],
    ['has single quotes', bytes("{'a':1}"), 'structure', 400, 'double quotes'],
    ['closes what it did not open', bytes('[}'), 'structure', 400, 'value is expected'],
    ['has something after its end', bytes('{} {}'), 'structure', 400, 'Line 1, column 4'],
    ['is XML', bytes('<ServiceRequest/>'), 'structure', 400, 'Line 1, column 1'],
    ['has a space that JSON does not know', bytes('{\u00a0}'), 'structure', 400, 'Line 1, column 2'],
  ];
  test.each(hostile)('that %s is refused with its place', (_name, body, code, status, text, expression) => {
    const found = readJson(body);
    expect(found).toMatchObject({ ok: false, issue: { severity: 'error', code, status, text: expect.stringContaining(text) } });
    expect(found.ok ? undefined : found.issue.expression).toBe(expression);
  });

  test('at each limit is still read', () => {
    expect(read(nested(40))).toMatchObject({ ok: true });
    expect(read(`[${'1,'.repeat(19_998)}1]`)).toMatchObject({ ok: true });
    expect(read(`{"note":"${'x'.repeat(65_536)}"}`)).toMatchObject({ ok: true });
    expect(read(`"${'x'.repeat(60_000)}"${' '.repeat(jsonLimits.bytes - 60_002)}`)).toMatchObject({ ok: true });
  });

  test('may be larger where more is expected, and no larger', () => {
    const size = { bytes: 400_000, nodes: 30_000 };
    const many = (values: number) => bytes(`[${'1,'.repeat(values - 2)}1]`);
    expect(readJson(bytes(`"${' '.repeat(60_000)}"${' '.repeat(339_998)}`), size)).toMatchObject({ ok: true });
    expect(readJson(new Uint8Array(400_001), size)).toMatchObject({ issue: { code: 'too-long', status: 413, text: expect.stringContaining('400000 bytes') } });
    expect(readJson(many(30_000), size)).toMatchObject({ ok: true });
    expect(readJson(many(30_001), size)).toMatchObject({ issue: { code: 'too-costly', status: 413, text: expect.stringContaining('30000 values') } });
  });

  test('may hold a long attachment and a long narrative', () => {
    expect(read(`{"data":"${'QUJD'.repeat(30_000)}"}`)).toMatchObject({ ok: true });
    expect(read(`{"text":{"div":"${'x'.repeat(90_000)}"}}`)).toMatchObject({ ok: true });
    expect(read(`{"data":["${'QUJD'.repeat(30_000)}"]}`)).toMatchObject({ ok: false, issue: { status: 413 } });
  });

  test('keeps what JavaScript’s numbers can keep', () => {
    const numbers = [0, -1, 1.5, 55.86515, 9_007_199_254_740_991, 0.1 + 0.2, 1e-7, 5e300];
    expect(read(JSON.stringify(numbers))).toEqual({ ok: true, value: numbers });
  });

  test('is never echoed in a refusal', () => {
    const secret = 'Ailsa Testperson 0101011237';
    const bodies = [
      `{"name":"${secret}\u0001"}`,
      `{"${secret}":1,"${secret}":2}`,
      `{"a":"${secret}"`,
      `${secret}`,
      `{"a":"${secret}" "b"}`,
      `[1e999,"${secret}"]`,
    ];
    const said = bodies.map((body) => JSON.stringify(read(body)));
    expect(said).toHaveLength(6);
    for (const one of said) expect(one).toMatch(/"ok":false/);
    for (const one of said) expect(one).not.toMatch(/Ailsa|Testperson|0101011237/);
  });

  test('that JSON.parse reads is read alike, unless it breaks a limit', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const found = read(text);
        const kept = !/__proto__|constructor|prototype/.test(text);
        if (found.ok) expect(found.value).toEqual(JSON.parse(text));
        else if (kept) expect(found.issue.code).toBe('value');
      }),
      { numRuns: 1000 },
    );
  });

  test('that JSON.parse does not read is refused, and nothing throws', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\\u00',
      'a',
      '1',
      '-',
      '.',
      'e',
      'true',
      'null',
      ' ',
      '\n',
      '\u0000',
      '"a"',
      '"a":',
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const found = read(text);
        if (!found.ok) refused += 1;
        else expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
    expect(refused).toBeGreaterThan(1000);
  });

  test('of random bytes is answered, never thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (body) => {
        expect(readJson(body)).toHaveProperty('ok');
      }),
      { numRuns: 2000 },
    );
  });
});
