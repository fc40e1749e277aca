import { describe, expect, test } from 'vitest';
import { filter } from '#local/filter-patterns';

const passes = (pattern: unknown, record: unknown) => filter([JSON.stringify(pattern)])(record);

describe('the filter of an event source', () => {
  test.each<[string, unknown, unknown, boolean]>([
    ['an equal value', { a: ['x'] }, { a: 'x' }, true],
    ['another value', { a: ['x'] }, { a: 'y' }, false],
    ['one of several', { a: ['x', 'y'] }, { a: 'y' }, true],
    ['a number is not its text', { a: [1] }, { a: '1' }, false],
    ['null', { a: [null] }, { a: null }, true],
    ['a field that is missing', { a: [null] }, {}, false],
    ['all fields', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
    ['a deeper field', { a: { b: ['x'] } }, { a: { b: 'x' } }, true],
    ['a deeper field of nothing', { a: { b: ['x'] } }, { a: 'x' }, false],
    ['an element of a list', { a: ['x'] }, { a: ['w', 'x'] }, true],
    ['a beginning', { a: [{ prefix: 'E#' }] }, { a: 'E#000001' }, true],
    ['another beginning', { a: [{ prefix: 'E#' }] }, { a: 'S' }, false],
    ['an end', { a: [{ suffix: 'st' }] }, { a: 'first' }, true],
    ['other letters of the same case', { a: [{ 'equals-ignore-case': 'Ab' }] }, { a: 'aB' }, true],
    ['something there', { a: [{ exists: true }] }, { a: 0 }, true],
    ['nothing there', { a: [{ exists: true }] }, {}, false],
    ['nothing wanted, nothing there', { a: [{ exists: false }] }, {}, true],
    ['nothing wanted, something there', { a: [{ exists: false }] }, { a: 0 }, false],
    ['nothing wanted deeper, where nothing is', { a: { b: [{ exists: false }] } }, {}, true],
    ['anything but one', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, true],
    ['anything but it', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
    ['anything but a beginning', { a: [{ 'anything-but': { prefix: 'E#' } }] }, { a: 'E#1' }, false],
    ['a number in a range', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    ['a number out of it', { a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 0 }, false],
    ['an equal number', { a: [{ numeric: ['=', 5] }] }, { a: 5 }, true],
    ['a number as DynamoDB writes it', { a: { N: [{ numeric: ['>', 0] }] } }, { a: { N: '5' } }, false],
    ['one of two fields', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
    ['none of two fields', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'x' }, false],
  ])('%s', (_, pattern, record, expected) => {
    expect(passes(pattern, record)).toBe(expected);
  });

  test('of several patterns one is enough, and without any all passes', () => {
    const either = filter(['{"a":["x"]}', '{"a":["y"]}']);
    expect([{ a: 'x' }, { a: 'y' }, { a: 'z' }].map(either)).toEqual([true, true, false]);
    expect(filter([])({ a: 'z' })).toBe(true);
  });

  test.each(['{"a":[{"cidr":"10.0.0.0/8"}]}', '{"a":[{"wildcard":"*"}]}', '{"a":[{"numeric":["!",1]}]}', '{"a":"x"}'])(
    'a rule the engine does not know is refused at the start, not passed over: %s',
    (pattern) => {
      expect(() => filter([pattern])).toThrow();
    },
  );
});
