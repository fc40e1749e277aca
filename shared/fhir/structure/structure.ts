/** Is it R4? One walk over a resource finds everything that the base specification forbids, from the generated table and the rows beside it. */
import type { Issue, IssueCode } from '#fhir/outcome';
import { type Fields, has, isFields, textOf } from './fields.ts';
import { invariantsOf } from './invariants.ts';
import { primitives } from './primitives.ts';
import { containedFaults, referenceFault, type Scope, scopeOf } from './references.ts';
import { type Allowed, isResourceType, type Property, type Type, typeOf } from './types.ts';

/** As many as one answer lists; a resource with more is not what its sender thinks. */
const mostIssues = 50;
/** Deeper than readJson lets anything pass; only a value made in the process could be. */
const mostDepth = 60;
type Walk = { issues: Issue[]; scope: Scope; depth: number };

const add = (walk: Walk, expression: string, code: IssueCode, text: string, status = 400): void => {
  if (walk.issues.length < mostIssues) walk.issues.push({ severity: 'error', code, expression, text, status });
};
const quoted = (names: Iterable<string>): string => [...names].map((name) => `\`${name}\``).join(', ');
/** The element of a FHIRPath, without its index. */
const nameOf = (path: string): string => `\`${path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '')}\``;

const isEmptyValue = (value: unknown): boolean =>
  value === '' || (Array.isArray(value) && value.length === 0) || (isFields(value) && Object.keys(value).length === 0);
const emptyText = 'is empty. FHIR has no empty strings, lists or objects, and no null: leave the element out.';
const isEmpty = (walk: Walk, path: string, value: unknown): boolean => {
  const empty = value === null || value === undefined || isEmptyValue(value);
  if (empty) add(walk, path, 'value', `${nameOf(path)} ${emptyText}`);
  return empty;
};

const checkCode = (walk: Walk, path: string, value: unknown, { codes }: Allowed): void => {
  if (!codes || codes.system !== undefined || typeof value !== 'string' || codes.codes.has(value)) return;
  const list = codes.codes.size <= 15 ? `one of: ${[...codes.codes].join(', ')}` : 'a code of the set that R4 requires';
  add(walk, path, 'code-invalid', `${nameOf(path)} must be ${list}.`);
};
const checkConcept = (walk: Walk, path: string, value: Fields, { codes }: Allowed): void => {
  if (codes?.system === undefined) return;
  const codings = Array.isArray(value.coding) ? value.coding.filter(isFields) : [];
  const ofSystem = codings.filter((coding) => coding.system === codes.system);
  const fits = ofSystem.length > 0 && ofSystem.every((coding) => codes.codes.has(textOf(coding, 'code')));
  if (!fits) add(walk, path, 'code-invalid', `${nameOf(path)} needs a coding of ${codes.system}: one of ${[...codes.codes].join(', ')}.`);
};
const checkPrimitive = (walk: Walk, path: string, value: unknown, allowed: Allowed): void => {
  const primitive = primitives.get(allowed.type);
  if (isEmpty(walk, path, value) || !primitive) return;
  if (!primitive.fits(value)) add(walk, path, 'value', `${nameOf(path)} ${primitive.text}.`);
  else checkCode(walk, path, value, allowed);
  if (typeof value === 'string' && value.startsWith('#')) walk.scope.named.add(value);
};
const checkObject = (walk: Walk, path: string, value: Fields, allowed: Allowed): void => {
  const type = typeOf(allowed.type);
  if (type) checkFields(walk, path, value, type);
  checkConcept(walk, path, value, allowed);
  const fault = allowed.type === 'Reference' && referenceFault(value, allowed.targets, walk.scope);
  if (fault) add(walk, `${path}.${fault.element}`, fault.code, fault.text);
};
const checkComplex = (walk: Walk, path: string, value: unknown, allowed: Allowed): void => {
  if (isEmpty(walk, path, value)) return;
  if (!isFields(value)) add(walk, path, 'structure', `${nameOf(path)} must be an object, in braces.`);
  else if (allowed.type === 'Resource') checkNested(walk, path, value);
  else checkObject(walk, path, value, allowed);
};
const checkOne = (walk: Walk, path: string, value: unknown, allowed: Allowed): void =>
  primitives.has(allowed.type) ? checkPrimitive(walk, path, value, allowed) : checkComplex(walk, path, value, allowed);

