/** Filter patterns of event source mappings (AWS: "Filter rule syntax"): which records reach the function. */
import * as z from 'zod/mini';

type Matches = (value: unknown, there: boolean) => boolean;

const record = z.record(z.string(), z.unknown());
const comparisons: Record<string, (left: number, right: number) => boolean> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const numeric = (argument: unknown): Matches => {
  const terms = z.array(z.union([z.string(), z.number()])).parse(argument);
  const tests = terms.flatMap((operator, position) => {
    if (position % 2 === 1) return [];
    const [compare, limit] = [comparisons[operator], terms[position + 1]];
    if (!compare || typeof limit !== 'number') throw new Error(`no numeric filter: ${JSON.stringify(argument)}`);
    return [(value: number) => compare(value, limit)];
  });
  // Numbers of DynamoDB records are texts, and no numeric rule holds for a text.
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
};

const anythingBut = (argument: unknown): Matches => {
  const excluded = Array.isArray(argument) || typeof argument !== 'object' ? anyOf([argument].flat()) : anyOf([argument]);
  return (value, there) => there && !excluded(value, there);
};

const textTest =
  (argument: unknown, test: (value: string, wanted: string) => boolean): Matches =>
  (value) =>
    typeof value === 'string' && test(value, z.string().parse(argument));

const rules: Record<string, (argument: unknown) => Matches> = {
  prefix: (argument) => textTest(argument, (value, wanted) => value.startsWith(wanted)),
  suffix: (argument) => textTest(argument, (value, wanted) => value.endsWith(wanted)),
  'equals-ignore-case': (argument) => textTest(argument, (value, wanted) => value.toLowerCase() === wanted.toLowerCase()),
  exists: (argument) => (_, there) => there === argument,
  'anything-but': anythingBut,
  numeric,
};

const one = (alternative: unknown): Matches => {
  if (typeof alternative !== 'object' || alternative === null) return (value, there) => there && value === alternative;
  const [name, ...others] = Object.keys(alternative);
  const rule = name !== undefined && others.length === 0 ? rules[name] : undefined;
  if (!name || !rule) throw new Error(`the embedded engine does not know the filter ${JSON.stringify(alternative)}`);
  return rule(Reflect.get(alternative, name));
};

function anyOf(alternatives: unknown[]): Matches {
  const tests = alternatives.map(one);
  return (value, there) => {
    const values = Array.isArray(value) ? value : [value];
    return tests.some((test) => values.some((each) => test(each, there)));
  };
}

const field = (name: string, pattern: unknown): Matches => {
  if (name === '$or') {
    const either = z.array(z.unknown()).parse(pattern).map(whole);
    return (value) => either.some((matches) => matches(value, true));
  }
  const inner = Array.isArray(pattern) ? anyOf(pattern) : whole(pattern);
  return (value) => {
    const there = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return inner(there ? Reflect.get(value, name) : undefined, there);
  };
};

function whole(pattern: unknown): Matches {
  const fields = Object.entries(record.parse(pattern)).map(([name, inner]) => field(name, inner));
  return (value) => fields.every((matches) => matches(value, true));
}

/** `patterns`: JSON texts; a record passes when one of them matches, or when there is none. Throws at once for a rule that is not known. */
export const filter = (patterns: readonly string[]): ((record: unknown) => boolean) => {
  const matchers = patterns.map((pattern) => whole(JSON.parse(pattern)));
  return (value) => matchers.length === 0 || matchers.some((matches) => matches(value, true));
};
