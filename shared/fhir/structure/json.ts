/** From bytes to a JSON value that is safe to walk: everything JSON.parse would let pass or change in silence is refused, with its place. */
import type { Issue, IssueCode } from '#fhir/outcome';

/** What one request may hold. Strings count in UTF-16 units. */
export const jsonLimits = { bytes: 262_144, depth: 40, nodes: 20_000, string: 65_536, digits: 17 } as const;
/** In bytes and in values, where a request may hold more than most. */
export type JsonSize = { bytes: number; nodes: number };

type Frame = { kind: 'object' | 'array'; keys: Set<string>; key: string; index: number };
type Scan = { text: string; at: number; nodes: number; most: number; stack: Frame[] };
type Fault = { code: IssueCode; status?: number; text: string; at: number };
type Step = 'value' | 'key' | 'after' | 'end';

const space = /[ \t\n\r]*/y;
/** Neither a control character, a quote nor a backslash. */
const plain = /[ !#-[\]-\uffff]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** FHIR allows tab, line feed and carriage return below U+0020, no others. */
const control = /[^\t\n\r -\uffff]/;
/** Attachments and generated narratives, which may embed them, are held to the limit of the whole alone. */
const longKeys = new Set(['data', 'div']);
/** What would change the prototype of what it is put into. */
export const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const fault = (at: number, text: string, code: IssueCode = 'structure', status = 400): Fault => ({ at, text, code, status });
const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
};
const top = (scan: Scan): Frame | undefined => scan.stack.at(-1);
const skipSpace = (scan: Scan): void => {
  scan.at = endOf(space, scan.text, scan.at);
};

/** Moves past one string; gives it back decoded. */
const readString = (scan: Scan): { string: string } | Fault => {
  const start = scan.at;
  let at = endOf(plain, scan.text, start + 1);
  while (scan.text[at] === '\\') {
    const after = endOf(escaped, scan.text, at);
    if (after === at) return fault(at, 'This backslash begins no JSON escape. Write a backslash itself as two.');
    at = endOf(plain, scan.text, after);
  }
  if (at >= scan.text.length) return fault(start, 'This string has no closing quote.');
  if (scan.text[at] !== '"') return fault(at, 'A control character stands in a string. Write line breaks as \\n, and leave others out.', 'value');
  scan.at = at + 1;
  const raw = scan.text.slice(start, at + 1);
  const string: string = raw.includes('\\') ? JSON.parse(raw) : raw.slice(1, -1);
  if (control.test(string)) return fault(start, 'A string holds a control character other than tab and line break. Leave it out.', 'value');
  if (!string.isWellFormed()) return fault(start, 'A string holds half of a surrogate pair. Send whole characters.', 'value');
  return { string };
};
const open = (scan: Scan, kind: Frame['kind']): Step | Fault => {
  if (scan.stack.length >= jsonLimits.depth) return fault(scan.at, `This is nested deeper than ${jsonLimits.depth} levels. Send a flatter resource.`);
  scan.stack.push({ kind, keys: new Set(), key: '', index: 0 });
  scan.at += 1;
  skipSpace(scan);
  if (scan.text[scan.at] === (kind === 'object' ? '}' : ']')) return close(scan);
  return kind === 'object' ? 'key' : 'value';
};
const close = (scan: Scan): Step => {
  scan.stack.pop();
  scan.at += 1;
  return 'after';
};
const readText = (scan: Scan): Step | Fault => {
  const start = scan.at;
  const read = readString(scan);
  if (!('string' in read)) return read;
  const frame = top(scan);
  const mayBeLong = frame?.kind === 'object' && longKeys.has(frame.key);
  if (!mayBeLong && read.string.length > jsonLimits.string)
    return fault(start, `This string is longer than ${jsonLimits.string} characters. Shorten it, or send it as an attachment.`, 'too-long', 413);
  return 'after';
};
const readLiteral = (scan: Scan): Step | Fault => {
  const start = scan.at;
  scan.at = endOf(literal, scan.text, start);
  const token = scan.text.slice(start, scan.at);
  if (token === '')
    return fault(
      start,
      scan.at >= scan.text.length
        ? 'The JSON ends here, before it is complete.'
        : 'A JSON value is expected here: an object, a list, a string in double quotes, a number, true or false.',
    );
  return /^[-\d]/.test(token) ? (numberFault(token, start) ?? 'after') : 'after';
};
/** A number that would not come back as it was sent is refused. */
const numberFault = (token: string, at: number): Fault | undefined => {
  const digits = token
    .replace(/[eE].*/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '');
  const number = Number(token);
  const isWhole = /^-?\d+$/.test(token);
  const fits = Number.isFinite(number) && digits.length <= jsonLimits.digits && (!isWhole || Number.isSafeInteger(number));
  return fits ? undefined : fault(at, `This number is too large, or has more digits than can be kept (${jsonLimits.digits}).`, 'value');
};
const readValue = (scan: Scan): Step | Fault => {
  scan.nodes += 1;
  if (scan.nodes > scan.most) return fault(scan.at, `The request holds more than ${scan.most} values. Send less in one request.`, 'too-costly', 413);
  const char = scan.text[scan.at];
  if (char === '{') return open(scan, 'object');
  if (char === '[') return open(scan, 'array');
  return char === '"' ? readText(scan) : readLiteral(scan);
};
const readKey = (scan: Scan): Step | Fault => {
  const start = scan.at;
  if (scan.text[start] !== '"') return fault(start, 'A property name in double quotes is expected here. JSON has no trailing commas and no comments.');
  const read = readString(scan);
  if (!('string' in read)) return read;
  const frame = top(scan);
  if (forbiddenKeys.has(read.string)) return fault(start, 'This property name is not accepted. Leave it out.');
  if (frame?.keys.has(read.string)) return fault(start, 'This property is there twice in one object. Send it once; for several values use a list.');
  frame?.keys.add(read.string);
  // What no colon follows may be a value that slipped into the place of a name: it is not repeated.
  if (frame) frame.key = '';
  skipSpace(scan);
  if (scan.text[scan.at] !== ':') return fault(scan.at, 'A colon is expected here, after the property name.');
  if (frame) frame.key = read.string;
  scan.at += 1;
  return 'value';
};
const readAfter = (scan: Scan): Step | Fault => {
  const frame = top(scan);
  if (!frame) return 'end';
  const char = scan.text[scan.at];
  if (char === (frame.kind === 'object' ? '}' : ']')) return close(scan);
  if (char !== ',')
    return fault(scan.at, frame.kind === 'object' ? 'A comma or a closing brace is expected here.' : 'A comma or a closing bracket is expected here.');
  scan.at += 1;
  frame.index += 1;
  return frame.kind === 'object' ? 'key' : 'value';
};
const steps: Record<Exclude<Step, 'end'>, (scan: Scan) => Step | Fault> = { value: readValue, key: readKey, after: readAfter };
/** One pass without recursion, so that no input can exhaust the stack. */
const findFault = (scan: Scan): Fault | undefined => {
  let step: Step = 'value';
  while (step !== 'end') {
    skipSpace(scan);
    const next: Step | Fault = steps[step](scan);
    if (typeof next !== 'string') return next;
    step = next;
  }
  return scan.at < scan.text.length ? fault(scan.at, 'The JSON is complete before this. Send one resource, and nothing after it.') : undefined;
};