const isList = (walk: Walk, path: string, value: unknown, list: boolean): boolean => {
  const right = Array.isArray(value) === list;
  if (!right)
    add(walk, path, 'structure', list ? `${nameOf(path)} takes a list: put what it holds in square brackets.` : `${nameOf(path)} takes one value, not a list.`);
  return right;
};
/** `beside`: the list of the same element's extensions, in whose places nulls may stand. */
const checkProperty = (walk: Walk, path: string, value: unknown, { element, allowed }: Property, beside: unknown): void => {
  if (isEmpty(walk, path, value) || !isList(walk, path, value, element.list)) return;
  const mayBeNull = (index: number): boolean => Array.isArray(beside) && isFields(beside[index]);
  if (!Array.isArray(value)) checkOne(walk, path, value, allowed);
  else for (const [index, one] of value.entries()) if (one !== null || !mayBeNull(index)) checkOne(walk, `${path}[${index}]`, one, allowed);
};
const checkExtended = (walk: Walk, path: string, value: unknown): void => {
  const type = typeOf('Element');
  if (isEmpty(walk, path, value) || !type) return;
  if (isFields(value)) checkFields(walk, path, value, type);
  else add(walk, path, 'structure', `The extensions of ${nameOf(path)} must be an object, in braces.`);
};
/** `_status` holds id and extensions of `status`; of a list, a list of the same length. */
const checkBeside = (walk: Walk, path: string, value: unknown, { element }: Property, values: unknown): void => {
  if (isEmpty(walk, path, value) || !isList(walk, path, value, element.list)) return;
  if (!Array.isArray(value)) {
    checkExtended(walk, path, value);
    return;
  }
  const hasValue = (index: number): boolean => Array.isArray(values) && values[index] !== null && values[index] !== undefined;
  if (Array.isArray(values) && values.length !== value.length)
    add(walk, path, 'structure', `${nameOf(path)} and its extensions must be lists of the same length, filled with null.`);
  for (const [index, one] of value.entries()) if (one !== null || !hasValue(index)) checkExtended(walk, `${path}[${index}]`, one);
};
/** As FHIR names elements; any other may be a value that slipped into the place of a name, and is not repeated. */
const known = /^_?[a-z][A-Za-z0-9]{0,63}$/;
const checkKey = (walk: Walk, path: string, key: string, value: Fields, type: Type): void => {
  const bare = key.startsWith('_') ? key.slice(1) : key;
  const property = type.properties.get(bare);
  if (key === 'resourceType' && type.isResource) return;
  const isUnknown = !property || (bare !== key && !primitives.has(property.allowed.type));
  const place = isUnknown ? (known.test(key) ? `${path}.${key}` : path) : `${path}.${property.element.name}`;
  if (isUnknown) add(walk, place, 'structure', `R4 has no such element in ${type.name}. Check its spelling, or send it as an extension.`);
  else if (bare !== key) checkBeside(walk, place, value[key], property, value[bare]);
  else checkProperty(walk, place, value[key], property, value[`_${key}`]);
};
/** What could change the meaning of everything around it, and is not known here, must not be passed over. */
const checkModifiers = (walk: Walk, path: string, value: Fields): void => {
  if (value.modifierExtension !== undefined)
    add(walk, `${path}.modifierExtension`, 'extension', 'The hub knows no modifier extension, so it cannot process this safely. Send it without.', 422);
  if (value.implicitRules !== undefined)
    add(walk, `${path}.implicitRules`, 'not-supported', 'The hub knows no implicit rules, so it cannot process this safely. Send it without.', 422);
};
const checkPresence = (walk: Walk, path: string, value: Fields, { name, required, choices }: Type): void => {
  for (const { element, keys } of required) {
    if (keys.some((key) => has(value, key))) continue;
    const choice = keys.length > 1 ? ' (or another of the choice)' : '';
    add(walk, `${path}.${element.name}`, 'required', `${quoted(keys.slice(0, 1))}${choice} is missing. ${name} needs it.`);
  }
  for (const { element, keys } of choices) {
    const sent = keys.filter((key) => has(value, key));
    if (sent.length > 1) add(walk, `${path}.${element.name}`, 'structure', `Send one of ${quoted(sent)}, not several.`);
  }
};
const checkFields = (walk: Walk, path: string, value: Fields, type: Type): void => {
  if (walk.depth >= mostDepth) {
    add(walk, path, 'structure', 'This is nested too deeply. Send a flatter resource.');
    return;
  }
  walk.depth += 1;
  for (const key of Object.keys(value)) checkKey(walk, path, key, value, type);
  checkPresence(walk, path, value, type);
  checkModifiers(walk, path, value);
  for (const { key, text, holds } of invariantsOf(type.name)) if (!holds(value)) add(walk, path, 'invariant', `${text} (${key})`);
  walk.depth -= 1;
};
const isContained = (path: string): boolean => /\.contained\[\d+\]/.test(path);
const checkNested = (walk: Walk, path: string, value: Fields): void => {
  const type = resourceOf(walk, path, value);
  if (type && isContained(path)) checkFields(walk, path, value, type);
  else if (type) checkResource({ ...walk, scope: scopeOf(value) }, path, value, type);
};
const resourceOf = (walk: Walk, path: string, value: unknown): Type | undefined => {
  const name = isFields(value) ? value.resourceType : undefined;
  const type = typeof name === 'string' && isResourceType(name) ? typeOf(name) : undefined;
  if (type) return type;
  if (typeof name !== 'string' || !isResourceType(name))
    add(walk, path, 'structure', 'A resource is expected here: an object with the `resourceType` of an R4 resource.');
  else add(walk, path, 'not-supported', `The hub takes no ${name}. Leave it out, or say in words what it holds.`, 422);
  return undefined;
};
/** A resource with what it contains: its own world of local references. */
const checkResource = (walk: Walk, path: string, value: Fields, type: Type): void => {
  checkFields(walk, path, value, type);
  for (const { element, code, text } of containedFaults(value, walk.scope)) add(walk, `${path}.${element}`, code, text);
};

/** Everything in it that base R4 forbids, at most 50 issues, in the order of the resource. An empty list: it may be read as its FHIR type. */
export const checkStructure = (resource: unknown): Issue[] => {
  const walk: Walk = { issues: [], scope: scopeOf(resource), depth: 0 };
  const type = resourceOf(walk, 'Resource', resource);
  if (type && isFields(resource)) checkResource(walk, type.name, resource, type);
  return walk.issues;
};
