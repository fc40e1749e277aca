/** Finding help: what surely fits, what may fit, and nothing unknown hidden. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlissService } from '#directory/aliss/types';
import { type Entry, entryOfAliss, entryOfHub } from '#directory/entry';
import { find, servicesFor, type Wish } from '#directory/find';
import { kilometres, pointOf, sectorsOf } from '#directory/geography';
import { needsOfCodes, needsOfSlugs, slugsOfNeed } from '#directory/needs-met';
import type { Organisation, Service } from '#directory/types';

const [glasgow, edinburgh] = ['S12000049', 'S12000036'];
const aliss = (more: Partial<AlissService> = {}): AlissService => ({
  ...{ id: '5b2f0d0e-6a53-4b6e-8a5e-0f4b1c2d3e4f', name: 'Kelvinside Lunch Club', organisation: 'Kelvinside', categories: ['lunch-club'] },
  ...{ access: [], groups: [], serves: [glasgow], places: [] },
  ...more,
});
const service = (more: Partial<Service> = {}): Service => ({ id: 'parcels', name: 'Food parcels', fields: [], ...more });
const organisation = (services: Service[] = []): Organisation => ({ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: glasgow, services }) as never;
const hub = (more: Partial<Service> = {}, beside?: AlissService): Entry => entryOfHub(organisation(), service(more), beside);
/** In which list an entry comes, and what is to be asked. */
const fits = (entry: Entry, wish: Wish): string => {
  const { matches, mayMatch, leftOut } = find([entry], wish);
  if (leftOut === 1) return 'left out';
  return matches[0] ? 'fits' : `may fit: ask ${mayMatch[0]?.unknown.join(', ')}`;
};

describe('a wish of one thing', () => {
  const monday = [{ day: 1, from: '09:00', to: '12:00' }];
  const cases: [string, Entry, Wish, string][] = [
    ['a need that it meets', hub({ categories: [{ code: 'food-fuel', display: 'Food' }] }), { need: 'food-fuel' }, 'fits'],
    [
      'a need coded in SNOMED CT',
      hub({ categories: [{ system: 'http://snomed.info/sct', code: '733423003', display: 'Food insecurity' }] }),
      { need: 'food-fuel' },
      'fits',
    ],
    ['another need', hub({ categories: [{ code: 'food-fuel', display: 'Food' }] }), { need: 'debt' }, 'left out'],
    ['a need, and nobody said what it is for', hub(), { need: 'debt' }, 'may fit: ask need'],
    ['a need, by a category of ALISS', entryOfAliss(aliss()), { need: 'loneliness' }, 'fits'],
    ['a need, by a category that nobody knows', entryOfAliss(aliss({ categories: ['new-slug'] })), { need: 'loneliness' }, 'may fit: ask need'],
    ['its own council', hub(), { area: glasgow }, 'fits'],
    ['another council', hub(), { area: edinburgh }, 'left out'],
    ['a council in its health board', hub({ serves: ['S08000031'] }), { area: glasgow }, 'fits'],
    ['any council, where it serves Scotland', entryOfAliss(aliss({ serves: ['S92000003'] })), { area: edinburgh }, 'fits'],
    ['a council, where it names a ward', entryOfAliss(aliss({ serves: ['S13003000'] })), { area: glasgow }, 'may fit: ask area'],
    ['a council, where it names none', entryOfAliss(aliss({ serves: [] })), { area: glasgow }, 'may fit: ask area'],
    ['a day on which it is open', hub({ opening: monday }), { day: 1 }, 'fits'],
    ['a day on which it is not', hub({ opening: monday }), { day: 2 }, 'left out'],
    ['a day, and its hours are not known', hub(), { day: 2 }, 'may fit: ask day'],
    ['free', hub({ cost: 'free' }), { cost: 'free' }, 'fits'],
    ['free, and it is paid', hub({ cost: 'paid' }), { cost: 'free' }, 'left out'],
    ['cheap, and it is free', hub({ cost: 'free' }), { cost: 'low-cost' }, 'fits'],
    ['free, and its cost is not known', hub(), { cost: 'free' }, 'may fit: ask cost'],
    ['step-free', hub({ access: ['step-free', 'parking'] }), { access: ['step-free'] }, 'fits'],
    ['step-free, and it only says parking', hub({ access: ['parking'] }), { access: ['step-free'] }, 'may fit: ask access'],
    ['a language it speaks', hub({ languages: ['en', 'pl'] }), { language: 'pl' }, 'fits'],
    ['a language it does not', hub({ languages: ['en'] }), { language: 'so' }, 'left out'],
    ['a language, and it says nothing', hub(), { language: 'so' }, 'may fit: ask language'],
    ['English, and it says nothing', hub(), { language: 'en' }, 'fits'],
    ['an age within', hub({ eligibility: { fromAge: 16, toAge: 25 } }), { age: 25 }, 'fits'],
    ['an age outside', hub({ eligibility: { fromAge: 16 } }), { age: 15 }, 'left out'],
    ['an age, and it says nothing', hub(), { age: 15 }, 'may fit: ask age'],
    ['a man, where it is for women', hub({ eligibility: { only: 'women' } }), { person: 'man' }, 'left out'],
    ['near, and it is', hub({ place: { postcode: 'G1 1XX' } }), { point: { latitude: 55.86, longitude: -4.25 }, near: 5 }, 'fits'],
    ['near, and it is far', hub({ place: { latitude: 57, longitude: -2 } }), { point: { latitude: 55.86, longitude: -4.25 }, near: 5 }, 'left out'],
    ['near, and nobody knows where it is', hub(), { point: { latitude: 55.86, longitude: -4.25 }, near: 5 }, 'may fit: ask near'],
    ['words in any order, whatever their accents', hub({ about: 'Céilidh on Fridays' }), { text: 'fridays CEILIDH pantry' }, 'fits'],
    ['words of which one is nowhere', hub(), { text: 'food karate' }, 'left out'],
  ];
  test.each(cases)('%s', (_, entry, wish, expected) => expect(fits(entry, wish)).toBe(expected));
});

