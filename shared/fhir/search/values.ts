/** What a resource says, in the form in which a search compares it and an include follows it. */
import type { Reference } from 'fhir/r4.js';
import type { SearchValue } from '#fhir/door';

/** As `Type/id`, whatever version is named. */
export const named = (...references: readonly (Reference | undefined)[]): string[] =>
  references.flatMap((one) => (one?.reference === undefined ? [] : [one.reference.replace(/\/_history\/.*/, '')]));
export const texts = (...values: readonly (string | undefined)[]): SearchValue[] => values.flatMap((value) => (value === undefined ? [] : [{ value }]));
