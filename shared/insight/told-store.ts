/** Who somebody is, as figures tell people apart: from the items of their partition, as it is known now or was known at a time. */
import { ethnicGroupTold, sexTold } from '#fhir/record/told';
import type { AboutPerson } from '#people/about';
import { aboutFrom } from '#people/about-store';
import { ethnicities } from '#people/ethnicity';
import { personFrom } from '#people/person-store';
import type { Deprivation } from '#people/simd';
import type { Person } from '#people/types';
import { keys } from '#platform/tables';
import type { Instant, Item } from '#platform/types';
import type { PersonId } from '#referral/types';
import type { Told } from './counted/life.ts';

/** Who it is and what a practitioner learnt of them. */
type Known = { person?: Person; about?: AboutPerson };

const withoutNumber = (key: string): string => key.slice(0, -6);
/** The last key of a partition that holds a version of them. */
export const lastVersion = `${withoutNumber(keys.personVersion('', 0).sk)}~`;
type Version = { versionId: number; lastUpdated: Instant };
/** Oldest first. */
const versionsIn = <One extends Version>(items: readonly Item[], current: string, version: string, read: (item: Item) => One): One[] =>
  items
    .filter(({ sk }) => sk === current || sk.startsWith(withoutNumber(version)))
    .map(read)
    .sort((a, b) => a.versionId - b.versionId);

/** `asAt`: as they were then; who was first written down later is as they were first. */
export const knownIn = (items: readonly Item[], id: PersonId, asAt: Instant | undefined): Known => {
  const people = versionsIn(items, keys.person(id).sk, keys.personVersion(id, 0).sk, personFrom);
  const abouts = versionsIn(items, keys.about(id).sk, keys.aboutVersion(id, 0).sk, aboutFrom);
  const isThen = ({ lastUpdated }: Version) => asAt === undefined || lastUpdated <= asAt;
  const [person, about] = [people.findLast(isThen) ?? people[0], abouts.findLast(isThen)];
  return { ...(person ? { person } : {}), ...(about ? { about } : {}) };
};

const quintiles = ['1', '2', '3', '4', '5'] as const;
const ethnicityIn = ({ person, about }: Known): Told['ethnicity'] => {
  const said = about?.about.ethnicity;
  if (said) return ethnicities[said].group;
  return person ? ethnicGroupTold(person.patient) : 'not-known';
};
/** `merged`: how many records were found to be theirs. */
export const toldOf = async (known: Known, merged: number, quintileOf: (postcode: string | undefined) => Promise<Deprivation>): Promise<Told> => {
  const { person, about } = known;
  const { birthDate, postcode, number } = person?.facts ?? {};
  const fifth = await quintileOf(postcode);
  return {
    ...(birthDate === undefined ? {} : { birthDate }),
    sex: person ? sexTold(person.patient) : 'not-known',
    fifth: fifth === 'not-known' ? fifth : (quintiles[fifth.quintile - 1] ?? 'not-known'),
    ...{ interpreter: about?.about.communication?.interpreter === true, ethnicity: ethnicityIn(known), numbered: number !== undefined, merged },
  };
};
