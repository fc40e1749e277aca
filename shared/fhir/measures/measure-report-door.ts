/** MeasureReport: the figures of published quarters, for the systems of those who look after an area, in the numbers that partners may have. */
import type { MeasureReport } from 'fhir/r4.js';
import type { Asked, Door, Found, Seen } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import type { FhirPorts } from '#fhir/ports';
import { everyParameter, inOrder, isPlace, meets, type Place, placeOf } from '#fhir/search/among';
import type { AreaId, Caller } from '#identity/types';
import { type PublishedQuarter, publishedAt, publishedQuarters } from '#insight/published-store';
import type { Released } from '#insight/release-types';
import { compare } from '#platform/table-terms';
import { instantOf } from '#platform/time';
import { type Reported, reportedIn, reportOf } from './measure-report.ts';
import { reportParameters } from './report-parameters.ts';

const areasOf = (caller: Caller): readonly AreaId[] => (caller.kind === 'manager' ? caller.areas : []);
/** What it is of stands in it: nothing personal, and the same for the same. A financial year, `2026-04/2027-03`, has no slash in an id. */
const idOf = ({ area, period }: Released, one: Reported): string => [area, period, one.metric, one.period.replace('/', '-')].join('.');
const seenIn = (released: Released): Seen[] => {
  const version = { versionId: 1, lastUpdated: instantOf(Date.parse(released.asAt)) };
  const here = { reference: `Location/${released.area}`, display: released.name };
  return reportedIn(released).map((one): Seen => {
    const known = { id: idOf(released, one), meta: { ...version, versionId: '1' }, subject: here, reporter: here };
    const resource: MeasureReport = { ...reportOf(one, released), ...known };
    return { resource, version };
  });
};

type Out = Pick<PublishedQuarter, 'quarter' | 'asAt'> & { area: AreaId };

/** Newest first, a quarter at a time: however many were published, one is held. */
const walked = async function* (areas: readonly AreaId[], from: Place | undefined, work: FhirPorts['subscriptions']['work']): AsyncGenerator<Seen> {
  const all = await Promise.all(areas.map(async (area) => (await publishedQuarters(work, area)).map(({ quarter, asAt }): Out => ({ area, quarter, asAt }))));
  const out = all.flat().sort((a, b) => compare(b.asAt, a.asAt) || compare(`${a.area}.${a.quarter}`, `${b.area}.${b.quarter}`));
  for (const { area, quarter, asAt } of out) {
    if (from && asAt > from.at) continue;
    const released = await publishedAt(work, area, quarter, 'programme');
    const reports = released ? seenIn(released).sort((a, b) => inOrder(placeOf(a), placeOf(b))) : [];
    for (const one of reports) if (!from || inOrder(placeOf(one), from) > 0) yield one;
  }
};
/** Characters of a page: an answer of the gateway ends at 6 MB, and tables of a large area are long. */
const longest = 2_000_000;
const found = async (all: AsyncIterable<Seen>, { clauses, count, horizon }: Asked, baseUrl: string): Promise<Found> => {
  const among = { parameters: { ...everyParameter, ...reportParameters }, baseUrl, horizon };
  const page: Seen[] = [];
  let length = 0;
  for await (const one of all) {
    if (!clauses.every((clause) => meets(clause, one, among))) continue;
    length += JSON.stringify(one.resource).length;
    const last = page.at(-1);
    if (last && (page.length >= count || length > longest)) return { found: page, next: placeOf(last) };
    page.push(one);
  }
  return { found: page };
};

const read: Door['read'] = async ({ who: { caller } }, id, { subscriptions: { work } }) => {
  const [name = '', quarter = ''] = id.split('.');
  const area = areasOf(caller).find((one) => one === name);
  const released = area && /^\d{4}-Q[1-4]$/.test(quarter) ? await publishedAt(work, area, quarter, 'programme') : undefined;
  return released && seenIn(released).find(({ resource }) => resource.id === id);
};
export const measureReportDoor: Door = {
  text: 'Figures of a published quarter of an area, with small numbers hidden (data-absent-reason masked) as they went out: for the systems of the area’s managers. What was not published is not here.',
  ...oneVersion(read),
  parameters: reportParameters,
  search: ({ who: { caller } }, asked, { subscriptions: { work }, baseUrl }) =>
    found(walked(areasOf(caller), isPlace(asked.from) ? asked.from : undefined, work), asked, baseUrl),
};
