/** What a reference may point to, and what a contained resource must be. */
import type { IssueCode } from '#fhir/outcome';
import { type Fields, isFields, textOf } from './fields.ts';
import { isResourceType } from './types.ts';

/** `contained`: id to type of what the resource contains. `named`: every local name, as `#patient`, met while walking it. */
export type Scope = { contained: ReadonlyMap<string, string>; named: Set<string> };
type Fault = { element: string; code: IssueCode; text: string };

const containedOf = (resource: unknown): Fields[] => {
  const list = isFields(resource) ? resource.contained : undefined;
  return Array.isArray(list) ? list.filter(isFields) : [];
};
export const scopeOf = (resource: unknown): Scope => ({
  contained: new Map(containedOf(resource).map((one) => [textOf(one, 'id'), textOf(one, 'resourceType')])),
  named: new Set(),
});

const relative = /^([A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const absolute = /^(?:https?:\/\/[^/\s]+\/(?:[^\s?#]*\/)?)([A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const otherUri = /^(?:https?:\/\/[^\s/?#]\S*|urn:(?:uuid|oid):\S+)$/;
/** The type of what a reference names, as far as its text tells; undefined when it is none of FHIR's forms. */
const typeOfTarget = (reference: string, { contained }: Scope): string | undefined => {
  if (reference.startsWith('#')) return contained.get(reference.slice(1)) ?? '';
  const [, type] = relative.exec(reference) ?? absolute.exec(reference) ?? [];
  if (type !== undefined && isResourceType(type)) return type;
  return otherUri.test(reference) ? '' : undefined;
};
const listed = (targets: string[]): string => targets.join(', ');
/** The first thing wrong with a Reference; `targets` empty: it may name any type. */
export const referenceFault = (value: Fields, targets: string[], scope: Scope): Fault | undefined => {
  const { reference, type } = value;
  if (typeof type === 'string' && targets.length > 0 && isResourceType(type) && !targets.includes(type))
    return { element: 'type', code: 'value', text: `This may refer to: ${listed(targets)}.` };
  if (typeof reference !== 'string' || reference === '') return undefined;
  if (reference.startsWith('#') && reference !== '#' && !scope.contained.has(reference.slice(1)))
    return { element: 'reference', code: 'invariant', text: 'No contained resource has this id. Send it in `contained`, or refer to it otherwise. (ref-1)' };
  const named = typeOfTarget(reference, scope);
  if (named === undefined)
    return {
      element: 'reference',
      code: 'value',
      text: 'This is no reference: send a resource type and id, as Patient/123, a full https URL, or # and the id of a contained resource.',
    };
  if (named !== '' && targets.length > 0 && !targets.includes(named))
    return { element: 'reference', code: 'value', text: `This may refer to: ${listed(targets)}.` };
  return named !== '' && typeof type === 'string' && isResourceType(type) && type !== named
    ? { element: 'type', code: 'value', text: 'The type does not agree with the reference.' }
    : undefined;
};

const refersToContainer = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(refersToContainer);
  return isFields(value) && (value.reference === '#' || Object.values(value).some(refersToContainer));
};
type Contained = { value: Fields; index: number; earlier: Fields[]; scope: Scope };
/** R4's rules on contained resources, a row each. */
const containedRules: { element: string; code: IssueCode; text: string; fails: (contained: Contained) => boolean }[] = [
  {
    element: 'contained',
    code: 'invariant',
    text: 'A contained resource contains no others. Move them up beside it. (dom-2)',
    fails: ({ value }) => value.contained !== undefined,
  },
  {
    element: 'meta',
    code: 'invariant',
    text: 'A contained resource has no version and no time of update. Leave them out of its meta. (dom-4)',
    fails: ({ value: { meta } }) => isFields(meta) && (meta.versionId !== undefined || meta.lastUpdated !== undefined),
  },
  {
    element: 'meta',
    code: 'invariant',
    text: 'A contained resource has no security label. Label the whole instead. (dom-5)',
    fails: ({ value: { meta } }) => isFields(meta) && meta.security !== undefined,
  },
  {
    element: 'id',
    code: 'structure',
    text: 'Two contained resources have this id. Give each its own.',
    fails: ({ value: { id }, earlier }) => id !== undefined && earlier.some((other) => other.id === id),
  },
  {
    element: '',
    code: 'invariant',
    text: 'Nothing refers to this contained resource. Refer to it by # and its id, or leave it out. (dom-3)',
    fails: ({ value, scope }) => !scope.named.has(`#${textOf(value, 'id')}`) && !refersToContainer(value),
  },
];
/** After the walk, when all names are known. */
export const containedFaults = (resource: Fields, scope: Scope): Fault[] => {
  const all = containedOf(resource);
  return all.flatMap((value, index) =>
    containedRules
      .filter(({ fails }) => fails({ value, index, earlier: all.slice(0, index), scope }))
      .map(({ element, code, text }) => ({ element: `contained[${index}]${element && '.'}${element}`, code, text })),
  );
};
