/** What the hub may know of a service: taken when it can be true, told by its place when it cannot. */
import { describe, expect, test } from 'vitest';
import { councils, healthBoards, placeName, within } from '#directory/councils';
import { checkOnboarding } from '#directory/onboarding';
import { changed, cloud } from './documents.ts';

const problems = (fact: string, value: unknown) => {
  const checked = checkOnboarding(changed(`organisations[0].services[0].${fact}`, value), cloud);
  return checked.ok ? [] : checked.problems.map(({ place }) => place.replace('organisations[0].services[0].', ''));
};
const question = { id: 'one', text: 'Who eats with you?', kind: 'text' };
const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => ({ ...question, id }));

describe('right', () => {
  const right: [string, unknown][] = [
    ['aliss', '5b2f0d0e-6a53-4b6e-8a5e-0f4b1c2d3e4f'],
    ['about', 'Two lines.\nPlain <text> as it was typed.'],
    ['languages', ['en', 'gd', 'bfi', 'zh-Hant']],
    ['cost', 'low-cost'],
    ['access', ['step-free', 'online']],
    ['opening', [{ day: 7, from: '00:00', to: '23:59' }]],
    ['serves', ['S12000049', 'S08000031', 'S92000003']],
    ['eligibility', { fromAge: 0, toAge: 120, only: 'men', text: 'Veterans' }],
    ['questions', seven.slice(0, 6)],
    ['questions', [{ ...question, kind: 'choice', choices: ['Yes', 'No'], required: true }]],
    ['contact', { name: 'Tam', phone: '0141 496 0000', mail: 'tam@pantry.example', web: 'https://pantry.example' }],
    ['outcomes', 'money'],
    ['lastChecked', '2026-11-02'],
    ['place', { latitude: 55.86, longitude: -4.25 }],
  ];
  test.each(right)('%s as %j', (fact, value) => expect(problems(fact, value)).toEqual([]));
});

describe('wrong, each by its place', () => {
  const wrong: [string, unknown, string][] = [
    ['aliss', 'drumgarth', 'aliss'],
    ['about', 'x'.repeat(2001), 'about'],
    ['about', 'a bell\u0007', 'about'],
    ['languages', ['English'], 'languages[0]'],
    ['languages', ['en', 'en'], 'languages'],
    ['cost', 'cheap', 'cost'],
    ['access', ['ramp'], 'access[0]'],
    ['opening', [{ day: 0, from: '09:00', to: '10:00' }], 'opening[0].day'],
    ['opening', [{ day: 1, from: '10:00', to: '09:00' }], 'opening[0]'],
    ['opening', [{ day: 1, from: '9.00', to: '10:00' }], 'opening[0].from'],
    ['serves', ['S12000001'], 'serves[0]'],
    ['eligibility', { fromAge: 60, toAge: 16 }, 'eligibility'],
    ['eligibility', { fromAge: 1.5 }, 'eligibility.fromAge'],
    ['questions', seven, 'questions'],
    ['questions', [question, question], 'questions'],
    ['questions', [{ ...question, kind: 'choice' }], 'questions[0]'],
    ['questions', [{ ...question, choices: ['Yes', 'No'] }], 'questions[0]'],
    ['contact', { web: 'javascript:alert(1)' }, 'contact.web'],
    ['outcomes', 'smiles', 'outcomes'],
    ['lastChecked', '2.11.2026', 'lastChecked'],
    ['place', { latitude: 55.86 }, 'place'],
    ['place', { latitude: 91, longitude: 0 }, 'place.latitude'],
  ];
  test.each(wrong)('%s as %j', (fact, value, place) => expect(problems(fact, value)).toContain(place));
});

test('every council lies in one of the fourteen health boards, and every board has a council', () => {
  const boards = Object.values(councils).map(({ healthBoard }) => healthBoard);
  expect([Object.keys(councils).length, Object.keys(healthBoards).length]).toEqual([32, 14]);
  expect(new Set(boards)).toEqual(new Set(Object.keys(healthBoards)));
  expect(within('S12000049').map(placeName)).toEqual(['Glasgow City', 'Greater Glasgow and Clyde', 'Scotland']);
  expect(placeName('constructor')).toBeUndefined();
});
