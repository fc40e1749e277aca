/** Goals and measurements that are written down late, otherwise or not at all any more. */
import type { Goal, Observation } from 'fhir/r4.js';
import type { Instrument } from '#directory/types';
import { recordFrom, recordIdOf, recordStore } from '#people/record-store';
import type { HealthRecord } from '#people/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Referral } from '#referral/types';
import { observationOf } from '#web/measures/measurement';
import { by, every, type Hub, heads, learntAt } from './lived-hub.ts';

const daysOn = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10) as LocalDate;
const records = (hub: Hub, type: 'Goal' | 'Observation'): HealthRecord[] =>
  hub.all().flatMap((item) => (item.sk.startsWith(`T#${type}#`) ? [recordFrom(item)] : []));
const rewritten = async (hub: Hub, before: HealthRecord, resource: Goal | Observation): Promise<void> => {
  const after = { ...before, resource: JSON.stringify(resource), versionId: before.versionId + 1, lastUpdated: learntAt };
  const { outcome } = await recordStore(hub.table).write(after, before, []);
  if (outcome !== 'written') throw new Error(`a record was not written: ${outcome}`);
};
const ends = [
  ['completed', 'improving'],
  ['completed', 'not-achieved'],
  ['rejected', undefined],
  ['entered-in-error', undefined],
  ['proposed', undefined],
] as const;
export const goalsEnded = async (hub: Hub): Promise<number> => {
  const some = every(4, records(hub, 'Goal'));
  for (const [n, record] of some.entries()) {
    const [lifecycleStatus, code] = ends[n % ends.length] ?? ends[0];
    const achieved = code ? { achievementStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code }] } } : {};
    await rewritten(hub, record, { ...JSON.parse(record.resource), lifecycleStatus, statusDate: daysOn('2026-03-01', n), ...achieved });
  }
  return some.length;
};
export const measuresStruck = async (hub: Hub): Promise<number> => {
  const some = every(13, records(hub, 'Observation'));
  for (const record of some) await rewritten(hub, record, { ...JSON.parse(record.resource), status: 'entered-in-error' });
  return some.length;
};
const more: Readonly<Partial<Record<Instrument, readonly string[]>>> = {
  wsas: ['wsas-score'],
  hads: ['hads-anxiety', 'hads-depression'],
  mycaw: ['mycaw-concern-1', 'mycaw-concern-2', 'mycaw-wellbeing'],
  ons4: ['ons4-life-satisfaction'],
};
const shorts = 'zyxwv';
/** Days after the referral: two before what will be the first of them by day, two when a follow-up is due. */
const daysAfter = [12, 3, 9, 280, 262];
/** Of instruments that few use; and of one that is asked often, a second time within the days of a baseline or of a follow-up. */
const measuredOf = ({ id, person, practice, receivedAt }: Referral, n: number): HealthRecord[] =>
  Object.entries(more).flatMap(([instrument, codes]) =>
    daysAfter.flatMap((days, turn): HealthRecord[] => {
      const day = daysOn(receivedAt.slice(0, 10), days + (n % 5));
      const values = codes.map((code, place) => ({ code, text: String((n * 7 + turn * 3 + place) % 7) }));
      const resource = JSON.stringify(observationOf({ instrument: instrument as Instrument, name: instrument, day, person, referral: id, values }));
      const recordId = recordIdOf({ referral: id }, `${instrument.slice(1, 2)}${shorts[turn]}000000`);
      const lastUpdated = `${day}T12:00:00.000Z` as Instant;
      return day < learntAt.slice(0, 10)
        ? [{ type: 'Observation', id: recordId, practice, of: { referral: id }, resource, by, versionId: 1, lastUpdated }]
        : [];
    }),
  );
export const measuredMore = async (hub: Hub): Promise<number> => {
  const spoken = (await heads(hub)).filter(({ casework }) => casework?.firstContactAt);
  const made = every(3, spoken).flatMap(measuredOf);
  for (const record of made) await recordStore(hub.table).write(record, undefined, []);
  return made.length;
};
