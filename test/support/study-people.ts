/** A study with invented people, put into the tables as the hub's own stores lay them down: the same seed, the same people. */
import type { Arm } from '#directory/over-time';
import type { Practice } from '#directory/types';
import type { AreaId, OrganisationId, PracticeId } from '#identity/types';
import { newPerson } from '#people/person-store';
import { recordIdOf } from '#people/record-store';
import type { HealthRecord, Person } from '#people/types';
import { base32 } from '#platform/ids';
import { keys } from '#platform/tables';
import { instantOf } from '#platform/time';
import type { Instant, Item, LocalDate, Table } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import { packedHead } from '#referral/packed-store';
import { commitItem, headItem } from '#referral/referral-items';
import type { Commit, Event, OnwardId, PersonId, Referral, ReferralId } from '#referral/types';
import type { Paper } from '#study/paper';
import type { Sampled } from '#study/sample';
import type { Said, Study, StudyId } from '#study/types';
import { observationOf } from '#web/measures/measurement';
import { catriona, contact } from './casework.ts';
import { facts } from './referrals.ts';

const day = 86_400_000;
const began = Date.UTC(2025, 0, 6);
const at = (milliseconds: number): Instant => instantOf(milliseconds);
const dayOf = (milliseconds: number): LocalDate => at(milliseconds + 12 * 3_600_000).slice(0, 10) as LocalDate;
/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const chance = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
type Chance = ReturnType<typeof chance>;
const idOf = (next: Chance, length: number): string =>
  base32(Uint8Array.from({ length: Math.ceil((length * 5) / 8) }, () => Math.floor(next() * 256))).slice(0, length);

/** What nobody outside may read, whoever it is of. */
export const names = { family: 'Inventedname', given: 'Personella', note: 'Told me about the neighbour', line: '7 Nowhere Lane' };
export const postcodes = ['G11XX', 'G22XX', 'G11XV', 'G11XM', 'G11XK', 'G11XC'];

const personOf = (next: Chance, id: PersonId, practice: PracticeId, n: number): Person => {
  const birthDate = `${1940 + Math.floor(next() * 60)}-0${1 + Math.floor(next() * 9)}-1${Math.floor(next() * 10)}`;
  const postcode = postcodes[Math.floor(next() * postcodes.length)] ?? '';
  const patient = {
    resourceType: 'Patient',
    name: [{ family: `${names.family}${n}`, given: [names.given] }],
    gender: next() < 0.6 ? 'female' : 'male',
    birthDate,
    address: [{ line: [names.line], postalCode: postcode }],
  };
  const own = { family: `${names.family}${n}`.toLowerCase(), given: names.given.toLowerCase(), birthDate, postcode };
  return { id, practice, facts: own, patient: JSON.stringify(patient), by: 'client/gp', versionId: 1, lastUpdated: at(began) };
};

type Happening = { at: number; events: Event[] };
const contactsIn = (next: Chance, from: number, count: number): Happening[] =>
  Array.from({ length: count }, (_, n): Happening => {
    const when = from + (6 + 12 * n) * day;
    const one = contact({ id: `c000000${n}`, at: at(when), minutes: 20 + Math.floor(next() * 40), note: names.note });
    return { at: when + 3_600_000, events: [{ type: 'contact-logged', contact: one, by: catriona }] };
  });
const onwardIn = (next: Chance, id: ReferralId, from: number): Happening[] => {
  const onward = `${id}-${idOf(next, 8)}` as OnwardId;
  const sentAt = at(from + 20 * day);
  const sent = {
    ...{ id: onward, organisation: 'drumgarth' as OrganisationId, service: 'parcels', urgency: 'routine' as const, sentAt, sentBy: catriona },
    need: { system: 'http://snomed.info/sct', code: '710925007', display: names.note },
    ...{ remindAt: sentAt, escalateAt: sentAt, answerBy: dayOf(from + 30 * day) },
  };
  const yes: Happening[] = [
    { at: from + 22 * day, events: [{ type: 'onward-accepted', onward, acceptance: {} }] },
    { at: from + 30 * day, events: [{ type: 'onward-attended', onward, came: true }] },
  ];
  const no: Happening[] = [{ at: from + 23 * day, events: [{ type: 'onward-declined', onward, reason: { code: 'no-capacity', text: names.note } }] }];
  return [{ at: from + 20 * day, events: [{ type: 'referred-on', facts: sent }] }, ...(next() < 0.7 ? yes : no)];
};
const lifeOf = (next: Chance, id: ReferralId, person: PersonId, practice: Practice, from: number): { items: Item[]; contacts: number } => {
  const contacts = Math.floor(next() * 6);
  const closing: Event = { type: 'cancelled', reason: { code: 'moved-away', text: names.note }, by: 'owner' };
  const made = facts({ practice: practice.id, area: practice.area, person });
  const all: Happening[] = [
    { at: from, events: [{ type: 'submitted', id, draft: false, facts: made }] },
    { at: from + day, events: [{ type: 'accepted', practitioner: catriona }] },
    ...contactsIn(next, from, contacts),
    ...(contacts > 1 ? onwardIn(next, id, from) : []),
    ...(next() < 0.1 ? [{ at: from + 100 * day, events: [closing] }] : []),
  ];
  const happened = all.toSorted((one, other) => one.at - other.at);
  let referral: Referral | undefined;
  const commits = happened.map((one, n): Commit => {
    referral = applyCommit(referral, { events: one.events, at: at(one.at) });
    return { referral: id, rev: n + 1, at: at(one.at), events: one.events, touched: [], audit: { by: 'test', command: 'test' }, previous: '' };
  });
  if (!referral) throw new Error('nothing happened');
  return { items: [packedHead(headItem({ ...referral, rev: commits.length })), ...commits.map(commitItem)], contacts };
};
const ons4 = ['ons4-life-satisfaction', 'ons4-worthwhile', 'ons4-happiness', 'ons4-anxiety'];
const measureItem = (next: Chance, person: PersonId, referral: ReferralId, practice: PracticeId, when: number): Item => {
  const short = idOf(next, 8);
  const values = ons4.map((code) => ({ code, text: String(Math.floor(next() * 11)) }));
  const resource = JSON.stringify(observationOf({ instrument: 'ons4', name: 'ONS4', day: dayOf(when), person, referral, practitioner: catriona, values }));
  const of = { person };
  const record: HealthRecord = {
    ...{ type: 'Observation' as const, id: recordIdOf(of, short), practice, of, resource },
    by: 'test',
    versionId: 1,
    lastUpdated: at(when),
  };
  return { ...keys.person(person), sk: keys.record('Observation', short), versionId: 1, data: JSON.stringify(record) };
};

