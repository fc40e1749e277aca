/** Resources of any R4 type, made at random from the definitions: every required element, some of the others. They may break an invariant. */
import { at, type Held, isPrimitive, requiredOf, targetsOf } from '#test/r4-elements';

type Fields = { [name: string]: unknown };

/** From 0 to below 1, the same for the same seed. */
type Chance = () => number;
export const chanceOf = (seed: number): Chance => {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
const oneOf = <One>(chance: Chance, all: readonly One[]): One | undefined => all[Math.floor(chance() * all.length)];

const values: Record<string, unknown[]> = {
  boolean: [true, false],
  integer: [0, 3, -1],
  decimal: [1.5, 0, 20],
  positiveInt: [1, 7],
  unsignedInt: [0, 7],
  date: ['2026', '2026-11', '2026-11-23'],
  dateTime: ['2026-11', '2026-11-23', '2026-11-23T09:30:00Z'],
  instant: ['2026-11-23T09:30:00Z', '2026-11-23T09:30:00.5+01:00'],
  time: ['09:30:00'],
  base64Binary: ['AAAA'],
  oid: ['urn:oid:1.2.3'],
  uuid: ['urn:uuid:c757873d-ec9a-4326-a141-556f43239520'],
  id: ['x-1'],
  code: ['a'],
};
const text = ['text', 'words and more'];
const links = ['https://x.example/a', 'urn:oid:1.2.3'];
/** Outside what is made here: others' resources, what may change the meaning of all, and lengths without end. */
const skipped = new Set(['contained', 'modifierExtension', 'implicitRules', 'extension']);
const deepest = 4;

const referenceTo = (chance: Chance, { element }: Held): Fields => ({ reference: `${oneOf(chance, targetsOf(element)) ?? 'Patient'}/1` });
const codeOf = (chance: Chance, { element }: Held): string | undefined => oneOf(chance, [...(requiredOf(element) ?? [])]);
const primitive = (chance: Chance, held: Held): unknown => {
  const [, code] = codeOf(chance, held)?.split('|') ?? [];
  const plain = ['uri', 'url', 'canonical'].includes(held.type) ? links : text;
  return held.type === 'code' && code !== undefined ? code : oneOf(chance, values[held.type] ?? plain);
};
const made = (chance: Chance, held: Held, depth: number): unknown => {
  const [system, code] = codeOf(chance, held)?.split('|') ?? [];
  if (held.type === 'Resource') return { resourceType: 'Patient', id: 'x-1', active: true };
  if (held.type === 'Reference') return referenceTo(chance, held);
  if (held.type === 'CodeableConcept') return { coding: [{ ...(code === undefined ? {} : { system }), code: code ?? 'a' }] };
  if (isPrimitive(held.type)) return primitive(chance, held);
  return fieldsOf(chance, held.place, depth + 1);
};
const fieldsOf = (chance: Chance, place: string, depth: number): Fields => {
  const { elements, byKey } = at(place);
  const fields: Fields = {};
  for (const element of elements) {
    const keys = [...byKey].filter(([, held]) => held.element === element && !skipped.has(held.name) && held.type !== 'Narrative');
    const wanted = (element.min ?? 0) > 0 || (depth < deepest && chance() < 0.35 / (depth + 1));
    const [key, held] = (wanted ? oneOf(chance, keys) : undefined) ?? [];
    if (key && held) fields[key] = element.max === '*' ? [made(chance, held, depth)] : made(chance, held, depth);
  }
  return Object.keys(fields).length > 0 || depth === 0 ? fields : { id: 'x' };
};
export const sampleOf = (type: string, chance: Chance): Fields => ({ resourceType: type, ...fieldsOf(chance, type, 0) });
