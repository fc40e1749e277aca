/** What holds from a day on until something else does. */
import { describe, expect, test } from 'vitest';
import { checkOnboarding } from '#directory/onboarding';
import { agreementState, armOn, listSizeOn, quarterOf, wteOn } from '#directory/over-time';
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
    ['organisations[0].agreements', [{ reference: 'A', purpose: 'B', from: '2026-04-01', until: '2026-03-31' }], 'organisations[0].agreements[0]'],
  ];
  test.each(wrong)('%s is told where it is wrong: %j', (place, value, at) => {
    const checked = checkOnboarding(changed(place, value), cloud);
    expect(checked.ok ? [] : checked.problems.map((problem) => problem.place)).toEqual([at]);
  });
});
