/** A request as it was sent, with what is contained in it at hand. */
import type { Consent, FhirResource, Identifier, Patient, Reference, ServiceRequest, Task } from 'fhir/r4.js';
import type { PracticeId } from '#identity/types';
import type { Instant } from '#platform/types';

/** `codes`: how the practice is named elsewhere, as five digits, or S and five digits. */
export type OwnPractice = { id: PracticeId; codes?: readonly string[] };
export type InboundContext = {
  now: Instant;
  /** The calling client's. */
  practice: OwnPractice;
  /** Relative references that the hub can resolve. */
  known?: ReadonlySet<string>;
  /** The hub has a way to reach the person, from before. */
  reachable?: boolean;
  /** The hub's own address, where absolute references to it shall be understood. */
  baseUrl?: string;
  /** In a form of the hub, which asked whoever filled it in for what a system is told by a warning; a person may be known by less there. */
  entered?: boolean;
};
/** `path`: its FHIRPath. */
export type Contained = { resource: FhirResource; path: string };
/** What a reference points to, as far as its text and the contained resources tell. */
export type Target =
  | ({ kind: 'contained' } & Contained)
  | { kind: 'logical'; identifier: Identifier & { system: string; value: string } }
  | { kind: 'https'; url: string }
  | { kind: 'relative'; reference: string }
  | { kind: 'other' };

/** Of a resource whose structure is right, so that each may be read as its type. */
export const containedIn = ({ resourceType, contained }: ServiceRequest | Task): Contained[] =>
  (contained ?? []).map((resource, index) => ({ resource: resource as FhirResource, path: `${resourceType}.contained[${index}]` }));
export const targetOf = (reference: Reference | undefined, contained: readonly Contained[]): Target => {
  const { reference: text = '', identifier } = reference ?? {};
  const found = text.startsWith('#') ? contained.find(({ resource }) => `#${resource.id}` === text) : undefined;
  if (found) return { kind: 'contained', ...found };
  if (text.startsWith('https://')) return { kind: 'https', url: text };
  if (/^[A-Z][A-Za-z]+\//.test(text)) return { kind: 'relative', reference: text };
  if (text === '' && identifier?.system && identifier.value)
    return { kind: 'logical', identifier: { ...identifier, system: identifier.system, value: identifier.value } };
  return { kind: 'other' };
};
/** The resource type that a reference names or says itself. */
export const typeOfReference = (reference: Reference, target: Target): string | undefined => {
  if (target.kind === 'contained') return target.resource.resourceType;
  return /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[^/]+)?$/.exec(reference.reference ?? '')?.[1] ?? reference.type;
};
export const isPatient = (resource: FhirResource): resource is Patient => resource.resourceType === 'Patient';
export const isConsent = (resource: FhirResource): resource is Consent => resource.resourceType === 'Consent';

/** System and value, where both are there. */
export const fullIdentifiers = (identifiers: readonly Identifier[] | undefined): { system: string; value: string }[] =>
  (identifiers ?? []).flatMap(({ system, value }) => (system && value ? [{ system, value }] : []));
