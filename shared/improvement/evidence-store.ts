/** Evidence as the hub's stores have it, each by a get or one bounded query: the plan itself, the directory, and what is counted by area and month. */
import { listingsIn } from '#directory/casework-listing-store';
import { relationshipsOf } from '#directory/casework-store';
import { gapsIn } from '#directory/gaps-store';
import { listSizeOn, wteOn } from '#directory/over-time';
import { signpostsIn } from '#directory/signposts-store';
import type { Directory, Organisation, Practice } from '#directory/types';
import { addDays, daysBetween } from '#platform/time';
import type { LocalDate, Table } from '#platform/types';
import { countedOf } from './counted-store.ts';
import { countOf, type Evidence, learntIn, type Shown } from './evidence.ts';
import { planOf } from './improvement-store.ts';
import { isWithin, monthsOf, nextQuarter } from './quarters.ts';

type Ports = {
  table: Table;
  work: Table;
  directory: Pick<Directory, 'area' | 'practice' | 'practicesIn' | 'practitionersOf' | 'organisationsIn'>;
  today: LocalDate;
};
/** Days for which it is enough to have looked at an entry. */
const reviewHolds = 180;
const sum = (counts: readonly { count: number }[]): number => counts.reduce((all, { count }) => all + count, 0);
type Asked = Ports & { practice: Practice; within: string; quarter: LocalDate; asOf: LocalDate };
const openServices = (organisations: readonly Organisation[]) => organisations.flatMap(({ services }) => services).filter(({ active }) => active !== false);

/** Of a quarter that is over nobody knows how the directory stood. */
const directoryNow = async ({ table, directory, practice, within, quarter, asOf, today }: Asked): Promise<Shown[]> => {
  if (!isWithin(today, quarter)) return [];
  const organisations = await directory.organisationsIn(practice.area);
  const [listings, relationships] = await Promise.all([
    listingsIn(table),
    relationshipsOf(
      table,
      organisations.map(({ id }) => id),
    ),
  ]);
  const services = openServices(organisations);
  const reviewed = services.filter(({ aliss }) => {
    const on = aliss && listings?.byId.get(aliss.toLowerCase())?.reviewed;
    return on ? daysBetween(on, today) <= reviewHolds : false;
  });
  const spoken = relationships.filter(({ lastSpoken }) => lastSpoken && isWithin(lastSpoken, quarter));
  const contacts = relationships.filter((one) => one.contacts.length > 0);
  const of = organisations.length;
  return [
    { what: 'services', asOf, within, count: services.length },
    ...(listings ? [{ what: 'reviewed' as const, asOf, within, count: reviewed.length, of: services.length }] : []),
    { what: 'contacts', asOf, within, count: contacts.length, of },
    { what: 'spoken', asOf, within, count: spoken.length, of },
  ];
};
/** Undefined where a list is missing: a rate without its denominator would be a guess. */
const onListsOf = (practices: readonly Practice[], asOf: LocalDate): number | undefined => {
  const sizes = practices.map(({ listSizes }) => listSizeOn(listSizes, asOf)?.patients);
  return sizes.some((size) => size === undefined) ? undefined : sizes.reduce<number>((all, size) => all + (size ?? 0), 0);
};
const toldIn = async ({ table, directory, practice, within, quarter, asOf }: Asked): Promise<Shown[]> => {
  const [from, to] = monthsOf(quarter);
  const [gaps, signposts, practices] = await Promise.all([
    gapsIn(table, practice.area, from, to),
    signpostsIn(table, practice.area, from, to),
    directory.practicesIn(practice.area),
  ]);
  const count = countOf(sum(signposts));
  const people = onListsOf(practices, asOf);
  const rate = people && count !== 'few' && count > 0 ? { perThousand: Math.round((count / people) * 10_000) / 10 } : {};
  return [
    { what: 'gaps', asOf, within, count: countOf(sum(gaps)) },
    { what: 'signposts', asOf, within, count, ...rate },
  ];
};
/** Hundredths of a full week, for the whole list; all the practices of a practitioner together. */
const timeOf = async ({ directory, practice, asOf }: Asked): Promise<Shown[]> => {
  const practitioners = await directory.practitionersOf(practice.id);
  const known = practitioners.flatMap(({ wte }) => wteOn(wte, asOf) ?? []);
  const size = listSizeOn(practice.listSizes, asOf)?.patients;
  if (known.length === 0) return [];
  const count = Math.round(known.reduce((all, part) => all + part, 0) * 100) / 100;
  return [{ what: 'time', asOf, count, ...(size === undefined ? {} : { of: size }) }];
};

/** Of the last day of a quarter that is over, or of today. */
const lastDay = (quarter: LocalDate, today: LocalDate): LocalDate => (isWithin(today, quarter) ? today : addDays(nextQuarter(quarter), -1));
export const evidenceOfStores =
  (ports: Ports): Evidence =>
  async (id, quarter) => {
    const practice = await ports.directory.practice(id);
    if (!practice) return [];
    const asOf = lastDay(quarter, ports.today);
    const [area, plan] = await Promise.all([ports.directory.area(practice.area), planOf(ports.table, id)]);
    const asked: Asked = { ...ports, practice, within: area?.name ?? practice.area, quarter, asOf };
    const shown = await Promise.all([directoryNow(asked), toldIn(asked), timeOf(asked), countedOf(asked)]);
    return [...learntIn(plan, quarter, asOf), ...shown.flat()];
  };
