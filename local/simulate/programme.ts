/** Who is there: the practices, practitioners and organisations of an invented programme, and how they are. The same seed and sizes give the same. */
import type { ArmName } from '#directory/over-time';
import type { AreaId, ManagerCaller, ManagerId, OrganisationId, PracticeId, PractitionerCaller, PractitionerId } from '#identity/types';
import type { LocalDate } from '#platform/types';
import type { NeedCode } from '#referral/needs';
import { type Chance, chance } from './chance.ts';
import { organisationKinds, places, practiceNames, practitionerNames } from './names.ts';
import { type Months, monthsOf } from './time.ts';

/** `from`: the first month, as `2025-11`. `people`: who are referred at least once. */
export type LifeOptions = { seed: number; from: string; months: number; people: number; practices: number; organisations: number };
export const usualLife: LifeOptions = { seed: 1, from: '2025-11', months: 12, people: 10_000, practices: 30, organisations: 60 };

/** `deprived`: how many of its people live in the most deprived fifth. `pace`: what its waits are multiplied by, and from the month `turnsIn` on. */
export type Practice = {
  id: PracticeId;
  name: string;
  arm: ArmName;
  listSize: number;
  deprived: number;
  pace: number;
  turn?: { month: number; pace: number };
  practitioners: readonly [PractitionerId, ...PractitionerId[]];
};
/** `leaves`: the month at whose begin she goes; then `to` has her people. */
export type Practitioner = { id: PractitionerId; name: string; practices: PracticeId[]; wte: number; leaves?: { month: number; to: PractitionerId } };
export type Habit = 'quick' | 'slow' | 'silent' | 'often-full';
export type Organisation = {
  id: OrganisationId;
  name: string;
  service: { id: string; name: string };
  needs: readonly NeedCode[];
  habit: Habit;
  sensitive: boolean;
  money: boolean;
};
export type Programme = {
  options: LifeOptions;
  months: Months;
  area: AreaId;
  manager: ManagerId;
  practices: readonly Practice[];
  /** Practices whose people are referred: a comparison practice has no links practitioner. */
  referring: readonly Practice[];
  practitioners: readonly Practitioner[];
  organisations: readonly Organisation[];
  /** The month in which services have no room and practitioners are ill. */
  shock: number;
};

const slug = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '');
const armOf = (n: number): ArmName => (n % 4 === 3 ? 'comparison' : n % 4 === 2 ? 'not-in-study' : 'intervention');

const practitionersOf = (by: Chance, practices: number): Practitioner[] =>
  Array.from({ length: Math.min(practitionerNames.length, Math.max(2, Math.ceil(practices * 0.6))) }, (_, n) => {
    const name = practitionerNames[n] ?? '';
    return { id: slug(name) as PractitionerId, name, practices: [], wte: by.pick([0.4, 0.5, 0.6, 0.8, 0.8, 1, 1]) };
  });
/** Two to a practice; neighbours share them. */
const staffed = (n: number, practitioners: readonly Practitioner[], id: PracticeId): readonly [PractitionerId, PractitionerId] => {
  const [first, second] = [practitioners[n % practitioners.length], practitioners[(n + 1) % practitioners.length]];
  if (!first || !second) throw new Error('a practice without practitioners');
  first.practices.push(id);
  second.practices.push(id);
  return [first.id, second.id];
};
const practiceOf = (by: Chance, n: number, practitioners: readonly Practitioner[]): Practice => {
  const name = practiceNames[n % practiceNames.length] ?? '';
  const id = (n < practiceNames.length ? slug(name) : `${slug(name)}-${n}`) as PracticeId;
  const arm = armOf(n);
  const staff = staffed(n, practitioners, id);
  return {
    ...{ id, name: `${name} Practice`, arm, practitioners: staff, listSize: by.whole(2_100, 9_800) },
    ...{ deprived: 0.35 + by.next() * 0.5, pace: by.around(1, 0.25) },
    // One gets faster after it changed how it books first calls; another's waits rise when somebody leaves.
    ...(n === 0 ? { listSize: 6_240, pace: 1.4, turn: { month: 5, pace: 0.8 } } : {}),
    ...(n === 1 ? { listSize: 5_870, pace: 0.9, turn: { month: 7, pace: 1.9 } } : {}),
  };
};

const habits: readonly (readonly [number, Habit])[] = [
  [45, 'quick'],
  [28, 'slow'],
  [12, 'silent'],
  [15, 'often-full'],
];
const organisationOf = (by: Chance, n: number): Organisation => {
  const kind = organisationKinds[n % organisationKinds.length];
  const round = Math.floor(n / organisationKinds.length);
  const place = places[(round * 5 + (n % organisationKinds.length)) % places.length] ?? '';
  if (!kind) throw new Error('an organisation of no kind');
  const again = round >= places.length ? ` ${round}` : '';
  return {
    ...{ id: slug(`${place} ${kind.id}`).concat(again.trim()) as OrganisationId, name: `${place} ${kind.name}${again}` },
    ...{ service: { id: kind.id, name: kind.service }, needs: kind.needs, habit: by.weighted(habits) },
    ...{ sensitive: kind.sensitive === true, money: kind.money === true },
  };
};

export const programme = (options: LifeOptions = usualLife): Programme => {
  const by = chance(`${options.seed}/programme`);
  const practitioners = practitionersOf(by, options.practices);
  const practices = Array.from({ length: options.practices }, (_, n) => practiceOf(by, n, practitioners));
  const organisations = Array.from({ length: options.organisations }, (_, n) => organisationOf(by, n));
  const [, leaving] = practitioners;
  const [, slowed] = practices;
  const to = slowed?.practitioners.find((id) => id !== leaving?.id);
  if (leaving && to && options.months > 7) leaving.leaves = { month: 7, to };
  return {
    ...{ options, months: monthsOf(options.from, options.months), area: 'S12000049' as AreaId, manager: 'elspeth-munro' as ManagerId },
    ...{ practices, referring: practices.filter(({ arm }) => arm !== 'comparison'), practitioners, organisations, shock: 8 },
  };
};

export const managerOf = ({ manager, area }: Programme): ManagerCaller =>
  ({ kind: 'manager', manager, areas: [area], client: `user.${manager}` }) as ManagerCaller;
export const practitionerAs = (id: PractitionerId, practice: PracticeId): PractitionerCaller =>
  ({ kind: 'practitioner', practitioner: id, practices: [practice], client: `user.${id}` }) as PractitionerCaller;
export const startOf = ({ months }: Programme): LocalDate => months.first;
