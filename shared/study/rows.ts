/** What of a participant stands in the files: days from the one that is theirs, pseudonyms, codes and numbers. Nothing in anybody's own words. */
import type { Instrument } from '#directory/types';
import { daysBetween } from '#platform/time';
import type { LocalDate } from '#platform/types';
import type { Told, tellingAt } from './anonymity.ts';
import { consentDay } from './consent.ts';
import { byDay, placed } from './days.ts';
import type { Participant, Placed, Suggestion } from './types.ts';

type Row = string[];
const dayOf = ({ zero }: Pick<Participant, 'zero'>, day: LocalDate | undefined): string => (day === undefined ? '' : String(daysBetween(zero, day)));

/** As it is kept until it is known how coarse it must be: `told` beside the rest of the row. */
export type Waiting = { told: Told; rest: Row };
export const participantRow = (who: Participant, told: Told, cutOff: LocalDate): Waiting => ({
  told,
  rest: [
    who.pseudonym,
    told.practice,
    who.arm,
    dayOf(who, consentDay(who.said, cutOff)),
    who.simd === 'not-known' ? '' : who.simd.version,
    dayOf(who, who.firstContact),
    String(who.contacts.filter(({ twoWay }) => twoWay).length),
    String(who.suggestions.length),
    String(who.suggestions.filter(({ attended }) => attended !== undefined).length),
    who.ended?.reason ?? '',
    dayOf(who, who.ended?.day),
  ],
});
export const toldRow = ({ told, rest }: Waiting, telling: ReturnType<typeof tellingAt>): Row => {
  const [pseudonym = '', practice = '', arm = '', consent = '', version = '', ...others] = rest;
  const coarse = telling(told);
  return [pseudonym, practice, arm, consent, coarse.age, coarse.sex, coarse.simd, coarse.simd === '' ? '' : version, ...others];
};

export const contactRows = (who: Participant): Row[] =>
  who.contacts
    .toSorted(byDay)
    .map(({ day, mode, outcome, twoWay, minutes }) => [
      who.pseudonym,
      dayOf(who, day),
      mode,
      outcome,
      twoWay ? 'yes' : 'no',
      minutes === undefined ? '' : String(minutes),
    ]);

/** `named`: pseudonyms of organisations. */
export const suggestionRows = (who: Participant, named: (resource: string) => string): Row[] => {
  const row = ({ day, resource, kind, need, answer, attended }: Suggestion): Row => [
    who.pseudonym,
    dayOf(who, day),
    named(resource),
    kind ?? '',
    need ?? '',
    answer === undefined ? '' : answer.accepted ? 'yes' : 'no',
    dayOf(who, answer?.day),
    attended === undefined ? 'no' : 'yes',
    dayOf(who, attended),
  ];
  return who.suggestions.toSorted(byDay).map(row);
};

/** Of a state: the sum of its digits. Undefined: no number. */
const scoreOf = (code: string, text: string): number | undefined => {
  if (code.endsWith('-state')) return [...text].reduce((sum, digit) => sum + Number(digit), 0);
  const value = Number(text);
  return text !== '' && Number.isFinite(value) ? value : undefined;
};
const measureRowsOf = (who: Participant, { instrument, timepoint, day, by, values, absent }: Placed): Row[] => {
  const about = [who.pseudonym, instrument, timepoint, dayOf(who, day)];
  if (absent !== undefined) return [[...about, '', '', '', by, absent]];
  return values.map(({ code, text }) => [...about, code, text, String(scoreOf(code, text) ?? ''), by, '']);
};
export const measureRows = (who: Participant, instruments: readonly Instrument[]): Row[] =>
  instruments.flatMap((name) => placed(who, name).flatMap((one) => measureRowsOf(who, one)));