/** As FHIR names elements; any other may be a value that slipped into the place of a name, and is not repeated. */
const namePattern = /^_?[a-z][A-Za-z0-9-]{0,63}$/;
/** As a FHIRPath below the root object; it ends above a name that is none of FHIR's. */
const placeOf = (stack: Frame[]): string => {
  let path = '';
  for (const { kind, key, index } of stack) {
    if (kind === 'object' ? !namePattern.test(key) : path === '') return path;
    path += kind === 'array' ? `[${index}]` : `${path === '' ? '' : '.'}${key}`;
  }
  return path;
};
const issueOf = ({ text, stack }: Scan, found: Fault): Issue => {
  const lines = text.slice(0, found.at).split('\n');
  const place = placeOf(stack);
  return {
    severity: 'error',
    code: found.code,
    status: found.status ?? 400,
    text: `Line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}: ${found.text}`,
    ...(place !== '' && { expression: place }),
  };
};
const refused = (text: string, code: IssueCode = 'structure', status = 400) => ({
  ok: false as const,
  issue: { severity: 'error', code, status, text } satisfies Issue,
});
const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Reads one request body. A refusal names the place as line and column (in UTF-16 units) and, where it has one, as a FHIRPath. */
export const readJson = (bytes: Uint8Array, size: JsonSize = jsonLimits): { ok: true; value: unknown } | { ok: false; issue: Issue } => {
  if (bytes.byteLength > size.bytes) return refused(`The request is larger than ${size.bytes} bytes. Send less in one request.`, 'too-long', 413);
  const text = decode(bytes);
  if (text === undefined) return refused('The request is not valid UTF-8. Send JSON in UTF-8, without another encoding.');
  if (text.startsWith('\ufeff')) return refused('The request begins with a byte order mark. Send UTF-8 without one.');
  if (text.trim() === '') return refused('The request has no body. Send a FHIR resource as JSON.');
  const scan: Scan = { text, at: 0, nodes: 0, most: size.nodes, stack: [] };
  const found = findFault(scan);
  return found ? { ok: false, issue: issueOf(scan, found) } : { ok: true, value: JSON.parse(text) };
};
