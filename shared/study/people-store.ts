/** Who could take part in an intervention practice, and the course of those who do: from the practice's lists, never from a scan. */
import { armOn } from '#directory/over-time';
import type { Practice } from '#directory/types';
import { recordsOf } from '#people/merging';
import { personStore } from '#people/person-store';
import { recordFrom } from '#people/record-store';
import type { Deprivation } from '#people/simd';
import type { HealthRecord, Person } from '#people/types';
import { everyItem } from '#platform/every-item';
import { indexKeys, keys } from '#platform/tables';
import { instantOf } from '#platform/time';
import type { Item, LocalDate, Table } from '#platform/types';
import { closedSince, openCaseload } from '#referral/caseload-store';
import { type CaseRow, commitFrom } from '#referral/referral-items';
import type { PersonId, ReferralId } from '#referral/types';
import { londonDate } from '#referral/working-days';
import { courseOf } from './course.ts';
import { saidStore } from './said-store.ts';
import type { Candidate, Course, Measured, Sex, Study } from './types.ts';

/** What tells FHIR's words from the hub's stands at the edge. */
export type Reading = {
  referrals: Table;
  deprivation(postcode: string | undefined): Promise<Deprivation>;
  sexOf(person: Person): Sex;
  measured(record: HealthRecord): Measured | undefined;
};
export type Referred = Candidate & { referrals: readonly ReferralId[]; records: readonly PersonId[] };

const adult = 16;
/** Whole years; undefined where the birth date is not known to the year. */
const yearsOn = (birthDate: string | undefined, day: LocalDate): number | undefined => {
  if (!birthDate || !/^\d{4}/.test(birthDate)) return undefined;
  const had = birthDate.slice(5) <= day.slice(5, birthDate.length);
  return Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (had ? 0 : 1);
};

const counts = ({ status }: CaseRow): boolean => status !== 'draft' && status !== 'entered-in-error';
/** Oldest first. */
const rowsOf = async (practice: Practice, { from }: Study, { referrals }: Reading): Promise<CaseRow[]> => {
  const since = instantOf(Date.parse(from) - 86_400_000);
  const all = await Promise.all([openCaseload(referrals, [practice.id]), closedSince(referrals, [practice.id], since)]);
  return all
    .flat()
    .filter(counts)
    .sort((one, other) => (one.receivedAt < other.receivedAt ? -1 : one.receivedAt > other.receivedAt ? 1 : one.id < other.id ? -1 : 1));
};
/** Each referral's person, or whom a merged record leads on to. */
const peopleOf = async (rows: readonly CaseRow[], { referrals }: Reading): Promise<Map<PersonId, Person>> => {
  const store = personStore(referrals);
  const ids = [...new Set(rows.map(({ person }) => person))];
  const found = await store.loadAll(ids);
  const merged = [...new Set(found.flatMap((person) => person?.mergedInto ?? []))];
  const survivors = new Map((await store.loadAll(merged)).flatMap((person) => (person ? [[person.id, person] as const] : [])));
  return new Map(
    ids.flatMap((id, n) => {
      const person = found[n];
      const standing = person?.mergedInto ? survivors.get(person.mergedInto) : person;
      return standing ? [[id, standing] as const] : [];
    }),
  );
};

type Whole = { person: Person; rows: readonly CaseRow[]; index: CaseRow; zero: LocalDate };
const wholes = (rows: readonly CaseRow[], people: Map<PersonId, Person>, isIndex: (day: LocalDate) => boolean): Whole[] => {
  const by = Map.groupBy(rows, ({ person }) => people.get(person)?.id);
  return [...by].flatMap(([id, theirs]) => {
    const person = id && people.get(id);
    const index = theirs.find(({ receivedAt }) => isIndex(londonDate(receivedAt)));
    return person && index ? [{ person, rows: theirs, index, zero: londonDate(index.receivedAt) }] : [];
  });
};
/** Everybody whom the practice referred while it was an intervention practice of the study, each once, by their first referral in that time. */
export const referredTo = async (practice: Practice, study: Study, cutOff: LocalDate, reading: Reading): Promise<Referred[]> => {
  const last = study.until !== undefined && study.until < cutOff ? study.until : cutOff;
  const isIndex = (day: LocalDate) => day >= study.from && day <= last && armOn(practice.arms, day) === 'intervention';
  const rows = await rowsOf(practice, study, reading);
  const whole = wholes(rows, await peopleOf(rows, reading), isIndex).filter(({ person, zero }) => (yearsOn(person.facts.birthDate, zero) ?? adult) >= adult);
  const records = whole.map(({ person }) => recordsOf(person));
  const said = await saidStore(reading.referrals).loadAll(study.id, records.flat());
  let next = 0;
  return Promise.all(
    whole.map(async ({ person, rows: theirs, index, zero }, n): Promise<Referred> => {
      const own = records[n] ?? [];
      const [from, to] = [next, next + own.length];
      next = to;
      const age = yearsOn(person.facts.birthDate, zero);
      return {
        ...{ key: person.id, practice: practice.id, arm: 'intervention', zero, records: own },
        said: said.slice(from, to).flat(),
        ...(age === undefined ? {} : { age }),
        sex: reading.sexOf(person),
        simd: await reading.deprivation(person.facts.postcode),
        referrals: [index.id, ...theirs.flatMap(({ id }) => (id === index.id ? [] : [id]))],
      };
    }),
  );
};

const isMeasure = ({ sk }: Item): boolean => sk.startsWith(keys.record('Observation', ''));
const measuresIn = (items: readonly Item[], { measured }: Reading): Measured[] => items.filter(isMeasure).flatMap((item) => measured(recordFrom(item)) ?? []);
/** One query for the person and one for each of their referrals. */
export const courseFor = async (who: Referred, cutOff: LocalDate, reading: Reading): Promise<Course> => {
  const [from, to] = [keys.record('Observation', ''), keys.record('Observation', '~')];
  const own = who.records.map((id) => everyItem(reading.referrals, { pk: indexKeys.person(id), from, to }));
  const theirs = who.referrals.map((id) => everyItem(reading.referrals, { pk: keys.referral(id), from: keys.commit(1), to }));
  const [ofPerson, ofReferrals] = await Promise.all([Promise.all(own), Promise.all(theirs)]);
  const [index = [], ...others] = ofReferrals.map((items) => items.filter(({ sk }) => sk.startsWith('E#')).map(commitFrom));
  const measures = measuresIn([...ofPerson, ...ofReferrals].flat(), reading).filter(({ day }) => day >= who.zero && day <= cutOff);
  return { ...courseOf(index, others, { zero: who.zero, cutOff }), measures };
};
