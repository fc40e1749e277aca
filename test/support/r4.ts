/**
 * Whether a resource is right R4, judged by a full validator and by a walk of its own over R4's definitions for what that validator misses
 * (forms of primitives, days, required codes, what references name, local names, empty values, resources within resources). Nothing of the hub's is asked.
 */
import { expect } from 'vitest';
import { at, formFault, type Held, isPrimitive, requiredOf, targetsOf } from '#test/r4-elements';
import { brokenAt, definitions, oracleErrors } from '#test/r4-oracle';

type Fields = Record<string, unknown>;
/** `names`: what the resource at hand contains, as `#id`. `part`: less of it is shown than there is, so that no rule on several of its elements is asked. */
type Walk = { faults: string[]; resource: Fields; names: ReadonlySet<string>; part: boolean };
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const codeFault = ({ element, type }: Held, value: unknown): string | undefined => {
  const members = requiredOf(element);
  if (!members) return undefined;
  const isIn = (coding: unknown) => isFields(coding) && members.has(`${textOf(coding.system)}|${textOf(coding.code)}`);
  const byCode = new Set([...members].map((member) => member.replace(/^[^|]*\|/, '')));
  const fits =
    type === 'CodeableConcept'
      ? isFields(value) && list(value.coding).some(isIn)
      : type === 'Coding' || type === 'Quantity'
        ? isIn(value)
        : byCode.has(textOf(value));
  return fits ? undefined : `is not of ${element.binding?.valueSet}`;
};
const form = /^(?:(?:https?:\/\/\S+\/)?([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?|#\S*|urn:(?:uuid|oid):\S+|https?:\/\/\S+)$/;
const referenceFault = ({ element }: Held, value: Fields, { names, part }: Walk): string | undefined => {
  const targets = targetsOf(element);
  const allows = (type: string) => targets.length === 0 || targets.includes(type);
  if (typeof value.type === 'string' && definitions.has(value.type) && !allows(value.type)) return `says the type ${value.type}`;
  if (value.reference === undefined) return undefined;
  const found = form.exec(textOf(value.reference));
  if (!found) return 'is no reference';
  if (found[1] !== undefined && !allows(found[1])) return `names a ${found[1]}`;
  return textOf(value.reference).startsWith('#') && value.reference !== '#' && !part && !names.has(textOf(value.reference))
    ? 'names nothing contained (ref-1)'
    : undefined;
};

const checkValue = (walk: Walk, path: string, value: unknown, held: Held): void => {
  const fault = isEmpty(value) ? 'is empty' : (formFault(held.type, value) ?? codeFault(held, value));
  if (fault) walk.faults.push(`${path} ${fault}`);
  if (isPrimitive(held.type)) return;
  if (!isFields(value)) {
    walk.faults.push(`${path} is no object`);
    return;
  }
  const wrong = held.type === 'Reference' ? referenceFault(held, value, walk) : undefined;
  if (wrong) walk.faults.push(`${path}.reference ${wrong}`);
  if (held.type === 'Resource') checkResource(walk, path, value, held.name === 'contained');
  else checkFields(walk, path, value, held.place);
};
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (isFields(value) && Object.keys(value).length === 0);
const checkKey = (walk: Walk, path: string, key: string, fields: Fields, place: string): void => {
  const held = at(place).byKey.get(key.replace(/^_/, ''));
  const value = fields[key];
  const beside = list(fields[`_${key}`]);
  if (!held) walk.faults.push(`${path} is no element of ${place}`);
  else if (isEmpty(value)) walk.faults.push(`${path} is empty`);
  else if (Array.isArray(value) !== (held.element.max === '*')) walk.faults.push(`${path} is ${Array.isArray(value) ? 'a list' : 'no list'}`);
  else if (key.startsWith('_')) checkBeside(walk, path, [value].flat());
  else if (!Array.isArray(value)) checkValue(walk, path, value, held);
  else for (const [index, one] of value.entries()) if (one !== null || !isFields(beside[index])) checkValue(walk, `${path}[${index}]`, one, held);
};
const checkBeside = (walk: Walk, path: string, extensions: unknown[]): void => {
  for (const one of extensions) {
    if (isFields(one)) checkFields(walk, path, one, 'Element');
    else if (one !== null) walk.faults.push(`${path} is no object`);
  }
};
const isGiven = (fields: Fields, key: string): boolean => fields[key] !== undefined || fields[`_${key}`] !== undefined;
const checkFields = (walk: Walk, path: string, fields: Fields, place: string): void => {
  const isResource = typeof fields.resourceType === 'string' && fields.resourceType === place;
  for (const key of Object.keys(fields)) if (!(isResource && key === 'resourceType')) checkKey(walk, `${path}.${key}`, key, fields, place);
  const isAsked = !(walk.part && fields === walk.resource);
  if (isAsked) for (const key of brokenAt(place, fields, walk.resource)) walk.faults.push(`${path} breaks ${key}`);
  const { elements, byKey } = at(place);
  for (const element of elements) {
    const given = [...byKey].filter(([key, held]) => held.element === element && isGiven(fields, key)).length;
    if (given > 1) walk.faults.push(`${path} has ${element.path} ${given} times`);
    if (given === 0 && (element.min ?? 0) > 0) walk.faults.push(`${path} lacks ${element.path}`);
  }
};

const referencesIn = (value: unknown): string[] =>
  isFields(value) || Array.isArray(value)
    ? Object.entries(value).flatMap(([key, one]) => (key === 'reference' && typeof one === 'string' ? [one] : referencesIn(one)))
    : [];
const checkContained = (walk: Walk, path: string, resource: Fields): void => {
  const named = new Set(referencesIn(resource));
  for (const [index, one] of list(resource.contained).filter(isFields).entries()) {
    const place = `${path}.contained[${index}]`;
    const { versionId, lastUpdated, security } = (one.meta ?? {}) as Fields;
    if (one.contained !== undefined) walk.faults.push(`${place} contains others (dom-2)`);
    if (!named.has(`#${textOf(one.id)}`) && !referencesIn(one).includes('#')) walk.faults.push(`${place} is referred to by nothing (dom-3)`);
    if (versionId !== undefined || lastUpdated !== undefined) walk.faults.push(`${place} has a version (dom-4)`);
    if (security !== undefined) walk.faults.push(`${place} has a label (dom-5)`);
  }
};
/** As HTML of one div with matched tags and known entities; anything that could run or load is no part of what the hub writes. */
const narrativeFault = (div: string): string | undefined => {
  if (!/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml"[^<>]*>.*<\/div>$/s.test(div)) return 'is no div of XHTML';
  if (!/[^\s<>]/.test(div.replace(/<[^>]*>/g, ''))) return 'says nothing (txt-2)';
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/.test(div)) return 'has a bare ampersand';
  if (/<(?!\/?(?:div|p|b|i|span|br|ul|ol|li|table|tr|td|th|tbody|thead)[\s/>])/.test(div)) return 'has another element than plain text needs (txt-1)';
  if (/<[^>]*\son|<[^>]*(?:href|src|style)\s*=/i.test(div)) return 'runs, loads or styles (txt-1)';
  return undefined;
};
const checkNarrative = (walk: Walk, path: string, { text }: Fields): void => {
  const fault = isFields(text) ? narrativeFault(textOf(text.div)) : undefined;
  if (fault) walk.faults.push(`${path}.text.div ${fault}`);
};
const checkEntries = (walk: Walk, path: string, { entry }: Fields): void => {
  for (const [index, one] of list(entry).filter(isFields).entries()) {
    const { fullUrl, resource } = one;
    if (typeof fullUrl !== 'string' || !fullUrl.startsWith('http') || !isFields(resource)) continue;
    if (!fullUrl.endsWith(`/${textOf(resource.resourceType)}/${textOf(resource.id)}`))
      walk.faults.push(`${path}.entry[${index}].fullUrl names another than its resource`);
  }
};
const isPart = ({ meta }: Fields): boolean => isFields(meta) && list(meta.tag).some((tag) => isFields(tag) && tag.code === 'SUBSETTED');
const checkResource = (walk: Walk, path: string, resource: Fields, contained = false): void => {
  const type = textOf(resource.resourceType);
  const names = new Set(list(resource.contained).flatMap((one) => (isFields(one) ? [`#${textOf(one.id)}`] : [])));
  const own = contained ? walk : { ...walk, resource, names, part: isPart(resource) };
  if (!contained) checkContained(walk, path, resource);
  if (type === 'Bundle') checkEntries(walk, path, resource);
  checkNarrative(walk, path, resource);
  checkFields(own, path, resource, type);
  const errors = oracleErrors(resource).filter((text) => !own.part || !text.startsWith('Constraint '));
  walk.faults.push(...errors.map((text) => `${path}: ${text}`));
};

/** Everything that R4 forbids in a resource, its contained ones and a Bundle's; empty when it is right. */
export const r4Faults = (resource: unknown): string[] => {
  if (!isFields(resource) || definitions.get(textOf(resource.resourceType))?.kind !== 'resource') return ['is no resource of R4'];
  const walk: Walk = { faults: [], resource, names: new Set(), part: false };
  checkResource(walk, textOf(resource.resourceType), resource);
  return walk.faults;
};
/** As it goes out: what JSON leaves out is not there. */
export const expectR4 = (resource: unknown): void => expect(r4Faults(JSON.parse(JSON.stringify(resource ?? null)))).toEqual([]);
