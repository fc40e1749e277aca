import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { About } from '#people/about';
import { appointmentOf, cannotWrite, textNumbers } from '#people/messages';
import type { LocalDate } from '#platform/types';
import { modes, stepKinds } from '#referral/casework-lists';
import type { NextStep } from '#referral/types';

const reached = { about: {} as About, died: false, doNotContact: false, known: true };
const step = (over: Partial<NextStep> = {}): NextStep => ({ kind: 'visit', day: '2026-12-01' as LocalDate, time: '14:30', mode: 'practice', ...over });
const plain = { sensitive: false, practice: 'Birchtree Practice' };

describe('whether a person may be written to', () => {
  test('what is not forbidden is allowed', () => {
    expect([cannotWrite('text', reached), cannotWrite('letter', reached)]).toEqual([undefined, undefined]);
    const about: About = { safeContact: { no: ['text', 'voicemail'], when: 'weekdays' } };
    expect([cannotWrite('text', { ...reached, about }), cannotWrite('letter', { ...reached, about })]).toEqual(['asked-not-to', undefined]);
  });
  test('what would hurt most is said first', () => {
    const all = { about: { safeContact: { no: ['letter'] } } as About, died: true, doNotContact: true, known: false };
    expect(cannotWrite('letter', all)).toBe('died');
    expect(cannotWrite('letter', { ...all, died: false })).toBe('do-not-contact');
    expect(cannotWrite('letter', { ...all, died: false, doNotContact: false })).toBe('asked-not-to');
    expect(cannotWrite('text', { ...all, died: false, doNotContact: false })).toBe('nowhere-to');
  });
});

describe('the numbers that take texts', () => {
  test.each([
    ['07700 900123', '+447700900123'],
    ['+44 7700 900123', '+447700900123'],
    ['+44 (0)7700 900123', '+447700900123'],
    ['0044 7700-900-123', '+447700900123'],
    ['07624 400000', '+447624400000'],
  ])('%s is %s', (given, number) => {
    expect(textNumbers([given])).toEqual([number]);
  });
  test.each(['01632 960123', '0141 496 0000', '070 1234 5678', '07600 123456', '07700 90012', '07700 9001234', '+1 202 555 0123', 'ask her sister', ''])(
    '%s is none',
    (given) => {
      expect(textNumbers([given])).toEqual([]);
    },
  );
  test('stand each once, in their order', () => {
    expect(textNumbers(['01632 960123', '07700 900456', '+447700900123', '07700900456'])).toEqual(['+447700900456', '+447700900123']);
  });
});

describe('what is said of an appointment', () => {
  test('is the day, the time and the place', () => {
    expect(appointmentOf(step(), plain)).toEqual({ day: '2026-12-01', time: '14:30', where: { at: 'named', name: 'Birchtree Practice' } });
    expect(appointmentOf(step({ place: 'Room 3' }), plain)?.where).toEqual({ at: 'named', name: 'Birchtree Practice, Room 3' });
    expect(appointmentOf(step({ mode: 'home' }), plain)?.where).toEqual({ at: 'home' });
    expect(appointmentOf(step({ mode: 'telephone' }), plain)?.where).toEqual({ at: 'telephone' });
    expect(appointmentOf(step({ mode: 'community', place: 'Drumgarth Library' }), plain)?.where).toEqual({ at: 'named', name: 'Drumgarth Library' });
    expect(appointmentOf(step({ mode: 'walk-and-talk' }), plain)).toEqual({ day: '2026-12-01', time: '14:30' });
  });
  test('is nothing where nobody is to come, or at no time', () => {
    for (const none of [undefined, step({ mode: 'letter' }), step({ mode: 'text' }), step({ kind: 'wait-for-organisation' })])
      expect(appointmentOf(none, plain)).toBeUndefined();
    const { time: _, ...timeless } = step();
    expect(appointmentOf(timeless, plain)).toBeUndefined();
  });
  test('never tells what the practitioner wrote of it, and of something sensitive no name at all', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...modes), fc.constantFrom(...stepKinds), fc.boolean(), (mode, kind, sensitive) => {
        const one = step({ mode, kind, place: 'Zq-place', what: 'Zq-what', alone: { knows: 'Zq-knows', backBy: '2026-12-01T16:00:00.000Z' as never } });
        const told = JSON.stringify(appointmentOf(one, { sensitive, practice: 'Zq-practice' }) ?? {});
        read += told.length > 2 ? 1 : 0;
        expect(told).not.toMatch(/Zq-what|Zq-knows/);
        if (sensitive) expect(told).not.toMatch(/Zq|home/);
      }),
      { numRuns: 400 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