test('two unknown things are both to be asked', () => {
  expect(fits(hub(), { need: 'debt', day: 2, cost: 'free' })).toBe('may fit: ask need, day, cost');
});
test('first comes who takes referrals, then the nearest, then by name', () => {
  const at = (latitude: number) => [{ latitude, longitude: -4.25 }];
  const entries = [
    entryOfAliss(aliss({ id: 'c', name: 'Near', places: at(55.87) })),
    entryOfAliss(aliss({ id: 'b', name: 'Far', places: at(56.5) })),
    entryOfAliss(aliss({ id: 'a', name: 'Anywhere' })),
    entryOfAliss(aliss({ id: 'd', name: 'Also anywhere' })),
    hub({ place: { latitude: 57, longitude: -4.25 } }),
  ];
  const { matches } = find(entries, { point: { latitude: 55.86, longitude: -4.25 } });
  expect(matches.map(({ entry }) => entry.name)).toEqual(['Food parcels', 'Near', 'Far', 'Also anywhere', 'Anywhere']);
  expect(matches.map(({ km }) => km !== undefined)).toEqual([true, true, true, false, false]);
});
test('what the hub says of a service wins over ALISS; what it does not say is taken from there', () => {
  const beside = aliss({
    about: 'Soup',
    phone: '0141 496 0001',
    places: [{ postcode: 'G1 1XX' }],
    page: 'https://aliss.invalid/1',
    access: ['parking'],
    fromAge: 60,
  });
  const both = hub({ about: 'Soup and bread', access: ['step-free'] }, beside);
  expect(both).toMatchObject({
    about: 'Soup and bread',
    access: ['step-free'],
    contact: { phone: '0141 496 0001' },
    eligibility: { fromAge: 60 },
    aliss: { page: 'https://aliss.invalid/1' },
  });
  expect([both.hub, both.points.length, both.needs]).toEqual([{ organisation: 'drumgarth', service: 'parcels' }, 1, ['food-fuel', 'loneliness']]);
});
test('a council is served by several teams of several organisations', () => {
  const team = (id: string, serves?: string[]) => entryOfHub(organisation(), service({ id, ...(serves && { serves }) }), undefined);
  expect(servicesFor([team('a'), team('b', [edinburgh]), team('c', ['S08000031'])], glasgow).map(({ key }) => key)).toEqual(['drumgarth.a', 'drumgarth.c']);
});
test('distances are as the crow flies', () => {
  expect(kilometres({ latitude: 55.8609, longitude: -4.2514 }, { latitude: 55.9533, longitude: -3.1883 })).toBeCloseTo(67, 0);
  expect([pointOf('g1 1xx'), pointOf('G11XX')?.latitude, pointOf('ZZ1 1AA'), pointOf('constructor'), pointOf(undefined)]).toEqual([
    expect.objectContaining({ longitude: expect.any(Number) }),
    55.8609,
    undefined,
    undefined,
    undefined,
  ]);
});
test('the middle of a sector is the mean of its postcodes; what is none is passed over', () => {
  const at = (latitude: number, longitude: number) => ({ latitude, longitude });
  const sectors = sectorsOf([
    ['EH1 1AA', at(55.9, -3.2)],
    ['EH11AB', at(56, -3)],
    ['nowhere', at(1, 1)],
    ['EH1 2AA', at(Number.NaN, 0)],
  ]);
  expect(sectors).toEqual({ 'EH1 1': [55.95, -3.1] });
  expect(pointOf('EH1 1ZZ', sectors)).toEqual(at(55.95, -3.1));
});
test('every need has categories, and none that is unknown invents one', () => {
  expect(needsOfSlugs(slugsOfNeed('debt'))).toContain('debt');
  expect([needsOfSlugs([]), needsOfSlugs(['constructor']), needsOfCodes([{ code: '999', display: 'x' }])]).toEqual([undefined, undefined, undefined]);
});

