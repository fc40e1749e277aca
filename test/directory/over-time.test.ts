/** What holds from a day on until something else does. */
import { describe, expect, test } from 'vitest';
import { hoursAt, hoursOfPractice } from '#directory/hours';
import { checkOnboarding } from '#directory/onboarding';
import { agreementState, armOn, listSizeOn, quarterOf, wteOn } from '#directory/over-time';
import type { PracticeId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import { changed, cloud, emptyHub, example } from './documents.ts';

const day = (text: string) => text as LocalDate;
test('an arm, hours and a list size hold from their day until the next, in whatever order they are kept', () => {
  const arms = [
    { from: day('2026-04-01'), arm: 'comparison' },
    { from: day('2025-01-01'), arm: 'not-in-study' },
  ] as const;
  expect(['2024-12-31', '2025-01-01', '2026-03-31', '2026-04-01'].map((on) => armOn([...arms], day(on)))).toEqual([
    undefined,
    'not-in-study',
    'not-in-study',
    'comparison',
  ]);
  expect(wteOn([{ from: day('2026-04-01'), wte: 0 }], day('2026-05-01'))).toBe(0);
  expect(wteOn(undefined, day('2026-05-01'))).toBeUndefined();
  const sizes = [
    { day: day('2026-10-01'), patients: 2 },
    { day: day('2026-07-01'), patients: 1 },
  ];
  expect(['2026-06-30', '2026-09-30', '2027-01-15'].map((on) => listSizeOn(sizes, day(on))?.patients)).toEqual([undefined, 1, 2]);
});
test('hours are where they were said to be, and in equal parts where nobody said', () => {
  const [birchtree, thistledown, rowanbank] = ['birchtree', 'thistledown', 'rowanbank'].map((id) => id as PracticeId) as [PracticeId, PracticeId, PracticeId];
  const parts = [
    { practice: birchtree, wte: 0.5 },
    { practice: thistledown, wte: 0 },
  ];
  const wte = [
    { from: day('2026-01-01'), wte: 0.8 },
    { from: day('2026-04-01'), wte: 0.5, parts },
    { from: day('2026-10-01'), wte: 0 },
  ];
  const both = { practices: [birchtree, thistledown], wte };
  const at = (practice: PracticeId, on: string) => hoursAt(both, practice, day(on));
  expect(at(birchtree, '2025-12-31')).toBeUndefined();
  expect([at(birchtree, '2026-03-31'), at(thistledown, '2026-03-31')]).toEqual(Array(2).fill({ wte: 0.4, isEqualPart: true }));
  expect([at(birchtree, '2026-04-01'), at(thistledown, '2026-04-01')]).toEqual([
    { wte: 0.5, isEqualPart: false },
    { wte: 0, isEqualPart: false },
  ]);
  expect(at(birchtree, '2026-10-01')).toEqual({ wte: 0, isEqualPart: false });
  // Came to a third practice, and nobody entered how much of the week is for it.
  const three = { ...both, practices: [birchtree, thistledown, rowanbank] };
  expect(hoursAt(three, rowanbank, day('2026-05-01'))).toBeUndefined();
  const alone = { practices: [birchtree], wte: [{ from: day('2026-01-01'), wte: 1 }] };
  expect(hoursAt(alone, birchtree, day('2026-05-01'))).toEqual({ wte: 1, isEqualPart: false });
  expect(hoursOfPractice([both, alone], birchtree, day('2026-05-01'))).toBe(1.5);
  expect(hoursOfPractice([three, { practices: [rowanbank] }], rowanbank, day('2026-05-01'))).toBeUndefined();
  expect(hoursOfPractice([], birchtree, day('2026-05-01'))).toBeUndefined();
});
test('a day lies in its quarter', () => {
  expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-08-15', '2026-12-31'].map((on) => quarterOf(day(on)))).toEqual([
    '2026-01-01',
    '2026-01-01',
    '2026-04-01',
    '2026-07-01',
    '2026-10-01',
  ]);
});
test('an agreement is over the day after its last, and ends soon 30 days before', () => {
  const one = { reference: 'A', purpose: 'B', from: day('2026-01-01'), until: day('2026-12-31') };
  expect(['2025-12-31', '2026-06-01', '2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'].map((on) => agreementState(one, day(on)))).toEqual([
    'not-begun',
    'holds',
    'holds',
    'ending',
    'ending',
    'expired',
  ]);
});
describe('an onboarding file may say all of it', () => {
  const rows: [string, unknown][] = [
    ['practices[0].arms', [{ from: '2026-04-01', arm: 'intervention' }]],
    ['practices[0].listSizes', [{ day: '2026-10-01', patients: 5123 }]],
    ['practitioners[0].wte', [{ from: '2026-04-01', wte: 0.6 }]],
    ['practitioners[0].wte', [{ from: '2026-04-01', wte: 0.3, parts: [{ practice: 'birchtree', wte: 0.3 }] }]],
    ['organisations[0].agreements', [{ reference: 'DSA-1', purpose: 'Food parcels', from: '2026-04-01', until: '2027-03-31' }]],
  ];
  test.each(rows)('%s: is kept, and stays when a file leaves it out', async (place, value) => {
    const { onboard } = emptyHub();
    const { changes } = await onboard(changed(place, value));
    expect(changes.length).toBeGreaterThan(0);
    expect((await onboard(example())).changes).toEqual([]);
    expect((await onboard(changed(place, value))).changes).toEqual([]);
    expect((await onboard(changed(place, []))).changes.map(({ fields }) => fields)).toEqual([[place.split('.')[1]]]);
  });
  const wrong: [string, unknown, string][] = [
    ['practices[0].arms', [{ from: '2026-04-01', arm: 'control' }], 'practices[0].arms[0].arm'],
    [
      'practices[0].arms',
      [
        { from: '2026-04-01', arm: 'comparison' },
        { from: '2026-04-01', arm: 'intervention' },
      ],
      'practices[0].arms',
    ],
    ['practices[0].listSizes', [{ day: '2026-10-02', patients: 5 }], 'practices[0].listSizes[0].day'],
    ['practices[0].listSizes', [{ day: '2026-10-01', patients: 0.5 }], 'practices[0].listSizes[0].patients'],
    ['practitioners[0].wte', [{ from: '2026-04-01', wte: 0.555 }], 'practitioners[0].wte[0].wte'],
    ['practitioners[0].wte', [{ from: '2026-02-30', wte: 1 }], 'practitioners[0].wte[0].from'],
    ['practitioners[0].wte', [{ from: '2026-04-01', wte: 0.6, parts: [{ practice: 'birchtree', wte: 0.5 }] }], 'practitioners[0].wte[0]'],
    ['practitioners[0].wte', [{ from: '2026-04-01', wte: 0.6, parts: [] }], 'practitioners[0].wte[0]'],
    ['practitioners[0].wte', [{ from: '2026-04-01', wte: 1, parts: Array(2).fill({ practice: 'birchtree', wte: 0.5 }) }], 'practitioners[0].wte[0].parts'],
    ['organisations[0].agreements', [{ reference: 'A', purpose: 'B', from: '2026-04-01', until: '2026-03-31' }], 'organisations[0].agreements[0]'],
  ];
  test.each(wrong)('%s is told where it is wrong: %j', (place, value, at) => {
    const checked = checkOnboarding(changed(place, value), cloud);
    expect(checked.ok ? [] : checked.problems.map((problem) => problem.place)).toEqual([at]);
  });
  test('a practice for which hours are said has to be one that the file or the hub knows', () => {
    const part = { practice: 'nowhere', wte: 0.6 };
    const checked = checkOnboarding(changed('practitioners[0].wte', [{ from: '2026-04-01', wte: 0.6, parts: [part] }]), cloud);
    expect(checked.ok && checked.references).toContainEqual({ place: 'practitioners[0].wte[0].parts[0].practice', kind: 'practices', id: 'nowhere' });
  });
});
