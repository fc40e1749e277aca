import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PracticeId } from '#identity/types';
import { isSameByName, likeness, plainFamily, plainGiven, plainPostcode } from '#people/likeness';
import { type Found, matchByName, matchByPlace, otherPlace, placesOf } from '#people/matching';
import type { Person, PersonFacts } from '#people/types';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';

const [birchtree, thistledown] = ['birchtree', 'thistledown'] as PracticeId[] as [PracticeId, PracticeId];
const number = { system: 'chi', value: '0101011237' } as const;
const ailsa: PersonFacts = { number, family: 'testperson', given: 'ailsa', birthDate: '2001-01-01', postcode: 'G11XX' };
const { number: _, ...nameless } = ailsa;
const person = (facts: PersonFacts, change: Partial<Person> = {}): Person => ({
  ...{
    id: 'p' as PersonId,
    practice: birchtree,
    facts,
    patient: '{}',
    by: 'practice/birchtree',
    versionId: 1,
    lastUpdated: '2026-11-23T09:00:00.000Z' as Instant,
  },
  ...change,
});
const at = (facts: PersonFacts, there: Person | undefined): Found => placesOf(birchtree, { facts, identifiers: [] }).map((place) => ({ place, there }));

describe('a name', () => {
  test.each([
    ['O’Brien', "o'brien"],
    ['Mac Donald', 'MACDONALD'],
    ['Nic Gumaraid-Smith', 'NicGumaraid Smith'],
    ['Müller', 'MULLER'],
  ])('is the same family however it is written: %s, %s', (a, b) => {
    expect(plainFamily(a)).toBe(plainFamily(b));
  });
  test('given is compared by its first word, and a postcode without spaces', () => {
    expect([plainGiven(' Anne-Marie Jane'), plainGiven('ANNE'), plainPostcode('zz99 3vz')]).toEqual(['anne', 'anne', 'ZZ993VZ']);
  });
});

describe('a likeness', () => {
  test.each<[string, PersonFacts, PersonFacts, string]>([
    ['all agrees', ailsa, ailsa, 'same'],
    ['less is said', ailsa, { number }, 'same'],
    ['the year agrees with its day', ailsa, { ...ailsa, birthDate: '2001' }, 'same'],
    ['the name differs', ailsa, { ...ailsa, family: 'newname' }, 'differs'],
    ['the birth date differs', ailsa, { ...ailsa, birthDate: '2001-01-02' }, 'differs'],
    ['the postcode alone differs', ailsa, { ...ailsa, postcode: 'G22XX' }, 'same'],
    ['both differ', ailsa, { ...ailsa, given: 'rab', birthDate: '1933' }, 'other'],
  ])('where %s', (_case, a, b, expected) => {
    expect([likeness(a, b), likeness(b, a)]).toEqual([expected, expected]);
  });
});

describe('a person is found', () => {
  test('by number first: the same, another in one thing, or somebody else', () => {
    const match = (sent: PersonFacts) => matchByPlace(sent, at(sent, person(ailsa)));
    expect(match(ailsa)).toMatchObject({ kind: 'known', differs: false });
    expect(match({ ...ailsa, family: 'newname' })).toMatchObject({ kind: 'known', differs: true });
    expect(match({ ...ailsa, family: 'newname', birthDate: '1933-02-02' })).toMatchObject({ kind: 'other', sameNumber: true });
    expect(matchByPlace(ailsa, at(ailsa, undefined))).toEqual({ kind: 'nobody' });
  });

  test('never by a number that was theirs once, nor by name when another number speaks against it', () => {
    const corrected = { ...ailsa, number: { system: 'chi', value: '0101336489' } } as const;
    expect(matchByPlace(ailsa, at(ailsa, person(corrected)))).toMatchObject({ kind: 'other', sameNumber: false });
    expect(matchByName(ailsa, [person(corrected)])).toEqual({ kind: 'nobody' });
    expect(matchByName(ailsa, [person({ ...nameless, number: { system: 'nhs', value: '9990548609' } })])).toMatchObject({ kind: 'known' });
  });

  test('by name in the record that stands for itself before one that was merged', () => {
    const merged = person(nameless, { id: 'old' as PersonId, mergedInto: 'p' as PersonId });
    expect(matchByName(nameless, [merged, person(nameless)])).toMatchObject({ person: { id: 'p' } });
    expect(matchByName(nameless, [merged])).toMatchObject({ person: { id: 'old' } });
  });

  test('by name only where family, given name, birth date and postcode are all there and all agree', () => {
    const values = fc.constantFrom(undefined, 'a', 'b');
    const day = fc.constantFrom(undefined, '2001', '2001-01-01', '2001-01-02');
    const some = fc.record({ family: values, given: values, birthDate: day, postcode: values }).map((one) => JSON.parse(JSON.stringify(one)) as PersonFacts);
    const two = fc.oneof(
      fc.tuple(some, some),
      some.map((one): [PersonFacts, PersonFacts] => [one, { ...one }]),
    );
    let same = 0;
    fc.assert(
      fc.property(two, ([a, b]) => {
        const whole = Object.keys(a).length === 4 && a.birthDate?.length === 10 && JSON.stringify(a) === JSON.stringify(b);
        same += isSameByName(a, b) ? 1 : 0;
        expect(isSameByName(a, b)).toBe(whole);
      }),
      { numRuns: 5000 },
    );
    expect(same).toBeGreaterThan(100);
  });
});

describe('a place', () => {
  test('is another at another practice, whatever it is made of', () => {
    const sent = [
      { facts: ailsa, identifiers: [] },
      { facts: nameless, identifiers: [] },
      { facts: {}, identifiers: [{ system: 'https://gp.example', value: '7' }] },
      { facts: {}, identifiers: [], url: 'https://gp.example/Patient/7' },
    ];
    const texts = sent.flatMap((one) => [birchtree, thistledown].flatMap((practice) => placesOf(practice, one).map(({ text }) => text)));
    const others = [birchtree, thistledown].map((practice) => otherPlace(practice, 'p' as PersonId, ailsa));
    expect(new Set([...texts, ...others]).size).toBe(10);
  });

  test('is none for too little: a name and a birth date alone are of several', () => {
    const { postcode: __, ...less } = nameless;
    expect(placesOf(birchtree, { facts: less, identifiers: [] })).toEqual([]);
  });
});
