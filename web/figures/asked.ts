/** For which practices and which time figures are asked: ids alone, as the address says them, and only what is this person's. */
import type { Area, Practice, Versioned } from '#directory/types';
import type { AreaId, PracticeId } from '#identity/types';
import { type ReportPeriod, reportPeriod } from '#insight/report-period';
import { askedSet } from '#insight/sets-store';
import { parseLocalDate } from '#platform/time';
import type { LocalDate } from '#platform/types';
import { type Calendar, calendar } from '#referral/working-days';
import type { Visit } from '#web/frame/page';
import { defaultPeriod, monthOf } from './periods.ts';

/** `practice`: alone, or else all of them. `isArea`: all of the areas may be asked, as by a manager. */
export type Asked = {
  areas: readonly Versioned<Area>[];
  practices: readonly Versioned<Practice>[];
  practice?: Versioned<Practice>;
  isArea: boolean;
  period: ReportPeriod;
  /** As it was known at the end of that day; absent: as it stands. */
  asAt?: LocalDate;
};

type Scope = Pick<Asked, 'areas' | 'practices' | 'isArea'>;
const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, 'en', { numeric: true });
const known = <One>(found: readonly (One | undefined)[]): One[] => found.flatMap((one) => one ?? []);

const ofManager = async (ids: readonly AreaId[], { directory }: Visit['ports']['fhir']): Promise<Scope> => {
  const [areas, practices] = await Promise.all([Promise.all(ids.map((id) => directory.area(id))), Promise.all(ids.map((id) => directory.practicesIn(id)))]);
  return { areas: known(areas), practices: practices.flat().toSorted(byName), isArea: true };
};
const ofPractices = async (ids: readonly PracticeId[], { directory }: Visit['ports']['fhir']): Promise<Scope> => {
  const practices = known(await Promise.all(ids.map((id) => directory.practice(id)))).toSorted(byName);
  const areas = await Promise.all([...new Set(practices.map(({ area }) => area))].map((id) => directory.area(id)));
  return { areas: known(areas), practices, isArea: false };
};
/** A practice that she covers for somebody is not hers. */
const scopeOf = ({ who: { caller }, ports }: Visit): Promise<Scope> | undefined => {
  switch (caller.kind) {
    case 'manager':
      return ofManager(caller.areas, ports.fhir);
    case 'practice':
      return ofPractices([caller.practice], ports.fhir);
    case 'practitioner':
      return ofPractices(
        caller.practices.filter((id) => !caller.covers?.practices.includes(id)),
        ports.fhir,
      );
    case 'organisation':
      return undefined;
  }
};

/** The figures of that day were asked for, and stand. */
const isMade = async (day: LocalDate, { areas }: Scope, { ports }: Visit): Promise<boolean> => {
  const sets = await Promise.all(areas.map(({ id }) => askedSet(ports.fhir.subscriptions.work, id, day)));
  return sets.every((set) => set?.done !== undefined);
};

/** Of several areas with holidays of their own, Scotland's. */
const closedDays = (areas: readonly Area[]): Calendar => calendar(areas.length === 1 ? areas[0]?.holidays : undefined);

/** Undefined: no such practice of theirs, or no such time. Nothing chosen is all of the areas, or their first practice, and the last full quarter. */
export const askedOf = async (visit: Visit): Promise<Asked | undefined> => {
  const { query, today } = visit;
  const scope = await scopeOf(visit);
  if (!scope || scope.practices.length === 0) return undefined;
  const day = query.get('asAt') ?? '';
  const asAt = parseLocalDate(day);
  if (day !== '' && !(asAt && (await isMade(asAt, scope, visit)))) return undefined;
  const name = query.get('practice') ?? '';
  const chosen = scope.practices.find(({ id }) => id === name);
  if (name !== '' && !chosen) return undefined;
  const practice = chosen ?? (scope.isArea ? undefined : scope.practices[0]);
  const areas = practice ? scope.areas.filter(({ id }) => id === practice.area) : scope.areas;
  const at = asAt ?? today;
  const period = reportPeriod(query.get('period') || defaultPeriod(at), at, closedDays(areas));
  const first = period?.months[0];
  if (!period || !first || first > monthOf(at) || first < '2010') return undefined;
  return { ...scope, areas, period, ...(practice ? { practice } : {}), ...(asAt ? { asAt } : {}) };
};

/** What stands in the address of every page about the same. */
export const queryOf = (
  { practice, period, asAt }: Pick<Asked, 'practice' | 'asAt'> & { period: { name: string } },
  more: Readonly<Record<string, string | undefined>> = {},
): string => {
  const all = { practice: practice?.id, period: period.name, asAt, ...more };
  return new URLSearchParams(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, string]]))).toString();
};