const facts = fc.record(
  {
    cost: fc.constantFrom('free', 'low-cost', 'paid'),
    languages: fc.subarray(['en', 'pl', 'so']),
    access: fc.subarray(['step-free', 'parking']),
    opening: fc.array(fc.record({ day: fc.integer({ min: 1, max: 7 }), from: fc.constant('09:00'), to: fc.constant('10:00') })),
    serves: fc.subarray([glasgow, edinburgh, 'S92000003', 'S13003000']),
    eligibility: fc.record({ fromAge: fc.integer({ min: 0, max: 99 }) }),
  },
  { requiredKeys: [] },
);
const wishes = fc.record(
  {
    cost: fc.constantFrom('free', 'paid'),
    language: fc.constantFrom('en', 'so'),
    access: fc.constant(['step-free']),
    day: fc.integer({ min: 1, max: 7 }),
    area: fc.constant(glasgow),
    age: fc.integer({ min: 0, max: 99 }),
  },
  { requiredKeys: [] },
);
test('forgetting a fact never hides a service, and every entry is either shown or counted', () => {
  const law = fc.property(fc.array(facts, { maxLength: 8 }), wishes, fc.nat(), (all, wish, forgotten) => {
    const entries = all.map((one, n) => hub({ ...(one as Partial<Service>), id: `s${n}` }));
    const found = find(entries, wish as Wish);
    expect(found.matches.length + found.mayMatch.length + found.leftOut).toBe(entries.length);
    const shown = new Set([...found.matches, ...found.mayMatch].map(({ entry }) => entry.key));
    const less = entries.map((entry) => {
      const name = (['cost', 'languages', 'access', 'opening', 'serves', 'eligibility'] as const)[forgotten % 6] ?? 'cost';
      const { [name]: _, ...rest } = entry;
      return rest as Entry;
    });
    const after = find(less, wish as Wish);
    const stillShown = new Set([...after.matches, ...after.mayMatch].map(({ entry }) => entry.key));
    expect([...shown].filter((key) => !stillShown.has(key))).toEqual([]);
  });
  fc.assert(law, { numRuns: 300 });
});
