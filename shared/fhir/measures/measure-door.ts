/** Measure: how the figures that are published are counted, by the definitions that hold now. */
import type { FhirResource } from 'fhir/r4.js';
import type { Door, Parameters, Seen } from '#fhir/door';
import { oneVersion } from '#fhir/one-version';
import { searchAmong } from '#fhir/search/among';
import { texts } from '#fhir/search/values';
import { definitionsSince, definitionsVersion } from '#insight/counts';
import { releasedMetrics } from '#insight/release-figures';
import { measureOf } from './measure.ts';

const version = { versionId: definitionsVersion, lastUpdated: definitionsSince };
const seen = (metric: string): Seen | undefined => {
  const kind = Object.hasOwn(releasedMetrics, metric) ? releasedMetrics[metric] : undefined;
  const measure = kind && measureOf(metric, kind, definitionsVersion);
  return measure && { resource: { ...measure, meta: { versionId: String(definitionsVersion), lastUpdated: definitionsSince } }, version };
};
const ofMeasure = (one: FhirResource) => (one.resourceType === 'Measure' ? one : undefined);
const parameters: Parameters = {
  name: { kind: 'string', text: 'How the name for programs begins.', values: (one) => texts(ofMeasure(one)?.name) },
  title: { kind: 'string', text: 'How the name for people begins.', values: (one) => texts(ofMeasure(one)?.title) },
  url: { kind: 'uri', text: 'The canonical address, without a version.', values: (one) => texts(ofMeasure(one)?.url) },
  version: { kind: 'token', text: 'The version of the definitions.', values: (one) => texts(ofMeasure(one)?.version) },
};
export const measureDoor: Door = {
  text: 'How each published figure is counted: who is in it, the clock, and who is left out. The version is that of all definitions; a MeasureReport names the one by which it was counted.',
  ...oneVersion(async (_call, id) => seen(id)),
  parameters,
  search: async (_call, asked, { baseUrl }) =>
    searchAmong(
      Object.keys(releasedMetrics).flatMap((metric) => seen(metric) ?? []),
      asked,
      parameters,
      baseUrl,
    ),
};
