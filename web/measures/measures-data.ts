/** What the measures page loads: what is switched on, and everything measured of the person, with when in its episode it was. */
import type { Instrument } from '#directory/types';
import { type Measurement, measurementIn } from '#fhir/record/measurement';
import { instruments } from '#people/instruments';
import { baselineOf, type Episode, type Measured, nextTimepoint, type Timepoint, timepointOf } from '#people/timepoints';
import type { Referral } from '#referral/types';
import { londonDate } from '#referral/working-days';
import type { Visit } from '#web/frame/page';
import { areaOf, type PersonCase, personCase } from '#web/people/person-page';
import { recordsSeen } from '#web/people/records';
import { studiesAsking } from '#web/study/asking';

export type Placed = Measurement & { timepoint?: Timepoint; baseline?: Measurement };
export type MeasuresCase = {
  found: PersonCase;
  on: readonly Instrument[];
  /** Newest first. */
  measurements: readonly Placed[];
  /** Some study asks them to take part. */
  asked: boolean;
};

const counts = ({ struck, absent }: Measurement): boolean => struck === undefined && absent === undefined;
const byDay = (one: Measurement, other: Measurement): number =>
  one.day === other.day ? (one.recordedAt < other.recordedAt ? -1 : 1) : one.day < other.day ? -1 : 1;
const episodeOf = ({ receivedAt, casework }: Referral): Episode => ({
  came: londonDate(receivedAt),
  ...(casework?.firstContactAt ? { firstContact: londonDate(casework.firstContactAt) } : {}),
});
/** What belongs to no referral counts in the episode at hand. */
const episodeFor = ({ referrals, referral }: PersonCase, one: Pick<Measurement, 'referral'>): Referral | undefined =>
  referrals.find(({ id }) => id === one.referral) ?? referral;
const sameEpisode = (found: PersonCase, all: readonly Measurement[], instrument: Instrument, referral: Referral): Measurement[] =>
  all.filter((one) => one.instrument === instrument && counts(one) && episodeFor(found, one)?.id === referral.id).sort(byDay);

const placed = (one: Measurement, all: readonly Measurement[], found: PersonCase): Placed => {
  const referral = episodeFor(found, one);
  if (!referral || !counts(one)) return one;
  const measured = sameEpisode(found, all, one.instrument, referral);
  const first = baselineOf(measured, episodeOf(referral));
  const baseline = all.find(({ id }) => id === first?.id);
  return { ...one, timepoint: timepointOf(one, measured, episodeOf(referral)), ...(baseline && baseline.id !== one.id ? { baseline } : {}) };
};

export const measuresCase = async (visit: Visit): Promise<MeasuresCase | undefined> => {
  const found = await personCase(visit);
  if (!found) return undefined;
  const [kept, { measures: on }, studies] = await Promise.all([
    recordsSeen('Observation', found, visit),
    areaOf(found, visit),
    studiesAsking(found.known.person.practice, visit),
  ]);
  const all = kept.flatMap((one) => measurementIn(one) ?? []);
  return { found, on, asked: studies.length > 0, measurements: all.map((one) => placed(one, all, found)).sort((one, other) => byDay(other, one)) };
};

/** Those switched on, and those that were once and have something to show. */
export const instrumentsOf = ({ on, measurements }: MeasuresCase): Instrument[] => {
  const had = new Set(measurements.map(({ instrument }) => instrument));
  return [...on, ...(Object.keys(instruments) as Instrument[]).filter((name) => had.has(name) && !on.includes(name))];
};
/** Undefined: there is no referral to count from. */
export const nowFor = ({ found, measurements }: MeasuresCase, instrument: Instrument, { today }: Visit) => {
  const { referral } = found;
  if (!referral) return undefined;
  const measured: Measured[] = sameEpisode(found, measurements, instrument, referral);
  return { ...nextTimepoint(today, measured, episodeOf(referral)), hasBaseline: baselineOf(measured, episodeOf(referral)) !== undefined };
};
/** What the person called their concern before, so that nobody asks twice. */
export const wordsBefore = ({ measurements }: MeasuresCase, code: string): string | undefined =>
  measurements.flatMap(({ values, struck }) => (struck ? [] : values)).find((value) => value.code === code && value.words !== undefined)?.words;
