/** What a practitioner is warned of before she sends, what is best next after a no, and how many a service got of late. */
import { describe, expect, test } from 'vitest';
import { memoryTable } from '#platform/memory-table';
import { later } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { nextBest } from '#referral/next-best';
import { onwardItem } from '#referral/referral-items';
import type { Onward } from '#referral/types';
import { type Sending, warningsOn } from '#referral/warnings-on';
import { sentInWeek } from '#referral/week-store';
import { calendar } from '#referral/working-days';
import { facts, monday, onwardIn, pantry, referralId, referralIn, welfare } from '#test/referrals';

const { need } = facts();
const day = (text: string) => text as LocalDate;
const agreements = [{ from: day('2026-01-01') }];
const usual: Sending = { need, agreements, weekCount: 0, calendar: calendar() };
const open = (n: number, over: Partial<Onward> = {}) =>
  referralIn('in-progress', { onward: Array.from({ length: n }, (_, at) => onwardIn('requested', { id: `${referralId}-0000000${at}` as never, ...over })) });
const warned = (sending: Partial<Sending>, service: object = {}, referral = open(0)) => warningsOn(referral, service, { ...usual, ...sending }, monday);

describe('before sending, a practitioner is warned', () => {
  test('of nothing where nothing is known that speaks against it', () => {
    expect(warned({})).toEqual([]);
    expect(warned({ age: 40, gender: 'other', capacity: {} }, { eligibility: { fromAge: 16, toAge: 64, only: 'women' } })).toEqual([]);
    expect(warned({}, { eligibility: { fromAge: 16, only: 'men' } })).toEqual([]);
  });
  test.each<[string, Partial<Sending>, object, object[]]>([
    ['that it is full until a day', { capacity: { fullUntil: day('2026-11-02') } }, {}, [{ warning: 'full', until: '2026-11-02' }]],
    ['of that no more when the day is over', { capacity: { fullUntil: day('2026-11-01'), places: 0 } }, {}, []],
    ['that it has no place', { capacity: { places: 0 } }, {}, [{ warning: 'full' }]],
    ['that it takes nobody', { capacity: { pausedUntil: 'further-notice', places: 3 } }, {}, [{ warning: 'paused' }]],
    ['until when it takes nobody', { capacity: { pausedUntil: day('2026-12-01') } }, {}, [{ warning: 'paused', until: '2026-12-01' }]],
    ['how long one waits', { capacity: { waitingWeeks: 6 } }, {}, [{ warning: 'waiting-list', weeks: 6 }]],
    ['that the person is too young', { age: 15 }, { eligibility: { fromAge: 16 } }, [{ warning: 'too-young', from: 16 }]],
    ['that the person is too old', { age: 65 }, { eligibility: { toAge: 64 } }, [{ warning: 'too-old', to: 64 }]],
    ['not at the ages themselves', { age: 16 }, { eligibility: { fromAge: 16, toAge: 16 } }, []],
    ['that it is for women', { gender: 'male' }, { eligibility: { only: 'women' } }, [{ warning: 'only', only: 'women' }]],
    ['that no agreement is recorded', { agreements: [] }, {}, [{ warning: 'agreement-missing' }]],
    ['that none holds yet', { agreements: [{ from: day('2027-01-01') }] }, {}, [{ warning: 'agreement-missing' }]],
    [
      'since when it is over',
      { agreements: [{ from: day('2025-01-01'), until: day('2026-11-01') }] },
      {},
      [{ warning: 'agreement-over', until: '2026-11-01' }],
    ],
    ['that it got many this week', { weekCount: 10 }, {}, [{ warning: 'many-this-week', count: 10 }]],
    ['to ring where it is wanted today', { neededBy: day('2026-11-02') }, {}, [{ warning: 'phone-now' }]],
    [
      'that it is closed, and when it opens',
      { neededBy: day('2026-11-02') },
      { opening: [{ day: 2, from: '10:00', to: '12:00' }] },
      [{ warning: 'closed-now', opens: '2026-11-03T10:00:00.000Z' }],
    ],
    ['not to ring where it is wanted tomorrow', { neededBy: day('2026-11-03') }, {}, []],
  ])('%s', (_, sending, service, expected) => expect(warned(sending, service)).toEqual(expected));
  test('when this would be the third service that is asked for one need', () => {
    expect(warned({}, {}, open(1))).toEqual([]);
    expect(warned({}, {}, open(2))).toEqual([{ warning: 'asked-others', open: 2 }]);
    expect(warned({}, {}, open(2, { need: { display: 'Something else' } }))).toEqual([]);
  });
});

describe('after a no', () => {
  const full = { code: 'no-capacity', text: 'Full' };
  const no = onwardIn('rejected', { reason: full, fullUntil: day('2027-03-01'), service: 'parcels', neededBy: day('2026-11-20') } as Partial<Onward>);
  test('it is known what to look for, and who was asked', () => {
    const other = onwardIn('accepted', { id: `${referralId}-00000002` as never, organisation: welfare });
    const elsewhere = onwardIn('accepted', { id: `${referralId}-00000003` as never, need: { display: 'Debt' } });
    expect(nextBest(referralIn('in-progress', { onward: [no, other, elsewhere] }), no.id)).toEqual({
      ...{ area: 'S12000049', need, urgency: 'routine', neededBy: '2026-11-20', reason: full, fullUntil: '2027-03-01' },
      declinedBy: { organisation: pantry, service: 'parcels' },
      leaveOut: [{ organisation: pantry, service: 'parcels' }, { organisation: welfare }],
      others: [other.id],
    });
  });
  test.each([
    ['it said yes', onwardIn('accepted')],
    ['it helps the person already', onwardIn('rejected', { reason: { code: 'already-supporting', text: 'x' } } as Partial<Onward>)],
    ['it was sent in error', onwardIn('entered-in-error')],
  ])('nothing is to be looked for where %s', (_, onward) => expect(nextBest(referralIn('in-progress', { onward: [onward] }), onward.id)).toBe(undefined));
});

test('a service’s week counts what was sent to it in seven days, open and closed, whenever it changed last', async () => {
  const table = memoryTable();
  const at = later(monday, 20 * 86_400_000);
  const sent = (n: number, daysAgo: number, over: Partial<Onward> = {}, status: Onward['status'] = 'requested') => {
    const sentAt = later(at, -daysAgo * 86_400_000);
    const version = { versionId: 1, lastUpdated: later(at, -1000) };
    const own = { id: `${referralId}-0000000${n}` as never, sentAt, service: 'parcels', task: version };
    return { put: onwardItem(onwardIn(status, { ...own, ...over } as Partial<Onward>), 1, referralId) };
  };
  await table.write([sent(1, 1), sent(2, 6, {}, 'rejected'), sent(3, 8), sent(4, 1, { service: 'cooking' }), sent(5, 1, { organisation: welfare })]);
  expect([
    await sentInWeek(table, pantry, 'parcels', at),
    await sentInWeek(table, pantry, undefined, at),
    await sentInWeek(table, 'nobody', 'parcels', at),
  ]).toEqual([2, 3, 0]);
});
