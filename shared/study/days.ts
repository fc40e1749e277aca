/** When a measurement was made of somebody's course. */
import { baselineOf, type Episode, followUpWindow, type Timepoint, timepointOf } from '#people/timepoints';
import { compare } from '#platform/table-terms';
import type { LocalDate } from '#platform/types';
import type { Measured, Participant, Placed } from './types.ts';

/** Those of one day stay in their order. */
export const byDay = (one: { day: LocalDate }, other: { day: LocalDate }): number => compare(one.day, other.day);

type Measuring = Pick<Participant, 'zero' | 'arm' | 'firstContact' | 'measures'>;
/** In a comparison practice nobody sees a links practitioner: the course begins with the consent. */
const episodeOf = ({ zero, arm, firstContact }: Measuring): Episode => {
  const first = arm === 'comparison' ? zero : firstContact;
  return first === undefined ? { came: zero } : { came: zero, firstContact: first };
};
type Numbered = { id: string; day: LocalDate; one: Measured };
const ofInstrument = (measures: readonly Measured[], instrument: string): Numbered[] =>
  measures
    .filter((one) => one.instrument === instrument)
    .toSorted(byDay)
    .map((one, n) => ({ id: String(n), day: one.day, one }));

/** Oldest first, each with when it was: only what has values can be somebody's baseline. */
export const placed = (who: Measuring, instrument: string): Placed[] => {
  const all = ofInstrument(who.measures, instrument);
  const counted = all.filter(({ one }) => one.absent === undefined);
  return all.map((each): Placed => ({ ...each.one, timepoint: timepointOf(each, counted, episodeOf(who)) as Timepoint }));
};
/** Nine months on, of the first instrument that has a baseline, else of the first contact. Undefined: there is nothing yet to count from. */
export const followUpOf = (who: Measuring, instruments: readonly string[]): { opens: LocalDate; closes: LocalDate } | undefined => {
  const episode = episodeOf(who);
  const baselines = instruments.flatMap(
    (name) =>
      baselineOf(
        ofInstrument(who.measures, name).filter(({ one }) => one.absent === undefined),
        episode,
      )?.day ?? [],
  );
  const from = baselines.sort()[0] ?? episode.firstContact;
  return from && followUpWindow(from);
};
