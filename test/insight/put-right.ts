/** What is learnt late or was wrong: done to lives that were lived already, each in the hub's own way. */
import type { Goal, Observation } from 'fhir/r4.js';
import type { Instrument } from '#directory/types';
import { managerOf, type Programme, practitionerAs } from '#local/simulate/programme';
import { unmerge } from '#people/merging';
import { changedPerson, personFrom } from '#people/person-store';
import { recordFrom, recordIdOf, recordStore } from '#people/record-store';
import type { HealthRecord, Person } from '#people/types';
import type { Instant, Item, LocalDate, Table } from '#platform/types';
import { type CarryOut, carryOut } from '#referral/carry-out';
import type { LaterAct } from '#referral/commands';
import { referralStore } from '#referral/referral-store';
import type { Referral, ReferralId } from '#referral/types';
import { observationOf } from '#web/measures/measurement';

export type Hub = { table: Table; all(): Item[]; carryOut: CarryOut };
/** All of it was heard of on that day. */
export const learntAt = '2026-10-30T10:00:00.000Z' as Instant;
const by = 'user.put-right';
const daysOn = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10) as LocalDate;
const every = <One>(n: number, list: readonly One[]): One[] => list.filter((_, at) => at % n === 0);
/** The published examples, and nobody's. */
const numbers = ['0101011237', '0101336489', '0101405073', '0101625707'];

const changed = async (hub: Hub, before: Person, facts: Person['facts']): Promise<void> => {
  await hub.table.write(changedPerson(before, { ...before, facts, versionId: before.versionId + 1, lastUpdated: learntAt, by }));
};
const people = (hub: Hub): Person[] => hub.all().flatMap((item) => (item.pk.startsWith('PERSON#') && item.sk === 'S' && item.data ? [personFrom(item)] : []));
const bornAnew = async (hub: Hub): Promise<number> => {
  const wrong = every(9, people(hub));
  for (const [n, person] of wrong.entries()) await changed(hub, person, { ...person.facts, birthDate: n % 3 === 0 ? '1961' : `19${40 + (n % 50)}-02-11` });
  return wrong.length;
};
const numbered = async (hub: Hub): Promise<number> => {
  const some = people(hub).filter(({ mergedInto }) => !mergedInto);
  for (const [n, value] of numbers.entries()) {
    const person = some[n * 7 + 1];
    if (person) await changed(hub, person, { ...person.facts, number: { system: 'chi', value } });
  }
  return numbers.length;
};
const parted = async (hub: Hub): Promise<number> => {
  const two = every(
    2,
    people(hub).filter(({ mergedInto }) => mergedInto),
  );
  for (const { id, mergedInto } of two) {
    const all = people(hub);
    const [source, target] = [all.find((one) => one.id === id), all.find((one) => one.id === mergedInto)];
    if (!source || !target) throw new Error('a merged record leads to nobody');
    const done = unmerge(source, target, { by, at: learntAt });
    if (!done.ok) throw new Error(`not parted: ${done.because}`);
    for (const after of done.changed) await hub.table.write(changedPerson(after.id === id ? source : target, after));
  }
  return two.length;
};

const heads = async (hub: Hub): Promise<Referral[]> => {
  const ids = new Set(hub.all().flatMap(({ pk }) => (pk.startsWith('REF#') ? [pk.slice(4) as ReferralId] : [])));
  const loaded = await Promise.all([...ids].map((id) => referralStore(hub.table).load(id)));
  return loaded.flatMap((one) => (one ? [one.referral] : []));
};
type By = Parameters<typeof carryOut>[2] extends infer Command ? Extract<Command, { by: unknown }>['by'] : never;
const done = async (
  hub: Hub,
  some: readonly Referral[],
  who: (referral: Referral) => By,
  act: (referral: Referral, n: number) => LaterAct,
): Promise<number> => {
  let count = 0;
  for (const [n, referral] of some.entries())
    if ((await carryOut(hub.carryOut, referral.id, { ...act(referral, n), by: who(referral), at: learntAt })).ok) count += 1;
  return count;
};
const owner = (referral: Referral): By => {
  if (!('practitioner' in referral) || !referral.practitioner) throw new Error('nobody has it');
  return practitionerAs(referral.practitioner, referral.practice);
};
const isOpen = ({ status }: Referral) => status === 'accepted' || status === 'in-progress';
/** Logged weeks after it was; before the first conversation, as often as not. */
const loggedLate = async (hub: Hub): Promise<number> =>
  done(hub, every(2, (await heads(hub)).filter(isOpen)), owner, (referral, n) => ({
    type: 'log-contact',
    contact: {
      ...{ id: `late000${n % 10}`, at: new Date(Date.parse(referral.receivedAt) + (n + 1) * 9 * 3_600_000).toISOString() as Instant, minutes: 5, help: [] },
      ...(n % 3 === 0 ? { mode: 'telephone', outcome: 'answered', twoWay: true } : { mode: 'text', outcome: 'sent', twoWay: false }),
    },
  }));
