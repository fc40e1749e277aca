/**
 * Gaelic. A NATIVE READER HAS TO CHECK THIS FILE BEFORE ANYBODY IS GIVEN A SHEET IN GAELIC.
 * Weekdays and months as Unicode's CLDR writes them in dates: `DiMàirt 1 dhen Dùbhlachd`.
 */
import type { when as english } from '#web/words/en/when';
import type { Translated } from '#web/words/words';

export const when = {
  today: 'an-diugh',
  tomorrow: 'a-màireach',
  yesterday: 'an-dè',
  weekdays: ['DiDòmhnaich', 'DiLuain', 'DiMàirt', 'DiCiadain', 'DiarDaoin', 'DihAoine', 'DiSathairne'],
  months: [
    'dhen Fhaoilleach',
    'dhen Ghearran',
    'dhen Mhàrt',
    'dhen Ghiblean',
    'dhen Chèitean',
    'dhen Ògmhios',
    'dhen Iuchar',
    'dhen Lùnastal',
    'dhen t-Sultain',
    'dhen Dàmhair',
    'dhen t-Samhain',
    'dhen Dùbhlachd',
  ],
} as const satisfies Translated<typeof english>;
