/** What is counted, as FHIR R4 Measures: the hub's own definitions, under their version. */
import type { CodeableConcept, Measure, MeasureGroupPopulation } from 'fhir/r4.js';
import { metrics } from '#insight/metrics/all';
import { bases, type Metric } from '#insight/metrics/types';
import type { ReleasedFigure } from '#insight/release-types';

const terminology = 'http://terminology.hl7.org/CodeSystem';
const concept = (system: string, code: string): CodeableConcept => ({ coding: [{ system: `${terminology}/${system}`, code }] });
type Population = 'initial-population' | 'numerator' | 'denominator' | 'measure-population';
export const populationCode = (code: Population): CodeableConcept => concept('measure-population', code);

export type Scored = ReleasedFigure['kind'];
const scorings = {
  count: 'cohort',
  share: 'proportion',
  money: 'continuous-variable',
  time: 'continuous-variable',
  paired: 'continuous-variable',
} as const satisfies Record<Scored, string>;
const populationsOf = (kind: Scored, { numerator, denominator }: Metric): [Population, string][] => {
  switch (kind) {
    case 'count':
      return [['initial-population', numerator]];
    case 'share':
      return [
        ['denominator', denominator ?? numerator],
        ['numerator', numerator],
      ];
    case 'money':
    case 'time':
    case 'paired':
      return [
        ['initial-population', denominator ?? numerator],
        ['measure-population', numerator],
      ];
  }
};
const population = ([code, expression]: [Population, string]): MeasureGroupPopulation => ({
  code: populationCode(code),
  criteria: { language: 'text/plain', expression },
});

export const measureUrl = (metric: string): string => `https://linkshub.scot/fhir/Measure/${metric}`;
const notations = { higher: 'increase', lower: 'decrease' } as const;
export const improvement = (metric: string): { improvementNotation?: CodeableConcept } => {
  const direction = metrics[metric]?.direction;
  return direction === 'higher' || direction === 'lower' ? { improvementNotation: concept('measure-improvement-notation', notations[direction]) } : {};
};
const sentence = (label: string, text: string | undefined): string[] => (text ? [`${label}: ${text}.`] : []);
/** A name as programs like it: letters and digits, the first a capital. */
const nameOf = (metric: string): string => metric.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Undefined: there is no such metric any more. */
export const measureOf = (metric: string, kind: Scored, version: number): Measure | undefined => {
  const found = metrics[metric];
  if (!found) return undefined;
  const { name, question, numerator, denominator, basis, clock, exclusions, unit } = found;
  const description = [
    question,
    ...[...sentence('Counted', numerator), ...sentence('Out of', denominator), ...sentence('Clock', clock), ...sentence('Unit', unit)],
    ...[...sentence('Month', `counted ${bases[basis]}`), ...sentence('Left out', exclusions.join('; '))],
  ].join(' ');
  return {
    ...{ resourceType: 'Measure', id: metric, url: measureUrl(metric), version: String(version), name: nameOf(metric), title: name, status: 'active' },
    ...{ description, scoring: concept('measure-scoring', scorings[kind]), ...improvement(metric) },
    group: [{ population: populationsOf(kind, found).map(population) }],
  };
};
