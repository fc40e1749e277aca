/** What of a health record a search compares, by the data types of R4. */
import type { CodeableConcept, FhirResource, Identifier, Period, Reference } from 'fhir/r4.js';
import type { SearchValue } from '#fhir/door';
import type { RecordType } from '#people/types';

export type RecordedAs<Type extends RecordType> = Extract<FhirResource, { resourceType: Type }>;
/** Any of the resources that are health records. */
export type Recorded = RecordedAs<RecordType>;
export const isRecorded = <Type extends RecordType>(type: Type, resource: FhirResource): resource is RecordedAs<Type> => resource.resourceType === type;

export type Values = readonly SearchValue[];
type Some<One> = One | One[] | undefined;
const listOf = <One>(some: Some<One>): readonly One[] => (some === undefined ? [] : Array.isArray(some) ? some : [some]);

/** A concept without a code has no value: tokens are codes. */
export const concepts = (some: Some<CodeableConcept>): Values =>
  listOf(some).flatMap(({ coding = [] }) => coding.flatMap(({ system, code }) => (code ? [{ system, value: code }] : [])));
export const identifiers = (some: Some<Identifier>): Values => listOf(some).flatMap(({ system, value }) => (value ? [{ system, value }] : []));
export const references = (some: Some<Reference>): Values => listOf(some).flatMap(({ reference }) => (reference ? [{ value: reference }] : []));
/** An element of type code has its system by its definition. */
export const codeOf = (system: string, value: string | undefined): Values => (value ? [{ system, value }] : []);
export const dateOf = (value: string | undefined): Values => (value ? [{ value }] : []);
export const periodOf = (value: Period | undefined): Values => (value ? [{ value: `${value.start ?? ''}/${value.end ?? ''}` }] : []);
