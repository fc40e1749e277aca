/** What a quarterly return says of an area: every figure of the views that are reported, from one reading of its months. */
import { type Cell, now, sections, sumOf } from '#insight/counted/tally';
import { metricsOf } from '#insight/metrics/all';
import type { Metric, View } from '#insight/metrics/types';
import type { FrozenFigure } from '#insight/return-store';
import { type Form, text } from '#web/frame/form';
import type { Submitted, Visit } from '#web/frame/page';
import { type Asked, askedOf } from './asked.ts';
import { divisorsOf } from './divisors.ts';
import type { Sight } from './noted.ts';
import { defaultPeriod } from './periods.ts';
import { readPractices, readSection } from './reading.ts';
import { sentencesOf } from './sentences.ts';
import { saidOf } from './tell.ts';
import { sorted, tallyFor } from './wanted.ts';

export const reported = ['delivery', 'waits', 'engagement', 'organisations', 'outcomes', 'balancing'] as const satisfies View[];

/** One area of the manager's, in one quarter. Undefined: not hers, or no quarter. */
export const returnAsked = async (
  visit: Visit,
  given: { area?: string | undefined; quarter?: string | undefined },
): Promise<(Asked & { area: string }) | undefined> => {
  if (visit.who.caller.kind !== 'manager') return undefined;
  const period = /^\d{4}-Q[1-4]$/.test(given.quarter ?? '') ? (given.quarter ?? '') : defaultPeriod(visit.today);
  const asked = await askedOf({ ...visit, query: new URLSearchParams({ period }) });
  const area = given.area ? asked?.areas.find(({ id }) => id === given.area) : asked?.areas[0];
  if (!asked || !area) return undefined;
  return { ...asked, areas: [area], practices: asked.practices.filter((one) => one.area === area.id), area: area.id };
};

/** Of which return a page tells: as its path says it, or as it was asked for. */
export const returnSight = async (visit: Visit | Submitted): Promise<Sight | undefined> => {
  const { params, query, kept } = visit;
  if (params.area !== undefined) return { areas: [params.area], what: 'return', period: params.quarter ?? '' };
  const form: Form | undefined = 'form' in visit ? visit.form : kept;
  const asked = await returnAsked(visit, {
    area: text(form, 'area') || (query.get('area') ?? ''),
    quarter: text(form, 'period') || (query.get('period') ?? ''),
  });
  return asked && { areas: [asked.area], what: 'return', period: asked.period.name };
};

/** Each time of hours would fill the record; what is said of them stays. */
const kept = ({ answer, ...figure }: FrozenFigure, unit: string): FrozenFigure => ({
  ...figure,
  answer: answer.kind === 'time' && unit === 'hours' ? { ...answer, times: [] } : answer,
});
/** Added up once for all metrics. */
const together = (cells: readonly Cell[]): ((metric: Metric) => Cell[]) => {
  const months = [...Map.groupBy(cells, ({ month }) => month)].map(([month, own]) => ({ month, all: sorted(sumOf(own.map(({ tally }) => tally))) }));
  return (metric) => months.map(({ month, all }) => ({ area: '', month, section: sections.all, practice: '', tally: tallyFor(metric, all) }));
};
export const figuresOf = async (asked: Asked, visit: Visit): Promise<FrozenFigure[]> => {
  const all = reported.flatMap((view) => metricsOf(view));
  const months = [...asked.period.months, now];
  const [rates, others] = [true, false].map((is) => all.flatMap(([, metric]) => ((metric.compute.kind === 'per') === is ? [metric] : [])));
  // A rate needs each practice by itself.
  const [each, cells] = await Promise.all([readPractices(sections.all, months, asked, visit, rates), readSection(sections.all, months, asked, visit, others)]);
  const of = together(cells);
  const found = await Promise.all(
    all.map(async ([metric, one]): Promise<FrozenFigure[]> => {
      const figures = { all: one.compute.kind === 'per' ? each : of(one), needs: [] };
      const said = saidOf(one, figures, asked, await divisorsOf(one, asked, visit), visit);
      // Of what nobody was asked there is nothing to report.
      if (said.answer.kind === 'paired' && said.answer.baseline === 0) return [];
      return [kept({ metric, says: sentencesOf({ name: metric, metric: one }, said, visit.words), answer: said.answer }, one.unit)];
    }),
  );
  return found.flat();
};
