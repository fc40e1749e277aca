/** Who is away, who covers, and whether anybody looks after a list. */
import { describe, expect, test } from 'vitest';
import { type Absence, absenceFault, absenceOn, covering, isAwayOn, isOver } from '#directory/absences';
import { attendanceOf, isAttended, type Standing } from '#directory/attendance';
import type { PracticeId, PractitionerCaller, PractitionerId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';

const day = (text: string) => `2026-11-${text}` as LocalDate;
const id = (text: string) => text as PractitionerId;
const [birchtree, thistledown] = ['birchtree' as PracticeId, 'thistledown' as PracticeId];
const absence = (over: Partial<Absence> = {}): Absence => ({
  ...{ id: 'a0000001', practitioner: id('catriona'), from: day('10'), to: day('14'), cover: id('jamal') },
  ...{ versionId: 1, lastUpdated: '2026-11-01T09:00:00.000Z' as Instant, by: 'practitioner/catriona' },
  ...over,
});

describe('an absence', () => {
  test.each([
    ['09', false],
    ['10', true],
    ['14', true],
    ['15', false],
  ])('from the 10th to the 14th holds on the %s: %s', (on, holds) => {
    expect(isAwayOn(absence(), day(on))).toBe(holds);
    expect(absenceOn([absence()], day(on)) !== undefined).toBe(holds);
  });
  test('that was ended counts until the day before', () => {
    const ended = absence({ endedOn: day('12') });
    expect(['10', '11', '12', '13'].map((on) => isAwayOn(ended, day(on)))).toEqual([true, true, false, false]);
    expect([isOver(ended, day('11')), isOver(ended, day('12'))]).toEqual([false, true]);
  });
  test.each([
    ['backwards', { from: day('12'), to: day('11') }, [], [], 'to-before-from'],
    ['over', { from: day('02'), to: day('04') }, [], [], 'over'],
    ['covered by herself', { cover: id('catriona') }, [], [], 'cover-self'],
    ['on days noted before', {}, [absence({ from: day('14'), to: day('20') })], [], 'overlaps'],
    ['while the cover is away', {}, [], [absence({ practitioner: id('jamal'), from: day('08'), to: day('10') })], 'cover-away'],
    ['beside one that was ended', {}, [absence({ endedOn: day('05') })], [], undefined],
    ['right after another', {}, [absence({ from: day('06'), to: day('09') })], [], undefined],
  ])('%s', (_, over, own, covers, fault) => {
    expect(absenceFault(absence(over), own, covers, day('05'))).toBe(fault);
  });
});

describe('who covers', () => {
  const jamal = { kind: 'practitioner', practitioner: id('jamal'), practices: [thistledown], client: 'user.jamal' } as unknown as PractitionerCaller;
  test('works where who is away works, for the time', () => {
    expect(covering(jamal, [{ practitioner: id('catriona'), practices: [birchtree, thistledown] }])).toEqual({
      ...jamal,
      practices: [thistledown, birchtree],
      covers: { practitioners: [id('catriona')], practices: [birchtree] },
    });
  });
  test('for nobody is who he was', () => {
    expect(covering(jamal, [])).toBe(jamal);
    expect(covering(jamal, [{ practitioner: id('jamal'), practices: [birchtree] }])).toBe(jamal);
  });
});

describe('a list is looked after', () => {
  const standing = (over: Partial<Standing> = {}): Standing => ({ id: id('catriona'), practices: [birchtree], signIn: true, absences: [], ...over });
  const jamal = (over: Partial<Standing> = {}) => new Map([[id('jamal'), standing({ id: id('jamal'), practices: [thistledown], ...over })]]);
  test.each([
    ['by her who is there', standing(), jamal(), 'there'],
    ['by her cover', standing({ absences: [absence()] }), jamal(), 'covered'],
    ['by nobody without a cover', standing({ absences: [{ ...absence(), cover: undefined } as never] }), jamal(), 'away'],
    ['by nobody while the cover is away too', standing({ absences: [absence()] }), jamal({ absences: [absence({ practitioner: id('jamal') })] }), 'cover-away'],
    ['by nobody where the cover has left', standing({ absences: [absence()] }), jamal({ practices: [] }), 'cover-away'],
    ['by nobody where the cover cannot sign in', standing({ absences: [absence()] }), jamal({ signIn: false }), 'cover-away'],
    ['by nobody where the cover is unknown', standing({ absences: [absence()] }), new Map(), 'cover-away'],
    ['by nobody who has left, away or not', standing({ practices: [thistledown], absences: [absence()] }), jamal(), 'left'],
    ['by nobody who cannot sign in', standing({ signIn: false }), jamal(), 'signed-out'],
  ])('%s', (_, one, others, is) => {
    const attendance = attendanceOf(one, birchtree, others, day('11'));
    expect(attendance.is).toBe(is);
    expect(isAttended(attendance)).toBe(is === 'there' || is === 'covered');
  });
});
