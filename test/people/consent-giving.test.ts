/** Who may agree, by age and by the route that the programme set. */
import { describe, expect, test } from 'vitest';
import { giversOf, isUnder16 } from '#people/consent-giving';
import type { LocalDate } from '#platform/types';

const on = (text: string) => text as LocalDate;

describe('somebody is under 16', () => {
  test.each([
    ['2010-11-24', '2026-11-23', 'yes'],
    ['2010-11-23', '2026-11-23', 'no'],
    ['2012-02-29', '2028-02-28', 'yes'],
    ['2012-02-29', '2028-02-29', 'no'],
    ['2008-02-29', '2024-02-29', 'no'],
    ['2010', '2026-11-23', 'unknown'],
    ['2010-11', '2026-11-23', 'unknown'],
    ['2010-12', '2026-11-23', 'yes'],
    ['2010-10', '2026-11-23', 'no'],
    ['2011', '2026-11-23', 'yes'],
    ['2009', '2026-11-23', 'no'],
    [undefined, '2026-11-23', 'unknown'],
    ['', '2026-11-23', 'unknown'],
  ] as const)('born %s, on %s: %s', (birthDate, today, under16) => expect(isUnder16(birthDate, on(today))).toBe(under16));
});

test.each([
  ['no', 'not-offered', ['person']],
  ['yes', 'own-consent-if-understands', ['person-understands', 'parent']],
  ['yes', 'parent-or-guardian', ['parent']],
  ['yes', 'not-offered', []],
  ['unknown', 'own-consent-if-understands', ['person', 'person-understands', 'parent']],
  ['unknown', 'not-offered', ['person']],
] as const)('under 16 %s, route %s: %j may agree', (under16, route, givers) => expect(giversOf(under16, route)).toEqual(givers));
