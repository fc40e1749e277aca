/** Who looks like whom: nobody is merged by it, and nobody who was judged is shown again. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PracticeId } from '#identity/types';
import { closeness, isToCompare, pairsToCompare } from '#people/closeness';
import type { Person, PersonFacts } from '#people/types';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';

const number = (value: string) => ({ system: 'chi', value }) as const;
const rory: PersonFacts = { family: 'fairweather', given: 'rory', birthDate: '1980-12-01' };
const person = (id: string, facts: PersonFacts, change: Partial<Person> = {}): Person => ({
  ...{ id: id as PersonId, practice: 'birchtree' as PracticeId, facts, patient: '{}', by: 'practice/birchtree' },
  ...{ versionId: 1, lastUpdated: '2026-11-23T09:00:00.000Z' as Instant },
  ...change,
});

describe('two descriptions', () => {
  test.each<[string | undefined, PersonFacts, PersonFacts]>([
    ['number', { ...rory, number: number('1') }, { family: 'other', given: 'una', birthDate: '1933-02-02', number: number('1') }],
    ['name-and-birth', rory, { ...rory, postcode: 'G11XX' }],
    ['name-turned', rory, { ...rory, family: 'rory', given: 'fairweather' }],
    ['birth-mistyped', rory, { ...rory, birthDate: '1980-01-12' }],
    ['birth-mistyped', rory, { ...rory, birthDate: '1981-12-01' }],
    ['birth-and-part', rory, { ...rory, given: 'una' }],
    ['name-alone', rory, { family: 'fairweather', given: 'rory' }],
    [undefined, rory, { ...rory, given: 'una', birthDate: '1981-12-01' }],
    [undefined, rory, { family: 'other', given: 'una', birthDate: '1980-12-01' }],
    [undefined, rory, { ...rory, birthDate: '1960-12-04' }],
    [undefined, { ...rory, number: number('1') }, { ...rory, number: number('2') }],
    [undefined, {}, {}],
  ])('are %s: %j, %j', (how, a, b) => {
    expect(closeness(a, b)).toBe(how);
    expect(closeness(b, a)).toBe(how);
  });
  test('are as close the one way as the other', () => {
    const word = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
    const facts = fc.record({
      family: word,
      given: word,
      birthDate: fc.option(fc.constantFrom('1980-12-01', '1980-01-12', '1981-12-01', '1980'), { nil: undefined }),
    });
    fc.assert(fc.property(facts, facts, (a, b) => closeness(a as PersonFacts, b as PersonFacts) === closeness(b as PersonFacts, a as PersonFacts)));
  });
});

describe('two records', () => {
  const [one, other] = [person('one', rory), person('other', rory)];
  test('that look alike are to be compared, each pair once', () => {
    expect(isToCompare(one, other)).toBe(true);
    expect(pairsToCompare([one, other, person('third', { family: 'other', given: 'una' })])).toEqual([[one, other]]);
  });
  test.each<[string, Partial<Person>, Partial<Person>]>([
    ['told apart by the one', { unlike: ['other' as PersonId] }, {}],
    ['told apart by the other', {}, { unlike: ['one' as PersonId] }],
    ['kept apart after a dispute', {}, { apartFrom: ['one' as PersonId] }],
    ['merged', { replaces: ['other' as PersonId] }, { mergedInto: 'one' as PersonId }],
    ['merged into the same', { mergedInto: 'x' as PersonId }, { mergedInto: 'x' as PersonId }],
    ['of two practices', { practice: 'thistledown' as PracticeId }, {}],
  ])('%s are not', (_, a, b) => {
    expect(isToCompare({ ...one, ...a }, { ...other, ...b })).toBe(false);
    expect(isToCompare({ ...other, ...b }, { ...one, ...a })).toBe(false);
  });
  test('one of which has the other’s number in dispute are, however unlike', () => {
    const disputed = person('second', { family: 'other', given: 'una', birthDate: '1933-02-02' }, { mismatchOf: 'one' as PersonId });
    expect(isToCompare(one, disputed)).toBe(true);
  });
});
