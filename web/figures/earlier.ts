/** The months of a series before the period: of whole areas added up once, and remembered for a while, for they hardly change any more. */
import { type Cell, sections, sumOf } from '#insight/counted/tally';
import { currentSet, setAsAt } from '#insight/counts';
import { readCells } from '#insight/figures-store';
import type { Metric } from '#insight/metrics/types';
import { type Kept, kept } from '#platform/kept';
import { later } from '#platform/time';
import type { Table } from '#platform/types';
import type { Visit } from '#web/frame/page';
import type { Asked } from './asked.ts';
import { type Sorted, sorted, tallyFor } from './wanted.ts';

/** For a minute a past month may lack what was counted in it since; the period itself never does. */
const milliseconds = 60_000;
/** Months of areas. */
const entries = 500;
const memories = new WeakMap<Table, Kept<Promise<Sorted>>>();
const memoryOf = ({ ports }: Visit): Kept<Promise<Sorted>> => {
  const { work } = ports.fhir.subscriptions;
  const held = memories.get(work) ?? kept<Promise<Sorted>>(entries, ports.clock);
  memories.set(work, held);
  return held;
};
const monthOfArea = (set: string, area: string, month: string, visit: Visit): Promise<Sorted> => {
  const memory = memoryOf(visit);
  const name = `${set} ${area} ${month}`;
  const known = memory.get(name);
  if (known) return known;
  const cells = readCells(visit.ports.fhir.subscriptions.work, { set, areas: [area], months: [month], section: sections.all });
  const reading = cells.then((all) => sorted(sumOf(all.map(({ tally }) => tally))));
  memory.put(name, reading, later(visit.at, milliseconds));
  reading.catch(() => memory.drop(name));
  return reading;
};

export const readEarlier = async (months: readonly string[], metric: Metric, { areas, asAt }: Pick<Asked, 'areas' | 'asAt'>, visit: Visit): Promise<Cell[]> => {
  const all = areas.flatMap(({ id }) => months.map((month) => ({ area: id, month })));
  const found = await Promise.all(all.map(({ area, month }) => monthOfArea(asAt ? setAsAt(asAt) : currentSet, area, month, visit)));
  return all.map(({ area, month }, n) => ({ area, month, section: sections.all, practice: '', tally: tallyFor(metric, found[n] ?? new Map()) }));
};