const saidAt = (from: number, gives = true): Said => ({ gives, day: dayOf(from + 7 * day), at: at(from + 7 * day), by: 'practitioner/catriona-weir' });
const itemsOf = (next: Chance, study: StudyId, practice: Practice, n: number): Item[] => {
  const [person, referral] = [`p-${idOf(next, 26)}` as PersonId, idOf(next, 26) as ReferralId];
  const from = began + Math.floor(next() * 300) * day;
  const life = lifeOf(next, referral, person, practice, from);
  const measures = [
    ...(next() < 0.9 ? [measureItem(next, person, referral, practice.id, from + 8 * day)] : []),
    ...(next() < 0.6 ? [measureItem(next, person, referral, practice.id, from + 284 * day)] : []),
  ];
  const drawn = next();
  const said = drawn < 0.05 ? [] : drawn < 0.1 ? [saidAt(from, false)] : drawn < 0.13 ? [saidAt(from), saidAt(from + day, false)] : [saidAt(from)];
  const consent: Item[] = said.length === 0 ? [] : [{ ...keys.research(person, study), versionId: said.length, data: JSON.stringify(said) }];
  const known = newPerson(personOf(next, person, practice.id, n), {}).flatMap((write) => ('put' in write ? [write.put] : []));
  return [...known, ...life.items, ...measures, ...consent];
};

const area = 'S12000049' as AreaId;
export const practiceOf = (n: number, arm: Arm['arm']): Practice => ({
  id: `practice-${n}` as PracticeId,
  name: `Practice number ${n}`,
  area,
  arms: [{ from: dayOf(began - 30 * day), arm }],
  listSizes: [{ day: '2025-01-01' as LocalDate, patients: 2500 + 700 * n }],
});
export const studyOf = (practices: readonly Practice[], over: Partial<Study> = {}): Study => ({
  id: 'abcdefghjkmn' as StudyId,
  name: 'Invented evaluation',
  practices: practices.map(({ id }) => id),
  instruments: ['ons4'],
  from: dayOf(began),
  approval: {
    ...{ reference: '26/WS/0001', body: 'Invented committee', by: 'Elspeth Munro', recordedAt: at(began) },
    ...{ on: dayOf(began - 20 * day), until: '2027-12-31' as LocalDate },
  },
  versionId: 2,
  lastUpdated: at(began),
  by: 'user:elspeth',
  ...over,
});
/** So many people of an intervention practice. */
export const fillPractice = async (table: Table, study: Study, practice: Practice, people: number, seed: number): Promise<void> => {
  const next = chance(seed);
  for (let done = 0; done < people; done += 100) {
    const some = Array.from({ length: Math.min(100, people - done) }, (_, n) => itemsOf(next, study.id, practice, done + n));
    await table.putAll(some.flat());
  }
};

const entry = (from: number, values: readonly string[]) => ({
  ...{ day: dayOf(from), by: 'user:collector', at: at(from) },
  values: ons4.map((code, n) => ({ code, text: values[n] ?? '0' })),
});
/** The sample of a comparison practice, with what was entered of it from paper. */
export const fillSample = async (table: Table, study: Study, practice: Practice, people: number, seed: number): Promise<void> => {
  const next = chance(seed);
  const items = Array.from({ length: people }, (_, n): Item[] => {
    const number = `B-${String(n + 1).padStart(3, '0')}`;
    const from = began + Math.floor(next() * 60) * day;
    const one: Sampled = {
      ...{ study: study.id, practice: practice.id, number, place: n + 1, birthYear: 1940 + Math.floor(next() * 60), sex: next() < 0.6 ? 'female' : 'male' },
      simd: { quintile: (1 + Math.floor(next() * 5)) as 1, version: 'invented for demonstration' },
      ...{ said: [saidAt(from)], versionId: 1, lastUpdated: at(from) },
    };
    const values = ons4.map(() => String(Math.floor(next() * 11)));
    const papers = (['baseline', 'follow-up'] as const).map((point): Paper => {
      const when = from + (point === 'baseline' ? 10 : 290) * day;
      return { number, instrument: 'ons4', point, first: entry(when, values), second: entry(when, values), versionId: 2 };
    });
    return [
      { ...keys.sampled(study.id, practice.id, number), versionId: 1, data: JSON.stringify(one) },
      ...papers.map((paper): Item => {
        const place = keys.paper(study.id, practice.id, number, `ons4#${paper.point}`);
        return { ...place, versionId: 2, data: JSON.stringify(paper) };
      }),
    ];
  });
  await table.putAll(items.flat());
};
