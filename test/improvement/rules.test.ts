/** The rules of development plans, apart from any page. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacities, evidenceOf, isBeyondCounting } from '#improvement/capacities';
import { countOf, learntIn } from '#improvement/evidence';
import { tellingIn } from '#improvement/no-person';
import { cycleState, isOverdue, marksOn, planOfEntries, progressOf, withValue } from '#improvement/plan';
import { everyMonthOf, isWithin, monthsOf, monthsUntil, nextQuarter, quartersUntil, quarterWith } from '#improvement/quarters';
import type { Cycle, Entry, Measure } from '#improvement/types';
import type { LocalDate } from '#platform/types';
import { wordsIn } from '#web/words/words';

const day = (text: string) => text as LocalDate;
const today = day('2026-11-23');
const stamp = { versionId: 1, lastUpdated: '2026-11-20T09:00:00.000Z', by: 'catriona', byName: 'Catriona Weir' };
const part = (facts: object): Entry => ({ ...stamp, ...facts }) as unknown as Entry;
const cycle = (id: string, from: string, to: string, more: object = {}): Entry =>
  part({ kind: 'cycle', id, aim: 'a', measure: 'm', idea: `Idea ${id}`, predicted: 'More', owner: 'gp', from, to, ...more });

describe('the seven capacities', () => {
  test('have the names of the programme, in its order', () => {
    const names = capacities.map((one) => wordsIn('en').improvement.capacities[one].name);
    expect(names).toEqual(['Team Wellbeing', 'Shared learning', 'Awareness', 'Intelligence', 'Signposting', 'Problem Solving', 'Network building']);
  });
  test('nothing is counted of the wellbeing of a team', () => {
    expect(evidenceOf['team-wellbeing']).toEqual([]);
    expect(capacities.filter(isBeyondCounting)).toEqual(['team-wellbeing']);
  });
});

describe('a quarter', () => {
  test('is named by its first day, and goes back over a new year', () => {
    expect(quartersUntil(quarterWith(day('2026-02-28')), 3)).toEqual(['2026-01-01', '2025-10-01', '2025-07-01']);
    expect(nextQuarter(day('2026-10-01'))).toBe('2027-01-01');
    expect(monthsOf(day('2026-10-01'))).toEqual(['2026-10', '2026-12']);
    expect(everyMonthOf(day('2026-10-01'))).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(monthsUntil(day('2026-02-28'), 3)).toEqual(['2025-12', '2026-01', '2026-02']);
    expect(wordsIn('en').improvement.quarter('2026-10-01')).toBe('October to December 2026');
  });
  test('has its first and its last day within, and neither neighbour', () => {
    const within = ['2026-09-30', '2026-10-01', '2026-12-31', '2027-01-01'].map((one) => isWithin(day(one), day('2026-10-01')));
    expect(within).toEqual([false, true, true, false]);
  });
  test('of any day holds that day', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const one = day(date.toISOString().slice(0, 10));
        return isWithin(one, quarterWith(one)) && quartersUntil(nextQuarter(quarterWith(one)), 2)[1] === quarterWith(one);
      }),
    );
  });
});

describe('a text that would tell who somebody is', () => {
  test.each([
    ['a CHI number', 'Her number is 0101011237.', 'number'],
    ['with a space', 'CHI 010101 1237', 'number'],
    ['as it is read out', '010 101 1237', 'number'],
    ['a telephone number', 'ring 07700 900123', 'number'],
    ['in digits of another width', '０１０１０１１２３７', 'number'],
    ['with nothing seen between its digits', '01010\u200B11237', 'number'],
    ['a date of birth', 'born 12/03/1958', 'date'],
    ['with points', '1.3.58', 'date'],
    ['as computers write it', '1958-03-12', 'date'],
    ['in words', 'born on the 12th of March 1958', 'date'],
    ['the month first', 'March 12, 1958', 'date'],
    ['a postcode', 'lives at G12 8QQ', 'postcode'],
    ['in small letters and without a space', 'from eh11ab', 'postcode'],
    ['an e-mail address', 'write to moira@home.example', 'mail'],
  ])('%s is refused', (_, text, telling) => expect(tellingIn(text)).toBe(telling));
  test.each([
    'From fourteen to nine working days in 8 weeks',
    '45 minutes, 7 people, 100% of us, 24/7',
    'In March 2026 we tried it, and again in Q4 2026',
    'Of 4310 people on the list 12 came',
    'PHQ9 and EQ-5D-5L stay as they are',
    'A14 and M8 are near; room 2b, 1st floor',
    'We met on Tuesdays from 09:30 to 10:15',
    'Two of 10, 3 of 12 and 5 of 20',
  ])('%s is kept', (text) => expect(tellingIn(text)).toBeUndefined());
});

describe('a cycle', () => {
  const state = (from: string, to: string, more: object = {}) => cycleState(cycle('c', from, to, more) as Cycle, today);
  test('is planned, in work to its last day, then waits for a decision until somebody makes it', () => {
    expect(state('2026-11-24', '2026-12-24')).toBe('planned');
    expect([state('2026-11-23', '2026-12-24'), state('2026-10-01', '2026-11-23')]).toEqual(['running', 'running']);
    expect(state('2026-10-01', '2026-11-22')).toBe('to-decide');
    expect(state('2026-10-01', '2026-11-22', { decision: 'adapt' })).toBe('decided');
  });
  test('marks the first value of its time on the measure it is about, and none where there is none yet', () => {
    const values = ['2026-10-01', '2026-10-15', '2026-10-29'].map((one, n) => ({ day: day(one), value: n }));
    const measure = part({ kind: 'measure', id: 'm', aim: 'a', name: 'Wait', unit: 'days', values }) as Measure;
    const all = [
      cycle('one', '2026-10-02', '2026-11-01'),
      cycle('late', '2026-11-01', '2026-12-01'),
      cycle('other', '2026-10-02', '2026-11-01', { measure: 'x' }),
    ];
    expect(marksOn(measure, planOfEntries(all)).map(({ at, cycle: { id } }) => [at, id])).toEqual([[1, 'one']]);
  });
});
test('a value of the same day is put right, and values stand in the order of their days', () => {
  const first = withValue(withValue([], day('2026-11-02'), 3), day('2026-11-01'), 5);
  expect(withValue(first, day('2026-11-02'), 4)).toEqual([
    { day: '2026-11-01', value: 5 },
    { day: '2026-11-02', value: 4 },
  ]);
});
test('how far a plan is says what was done and waits, and no score', () => {
  const action = (id: string, more: object = {}) => part({ kind: 'action', id, capacity: 'awareness', text: 'Do', owner: 'gp', due: '2026-11-22', ...more });
  const plan = planOfEntries([
    part({ kind: 'rating', id: '2026-07-01', scores: { awareness: '5' }, roles: ['gp'] }),
    cycle('runs', '2026-11-01', '2026-12-01'),
    cycle('waits', '2026-10-01', '2026-11-01'),
    cycle('over', '2026-09-01', '2026-10-01', { decision: 'adopt' }),
    action('one', { doneOn: '2026-11-20' }),
    action('two'),
    action('gone', { removed: true }),
  ]);
  expect(progressOf(plan, today)).toEqual({ ratedUntil: '2026-07-01', inWork: 1, toDecide: 1, decided: 1, done: 1, actions: 2 });
  expect(plan.actions.map((one) => isOverdue(one, today))).toEqual([false, true].sort());
});
test('what was learnt together counts within its quarter alone, by role', () => {
  const session = (id: string, on: string, attended: object) => part({ kind: 'session', id, on, minutes: 30, topic: 'T', attended });
  const plan = planOfEntries([
    session('a', '2026-10-01', { gp: 2, nurse: 0 }),
    session('b', '2026-12-31', { reception: 1 }),
    session('c', '2026-09-30', { manager: 1 }),
    part({ kind: 'story', id: 's', on: '2026-11-01', text: 'A story' }),
  ]);
  expect(learntIn(plan, day('2026-10-01'), today)).toEqual([
    { what: 'sessions', asOf: today, count: 2, minutes: 60, roles: expect.arrayContaining(['gp', 'reception']) },
    { what: 'stories', asOf: today, count: 1 },
  ]);
});
test('a number of people that is small is not said', () => expect([0, 1, 4, 5].map(countOf)).toEqual([0, 'few', 'few', 5]));
