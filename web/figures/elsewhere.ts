/** What other rooms count by themselves, for whole areas: needs without anybody to refer to, places people were told of, complaints, and how the directory is looked after. */
import { gapsIn } from '#directory/gaps-store';
import { signpostsIn } from '#directory/signposts-store';
import { noRoomIn } from '#directory/unmet-store';
import type { Answer } from '#insight/answers';
import { complaintsIn } from '#insight/complaints-store';
import { amount, byValue, sections } from '#insight/counted/tally';
import { addDays } from '#platform/time';
import { atLondonTime, endOfLondonDay } from '#referral/working-days';
import type { One } from '#web/community/organisations';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';
import { brokenAmong } from './broken.ts';
import { lastDayOf } from './divisors.ts';
import { readSection } from './reading.ts';

/** `names`: of what the answer counts, where it is few enough to go through. */
type Elsewhere = { answer: Answer; names?: readonly string[] };

const organisationsIn = async ({ areas }: Asked, { ports }: Visit): Promise<One[]> =>
  (await Promise.all(areas.map(({ id }) => ports.fhir.directory.organisationsIn(id)))).flat();
/** First and last month of the period. */
const endsOf = ({ period: { months } }: Asked): [string, string] => [months[0] ?? '', months.at(-1) ?? ''];

const mixOf = (counts: ReadonlyMap<string, number>): Elsewhere => {
  const rows = [...counts].map(([value, n]) => ({ value, n })).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  return { answer: { kind: 'mix', rows, whole: rows.reduce((sum, { n }) => sum + n, 0) } };
};
const gaps = async (asked: Asked, visit: Visit): Promise<Elsewhere> => {
  const [from, to] = endsOf(asked);
  const { access, fhir } = visit.ports;
  const [first, last] = [lastDayOf(from), lastDayOf(to)];
  if (!first || !last) return { answer: { kind: 'elsewhere' } };
  const start = atLondonTime(addDays(first, 1 - Number(first.slice(8))), '00:00');
  const [reports, full] = await Promise.all([
    Promise.all(asked.areas.map(({ id }) => gapsIn(access, id, from, to))),
    noRoomIn(fhir.referrals, await organisationsIn(asked, visit), start, endOfLondonDay(last)),
  ]);
  const counts = new Map<string, number>();
  const add = (need: string, count: number) => void counts.set(need, (counts.get(need) ?? 0) + count);
  for (const { need, count } of reports.flat()) add(need, count);
  for (const [need, count] of full) add(need ?? 'not-known', count);
  return mixOf(counts);
};
/** Of the days, whoever looks at which practice. */
const complaints = async (asked: Asked, { ports }: Visit): Promise<Elsewhere> => {
  const [from, to] = endsOf(asked);
  const found = (await Promise.all(asked.areas.map(({ id }) => complaintsIn(ports.access, id, from, `${to}-31`)))).flat();
  const counts = new Map<string, number>();
  for (const { kind, struck } of found) if (!struck) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return mixOf(counts);
};
const signposts = async (asked: Asked, { ports }: Visit): Promise<Elsewhere> => {
  const [from, to] = endsOf(asked);
  const found = (await Promise.all(asked.areas.map(({ id }) => signpostsIn(ports.access, id, from, to)))).flat();
  return { answer: { kind: 'count', n: found.reduce((sum, { count }) => sum + count, 0) } };
};

/** Days for which what was checked holds. */
const checkedFor = 180;
const directoryReviewed = async (asked: Asked, visit: Visit): Promise<Elsewhere> => {
  const services = (await organisationsIn(asked, visit)).flatMap((one) => one.services.map((service) => ({ ...service, of: one.name })));
  const active = services.filter((service) => service.active !== false);
  const since = addDays(visit.today, -checkedFor);
  const old = active.filter(({ lastChecked }) => lastChecked === undefined || lastChecked < since);
  return { answer: { kind: 'share', part: active.length - old.length, whole: active.length }, names: old.map(({ of, name }) => `${of}: ${name}`).sort() };
};
const directoryUnused = async (asked: Asked, visit: Visit): Promise<Elsewhere> => {
  const whole = { areas: asked.areas };
  const [organisations, cells] = await Promise.all([organisationsIn(asked, visit), readSection(sections.organisation, asked.period.months, whole, visit)]);
  const sent = new Set(cells.flatMap(({ tally }) => [...byValue(tally, 'organisation')].flatMap(([id, own]) => (amount(own, ['sent']) > 0 ? [id] : []))));
  const unused = organisations.filter(({ id }) => !sent.has(id));
  return { answer: { kind: 'share', part: unused.length, whole: organisations.length }, names: unused.map(({ name }) => name).sort() };
};

const directoryBroken = async (asked: Asked, visit: Visit): Promise<Elsewhere> => {
  const organisations = await organisationsIn(asked, visit);
  const names = await brokenAmong(organisations, visit);
  return { answer: { kind: 'share', part: names.length, whole: organisations.length }, names };
};

const all: Readonly<Record<string, (asked: Asked, visit: Visit) => Promise<Elsewhere>>> = {
  ...{ gaps, signposts, complaints, directoryReviewed, directoryBroken, directoryUnused },
};
/** Of whole areas, whichever practice was chosen. Undefined: nobody counts it. */
export const elsewhereOf = async (name: string, asked: Asked, visit: Visit): Promise<Elsewhere | undefined> => all[name]?.(asked, visit);
