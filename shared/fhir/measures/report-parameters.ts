/** By what MeasureReports are searched. */
import type { FhirResource, MeasureReport } from 'fhir/r4.js';
import type { Parameters, SearchValue } from '#fhir/door';
import { texts } from '#fhir/search/values';

const report = (one: FhirResource): MeasureReport | undefined => (one.resourceType === 'MeasureReport' ? one : undefined);
const place = (one: FhirResource): SearchValue[] => texts(report(one)?.reporter?.reference);
/** Under its canonical address with and without version, and as it is here. */
const measures = (one: FhirResource): SearchValue[] => {
  const [address = '', version] = (report(one)?.measure ?? '').split('|');
  return texts(`${address}|${version}`, address, `Measure/${address.slice(address.lastIndexOf('/') + 1)}`);
};
const spanOf = ({ start, end }: MeasureReport['period']) => `${start}/${end}`;

export const reportParameters: Parameters = {
  measure: { kind: 'reference', text: 'What is counted: the canonical address, with |version or without, Measure/<id>, or the id.', values: measures },
  period: {
    kind: 'date',
    text: 'The months that are counted. period=2026-09 is what lies wholly in September; ge and le with a day part what came earlier and later.',
    values: (one) => texts(report(one) && spanOf(report(one)?.period ?? {})),
  },
  reporter: { kind: 'reference', text: 'The council area, as Location/S12000049.', values: place },
  subject: { kind: 'reference', text: 'The same: the area whose people are counted.', values: place },
  date: { kind: 'date', text: 'When it was published.', values: (one) => texts(report(one)?.date) },
};
