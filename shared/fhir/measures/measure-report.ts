/** A release as FHIR R4: a collection of summary MeasureReports with their Measures. What is confidential is masked, and never 0. */
import type {
  Bundle,
  BundleEntry,
  Extension,
  FhirResource,
  MeasureReport,
  MeasureReportGroupPopulation,
  MeasureReportGroupStratifier,
  Organization,
  Quantity,
} from 'fhir/r4.js';
import { uuidOf } from '#fhir/uuid-of';
import { monthsIn } from '#insight/disclosure/grid';
import { all, type Cell, type PublishedTable } from '#insight/disclosure/types';
import type { Released, ReleasedFigure } from '#insight/release-types';
import { improvement, measureOf, measureUrl, populationCode, type Scored } from './measure.ts';

const absent = (cell: Cell): { extension: Extension[] } => ({
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'none' in cell ? 'not-applicable' : 'masked' }],
});
type Population = Parameters<typeof populationCode>[0];
const counted = (cell: Cell): Pick<MeasureReportGroupPopulation, 'count' | '_count'> => ('shown' in cell ? { count: cell.shown } : { _count: absent(cell) });
const population = (code: Population, cell: Cell) => ({ code: populationCode(code), ...counted(cell) });
const quantity = (cell: Cell, unit: string): Quantity => ('shown' in cell ? { value: cell.shown, unit } : absent(cell));

type Group = NonNullable<MeasureReport['group']>[number];
const groupOf = (figure: ReleasedFigure): Group => {
  switch (figure.kind) {
    case 'count':
      return { population: [population('initial-population', figure.n)] };
    case 'share':
      return { population: [population('denominator', figure.whole), population('numerator', figure.part)], measureScore: quantity(figure.percent, 'percent') };
    case 'time':
      return { population: [population('measure-population', figure.n)], measureScore: quantity(figure.median, 'days, median') };
    case 'money':
      return { population: [population('measure-population', figure.people)], measureScore: quantity(figure.pounds, 'pounds') };
    case 'paired':
      return {
        population: [population('initial-population', figure.baseline), population('measure-population', figure.paired)],
        measureScore: quantity(figure.mean, 'points, mean change'),
      };
  }
};

/** A table as one stratifier; margins name fewer things than there are. */
const stratifierOf = ({ name, by, cells }: PublishedTable, names: ReadonlyMap<string, string>): MeasureReportGroupStratifier => ({
  code: [{ text: name }],
  stratum: cells.flatMap(({ at, cell }) => {
    const component = by.flatMap((dimension, n) => {
      const value = at[n] ?? all;
      return value === all
        ? []
        : [{ code: { text: dimension }, value: { coding: [{ code: value }], ...(names.has(value) ? { text: names.get(value) ?? '' } : {}) } }];
    });
    return component.length === 0 ? [] : [{ component, population: [population('initial-population', cell)] }];
  }),
});
const totalIn = (tables: readonly PublishedTable[]): Cell =>
  tables.flatMap(({ cells }) => cells).find(({ at }) => at.every((one) => one === all))?.cell ?? { hidden: 'c' };

const lastDay = (month: string): string => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
const spanOf = (period: string) => {
  const months = monthsIn(period);
  return { start: `${months[0]}-01`, end: lastDay(months.at(-1) ?? '') };
};
const entry = (fullUrl: string, resource: FhirResource): BundleEntry => ({ fullUrl, resource });

export type Reported = { metric: string; period: string; group: Group };
export const reportOf = ({ metric, period, group }: Reported, { area, tier, asAt, definitionsVersion }: Released): MeasureReport => {
  const id = uuidOf([area, tier, asAt, metric, period].join('|'));
  return {
    ...{ resourceType: 'MeasureReport', id, status: 'complete', type: 'summary', measure: `${measureUrl(metric)}|${definitionsVersion}`, date: asAt },
    ...{ reporter: { reference: `urn:uuid:${uuidOf(area)}` }, period: spanOf(period), ...improvement(metric), group: [group] },
  };
};
const programmeOf = ({ area, name }: Released): Organization => ({
  ...{ resourceType: 'Organization', id: uuidOf(area), name: `Links programme of ${name}` },
  identifier: [{ system: 'http://statistics.gov.scot/id/statistical-geography', value: area }],
});

/** Each period of each figure. */
export const reportedIn = ({ tables, figures, practices, period }: Released): Reported[] => {
  const names = new Map(practices.map(({ id, name }) => [id, name]));
  const received = [...Map.groupBy(tables, (one) => one.period)].map(([of, own]): Reported => {
    const group = { population: [population('initial-population', totalIn(own))], stratifier: own.map((one) => stratifierOf(one, names)) };
    return { metric: 'received', period: of, group };
  });
  const others = figures.map((one): Reported => ({ metric: one.metric, period: one.kind === 'paired' ? one.of : period, group: groupOf(one) }));
  return [...received, ...others];
};

export const measureBundle = (released: Released): Bundle => {
  const { figures, asAt, definitionsVersion, area } = released;
  const measured: [string, Scored][] = [['received', 'count'], ...figures.map(({ metric, kind }): [string, Scored] => [metric, kind])];
  return {
    ...{ resourceType: 'Bundle', type: 'collection', timestamp: asAt },
    entry: [
      entry(`urn:uuid:${uuidOf(area)}`, programmeOf(released)),
      ...measured.flatMap(([metric, kind]) => measureOf(metric, kind, definitionsVersion) ?? []).map((one) => entry(one.url ?? '', one)),
      ...reportedIn(released).map((one) => {
        const report = reportOf(one, released);
        return entry(`urn:uuid:${report.id}`, report);
      }),
    ],
  };
};
