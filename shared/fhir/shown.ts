/** A resource as it goes out: with a narrative of the hub's own, and no more of it than was asked for. */
import type { FhirResource } from 'fhir/r4.js';
import type { Query } from '#fhir/search/query';
import { isFields } from '#fhir/structure/fields';
import { withNarrative } from './narrative.ts';
import { requiredElements, summaryElements } from './summary-table.ts';

type Less = Pick<Query, 'summary' | 'elements'>;

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
/** Without these no resource can be told from another, or read as its type. */
const always = ['resourceType', 'id', 'meta'];
const listed = (text: string | undefined) => text?.split(' ') ?? [];
const required = (type: string) => listed(requiredElements[type]);

/** Names of the elements that stay; undefined: all. A choice is named without its type, as `value` for `valueString`. */
const kept = ({ resourceType }: FhirResource, { summary, elements }: Less): readonly string[] | undefined => {
  if (elements) return [...always, ...required(resourceType), ...elements];
  switch (summary) {
    case 'true':
      return [...always, ...required(resourceType), ...listed(summaryElements[resourceType])];
    case 'text':
      return [...always, ...required(resourceType), 'text'];
    case 'data':
    case undefined:
      return undefined;
  }
};
const isKept = (key: string, names: readonly string[]): boolean => {
  const name = key.replace(/^_/, '');
  return names.some((one) => one === name || (name.startsWith(one) && /^[A-Z]/.test(name.slice(one.length))));
};
const marked = (meta: unknown) => {
  const fields = isFields(meta) ? meta : {};
  return { ...fields, tag: [...(Array.isArray(fields.tag) ? fields.tag : []), subsetted] };
};

/** What is shown less of carries the tag SUBSETTED, so that nobody takes it for the whole. */
export const shownAs = <R extends FhirResource>(resource: R, less: Less): R => {
  const names = kept(resource, less);
  const whole = withNarrative(resource);
  if (!names && less.summary === undefined) return whole;
  const entries = Object.entries(whole).filter(([key]) => (names ? isKept(key, names) : key !== 'text'));
  const rest = Object.fromEntries(entries);
  return { ...rest, meta: marked(rest.meta) } as R;
};