/** A try that reaches nobody, long after the last conversation. */
const triedAgain = async (hub: Hub): Promise<number> =>
  done(hub, every(3, (await heads(hub)).filter(isOpen)), owner, (_, n) => ({
    type: 'log-contact',
    contact: { id: `tried00${n % 10}`, at: learntAt, mode: 'telephone', outcome: 'no-answer', twoWay: false, help: [] },
  }));
const foundMore = async (hub: Hub): Promise<number> =>
  done(
    hub,
    (await heads(hub)).filter((one, n) => isOpen(one) && (one.cameBackFrom || n % 4 === 0)),
    owner,
    () => ({ type: 'record-needs', needs: ['money', 'transport'], primary: 'transport' }),
  );
const notReached = async (hub: Hub): Promise<number> =>
  done(
    hub,
    every(
      5,
      (await heads(hub)).filter(({ status }) => ['completed', 'failed', 'cancelled', 'rejected'].includes(status)),
    ),
    () => ({ kind: 'delivery' }),
    () => ({ type: 'report-practice-not-reached' }),
  );
const inError = async (hub: Hub, programme: Programme): Promise<number> => {
  const some = every(
    11,
    (await heads(hub)).filter(({ status }) => status !== 'entered-in-error'),
  );
  const gp = (referral: Referral): By => ({ kind: 'practice', practice: referral.practice, client: referral.requester });
  const count = await done(hub, some, gp, () => ({ type: 'mark-as-error' }));
  return (
    count +
    (await done(
      hub,
      some.slice(0, 3),
      () => managerOf(programme),
      () => ({ type: 'mark-as-error' }),
    ))
  );
};

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
const goalsEnded = async (hub: Hub): Promise<number> => {
  const some = every(4, records(hub, 'Goal'));
  for (const [n, record] of some.entries()) {
    const [lifecycleStatus, code] = ends[n % ends.length] ?? ends[0];
    const achieved = code ? { achievementStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/goal-achievement', code }] } } : {};
    await rewritten(hub, record, { ...JSON.parse(record.resource), lifecycleStatus, statusDate: daysOn('2026-03-01', n), ...achieved });
  }
  return some.length;
};
const measuresStruck = async (hub: Hub): Promise<number> => {
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
/** Of instruments that few use; and of one that is asked often, a second time within the days of a baseline or of a follow-up. */
const measuredMore = async (hub: Hub): Promise<number> => {
  let count = 0;
  for (const [n, { id, person, practice, receivedAt }] of every(
    3,
    (await heads(hub)).filter(({ casework }) => casework?.firstContactAt),
  ).entries())
    for (const [instrument, codes] of Object.entries(more))
      for (const [turn, day] of [12, 3, 9, 280, 262].map((days) => daysOn(receivedAt.slice(0, 10), days + (n % 5))).entries()) {
        const values = codes.map((code, place) => ({ code, text: String((n * 7 + turn * 3 + place) % 7) }));
        const resource = observationOf({ instrument: instrument as Instrument, name: instrument, day, person, referral: id, values });
        const record = {
          type: 'Observation',
          id: recordIdOf({ referral: id }, `${instrument.slice(1, 2)}${'zyxwv'[turn]}000000`),
          practice,
          of: { referral: id },
        } as const;
        const { outcome } = await recordStore(hub.table).write(
          { ...record, resource: JSON.stringify(resource), by, versionId: 1, lastUpdated: `${day}T12:00:00.000Z` as Instant },
          undefined,
          [],
        );
        count += outcome === 'written' ? 1 : 0;
      }
  return count;
};

/** How often each was done. */
export const putRight = async (programme: Programme, hub: Hub): Promise<Record<string, number>> => ({
  'born on another day': await bornAnew(hub),
  'number learnt': await numbered(hub),
  'parted again': await parted(hub),
  'logged late': await loggedLate(hub),
  'tried again': await triedAgain(hub),
  'found more needs': await foundMore(hub),
  'practice not reached': await notReached(hub),
  'entered in error': await inError(hub, programme),
  'goals ended otherwise': await goalsEnded(hub),
  'measured more': await measuredMore(hub),
  'measurements struck': await measuresStruck(hub),
});
