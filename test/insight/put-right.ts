/** What is learnt late or was wrong: done to lives that were lived already, each in the hub's own way. */
import { managerOf, type Programme, practitionerAs } from '#local/simulate/programme';
import { aboutStore } from '#people/about-store';
import { plainPostcode } from '#people/likeness';
import { unmerge } from '#people/merging';
import { changedPerson, personFrom } from '#people/person-store';
import { demoSimd } from '#people/simd-demo';
import type { Person } from '#people/types';
import type { Instant } from '#platform/types';
import { carryOut } from '#referral/carry-out';
import type { LaterAct } from '#referral/commands';
import type { Referral } from '#referral/types';
import { by, every, type Hub, heads, learntAt } from './lived-hub.ts';
import { goalsEnded, measuredMore, measuresStruck } from './put-right-records.ts';

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
/** Moved, and their sex and ethnic group put down otherwise by the practice's own system. */
const movedHouse = async (hub: Hub): Promise<number> => {
  const some = every(
    6,
    people(hub).filter(({ mergedInto }) => !mergedInto),
  );
  for (const [n, before] of some.entries()) {
    const facts = { ...before.facts, postcode: plainPostcode(demoSimd[(n * 5) % demoSimd.length]?.[0] ?? '') };
    const coding = [{ system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryScotland', code: ['3F', '98', '1A', '4D'][n % 4] }];
    const extension = [{ url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory', valueCodeableConcept: { coding } }];
    const patient = JSON.stringify({ ...JSON.parse(before.patient), gender: n % 2 ? 'female' : 'male', extension });
    const after = { ...before, facts, patient, versionId: before.versionId + 1, lastUpdated: learntAt, by };
    await hub.table.write(changedPerson(before, after));
  }
  return some.length;
};
const saidOfThemselves = ['white-roma', 'asian-chinese', 'arab', 'not-said', 'caribbean', undefined] as const;
/** What a practitioner writes down of them, over what she wrote before. */
const toldMore = async (hub: Hub): Promise<number> => {
  const some = every(5, people(hub));
  for (const [n, { id, practice }] of some.entries()) {
    const before = await aboutStore(hub.table).load(id);
    const said = saidOfThemselves[n % saidOfThemselves.length];
    const about = { ...(n % 3 === 0 ? { communication: { interpreter: true as const } } : {}), ...(said ? { ethnicity: said } : {}) };
    const after = { person: id, practice, versionId: (before?.versionId ?? 0) + 1, lastUpdated: learntAt, by, about };
    await aboutStore(hub.table).write(after, before);
  }
  return some.length;
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

/** How often each was done. */
export const putRight = async (programme: Programme, hub: Hub): Promise<Record<string, number>> => ({
  'born on another day': await bornAnew(hub),
  'moved house': await movedHouse(hub),
  'told more of themselves': await toldMore(hub),
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
