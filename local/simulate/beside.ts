/** What is kept of a person beside the referral: goals and how they go, measures at the beginning and nine months later, what was learnt, places told of. */
import type { Goal } from 'fhir/r4.js';
import type { Instrument } from '#directory/types';
import type { Value } from '#fhir/record/measurement';
import { recordIdOf } from '#people/record-store';
import type { HealthRecord } from '#people/types';
import { instantOf } from '#platform/time';
import { nameOf } from '#referral/carry-out';
import { newGoal, type Progress, type Theme, withProgress } from '#web/matters/goal-resource';
import { observationOf } from '#web/measures/measurement';
import type { Chance } from './chance.ts';
import type { Story } from './happening.ts';
import { askedToTakePart } from './study.ts';
import { dateAt, day, minute } from './time.ts';

const wishes: readonly (readonly [string, Theme])[] = [
  ['Open my post without feeling sick', 'facing-crises'],
  ['Get out of the house once a week', 'living-well'],
  ['Know what I can claim', 'navigating-systems'],
  ['Sleep through the night', 'living-well'],
  ['Live with what the doctor told me', 'adapting-to-diagnosis'],
  ['Have somebody to eat with', 'living-well'],
];
const recordOf = (story: Story, type: HealthRecord['type'], of: HealthRecord['of'], at: number, resource: object): HealthRecord => ({
  ...{ type, id: recordIdOf(of, story.by.ids.short()), practice: story.practice.id, of, resource: JSON.stringify(resource) },
  ...{ by: nameOf(story.owner), versionId: 1, lastUpdated: instantOf(at) },
});
const goal = (story: Story, talks: readonly number[]): void => {
  const { by, person, owner, happenings } = story;
  const [words, theme] = by.pick(wishes);
  const from = Number(talks[0]) + 30 * minute;
  const agreed: Goal = newGoal({ words, theme }, `Patient/${person.id}`, dateAt(from));
  let record = recordOf(story, 'Goal', { person: person.id }, from, agreed);
  happenings.push({ at: from, does: 'record', record });
  let resource = agreed;
  for (const [n, talk] of talks.slice(1).entries()) {
    const at = talk + 35 * minute;
    const isLast = n === talks.length - 2;
    const progress = isLast
      ? by.weighted([
          [45, 'done'],
          [30, 'better'],
          [10, 'same'],
          [5, 'worse'],
          [10, 'stopped'],
        ] as const)
      : by.weighted<Progress>([
          [55, 'better'],
          [35, 'same'],
          [10, 'worse'],
        ]);
    if (!isLast && by.yes(0.6)) continue;
    resource = withProgress(resource, { progress, line: '', at: instantOf(at), today: dateAt(at), by: `Practitioner/${owner.practitioner}` });
    const after: HealthRecord = { ...record, resource: JSON.stringify(resource), versionId: record.versionId + 1, lastUpdated: instantOf(at) };
    happenings.push({ at, does: 'record', record: after, before: record });
    record = after;
  }
};

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(most, Math.round(value)));
export const noise = (by: Chance) => by.next() + by.next() + by.next() - 1.5;
/** `well`: from 0 to 1. */
const answers: Readonly<Partial<Record<Instrument, (well: number, by: Chance) => Value[]>>> = {
  ons4: (well, by) =>
    ['life-satisfaction', 'worthwhile', 'happiness', 'anxiety'].map((what) => {
      const value = (what === 'anxiety' ? 1 - well : well) * 10 + noise(by) * 2;
      return { code: `ons4-${what}`, text: String(within(value, 0, 10)) };
    }),
  'eq-5d-5l': (well, by) => [
    { code: 'eq-5d-5l-state', text: Array.from({ length: 5 }, () => within(5 - well * 4 + noise(by) * 1.6, 1, 5)).join('') },
    { code: 'eq-5d-5l-vas', text: String(within(well * 90 + noise(by) * 15, 0, 100)) },
  ],
  swemwbs: (well, by) => [{ code: 'swemwbs-raw', text: String(within(7 + well * 26 + noise(by) * 4, 7, 35)) }],
};
export const answered = (instrument: Instrument, well: number, by: Chance): Value[] => answers[instrument]?.(well, by) ?? [];
const shares: readonly (readonly [Instrument, number])[] = [
  ['ons4', 0.7],
  ['eq-5d-5l', 0.45],
  ['swemwbs', 0.4],
];
const measured = (story: Story, instrument: Instrument, at: number, well: number): void => {
  const { by, person, referral, owner, happenings } = story;
  const about = { instrument, name: instrument, day: dateAt(at), person: person.id, referral, practitioner: owner.practitioner };
  const values = answered(instrument, well, by);
  const resource = by.yes(0.04) ? observationOf({ ...about, absent: 'declined', why: 'Would rather not' }) : observationOf({ ...about, values });
  happenings.push({ at, does: 'record', record: recordOf(story, 'Observation', { referral }, at, resource) });
};
/** Nine months after the first, give or take a month; some are not found any more. */
const measures = (story: Story, talks: readonly number[]): void => {
  const { by } = story;
  const well = Math.max(0.05, Math.min(0.95, 0.42 + noise(by) * 0.3));
  const since = well + noise(by) * 0.16 + (talks.length >= 3 ? 0.05 : 0.01);
  const first = Number(talks[by.yes(0.8) ? 0 : Math.min(1, talks.length - 1)]) + 40 * minute;
  const then = first + (274 + by.whole(-32, 32)) * day;
  const isFound = by.yes(talks.length >= 3 ? 0.52 : 0.3);
  for (const [n, [instrument, share]] of shares.entries()) {
    if (!by.yes(share)) continue;
    measured(story, instrument, first + n * minute, well);
    if (isFound && by.yes(0.92)) measured(story, instrument, then + n * minute, since);
  }
};

const learnt = (story: Story, at: number): void => {
  const { by, person, practice, owner } = story;
  const about = by.weighted([
    [5, { safeContact: { no: ['voicemail'] } }],
    [3, { communication: { language: 'Polish', interpreter: true } }],
    [2, { communication: { bsl: true } }],
    [3, { carer: true }],
  ] as const);
  const { ethnicity } = person;
  const whole = { ...about, ...(ethnicity ? { ethnicity } : {}), ...(person.turn === 'sensitive' ? { sensitive: true as const } : {}) };
  const kept = { person: person.id, practice: practice.id, versionId: 1, lastUpdated: instantOf(at), by: nameOf(owner), about: whole };
  story.happenings.push({ at, does: 'learn', about: kept });
};
/** Told of places to go to by themselves. */
const signposted = ({ by, person, programme, happenings }: Story, talks: readonly number[]): void => {
  for (const talk of talks.slice(0, 2)) {
    if (!by.yes(0.14)) continue;
    const { id, service } = by.pick(programme.organisations);
    happenings.push({ at: talk + 20 * minute, does: 'signpost', person: person.id, entry: `${id}.${service.id}` });
  }
};

/** `known`: the person was here before. */
export const keepBeside = (story: Story, talks: readonly number[], known: boolean): void => {
  const { by, person } = story;
  if (by.yes(0.55)) goal(story, talks);
  measures(story, talks);
  if (!known && (person.turn === 'sensitive' || by.yes(0.07))) learnt(story, Number(talks[0]) + 45 * minute);
  signposted(story, talks);
  if (!known) askedToTakePart(story, Number(talks[0]));
};
