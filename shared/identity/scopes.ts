/** SMART scopes, v2 `system/Task.rus` or v1 `system/Task.read`: what a client asked for, was registered with, and its role may have. */
import type { Caller } from './types.ts';

/** Create, read, update, delete, search. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';
/** Interactions in the order `cruds`, by FHIR type; `insight` (the figures) and `full-resource` (what a Subscription may carry) are the hub's own words. */
export type Scopes = ReadonlyMap<string, string>;

const all = (...words: string[]): string => words.map((word) => `system/${word}`).join(' ');
/** Who is there: the same to read for every party. */
const directory = ['Organization.rs', 'HealthcareService.rs', 'Location.rs', 'Practitioner.rs', 'PractitionerRole.rs'];
/** What a party to a referral may read of its own doings, be told of, and send as one Bundle, each entry of which is asked its own scope. */
const party = [...directory, 'Provenance.rs', 'AuditEvent.rs', 'Subscription.cruds', 'Bundle.c'];
const record = ['ServiceRequest', 'Task', 'Patient', 'Consent', 'Condition', 'Goal', 'Observation', 'Procedure'].map((type) => `${type}.crus`);
/** The most a role can have, whatever was registered. Which rows a caller sees is the access policy's, not the scope's. */
export const roleScopes: Record<Caller['kind'], string> = {
  practice: all(...record, ...party, 'full-resource.r'),
  practitioner: all(...record, ...party),
  organisation: all('ServiceRequest.rs', 'Task.rus', 'Procedure.crus', 'Observation.crus', ...party),
  manager: all('insight.r', 'Organization.rs', 'HealthcareService.rs', 'Location.rs', 'Measure.rs', 'MeasureReport.rs'),
  // No system collects data: people do, in the hub's pages.
  collector: '',
};

/** Characters: every type of a role, letter by letter, and then some. */
const longest = 4000;
const one = /^system\/([A-Za-z-]{1,40}|\*)\.(read|write|\*|c?r?u?d?s?)$/;
const order = 'cruds';
/** SMART App Launch 2.2, "Scopes for requesting FHIR Resources": what the endings of v1 mean in v2. */
const lettersOfV1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };
const merged = (a: string, b: string) => [...order].filter((letter) => a.includes(letter) || b.includes(letter)).join('');
const shared = (a: string, b: string) => [...order].filter((letter) => a.includes(letter) && b.includes(letter)).join('');

/** Undefined when a word is no SMART system scope: user or patient scopes, letters out of order, conditions after `?`. The type may be `*`. */
export const parseScopes = (text: string): Scopes | undefined => {
  const scopes = new Map<string, string>();
  if (text.length > longest) return undefined;
  for (const word of text.split(' ')) {
    const [, type = '', ending = ''] = one.exec(word) ?? [];
    if (!ending) return undefined;
    scopes.set(type, merged(scopes.get(type) ?? '', lettersOfV1[ending] ?? ending));
  }
  return scopes;
};
export const scopesOfRole = (role: Caller['kind']): Scopes => parseScopes(roleScopes[role]) ?? new Map();

const known = new Set(Object.values(roleScopes).flatMap((text) => [...(parseScopes(text)?.keys() ?? [])]));
/** Whether no role has anything on a type that is named. */
export const namesUnknown = (scopes: Scopes): boolean => [...scopes.keys()].some((type) => type !== '*' && !known.has(type));

/** `*` stands for every type of FHIR, not for the hub's own words, which are asked for by name. */
const askedFor = (asked: Scopes, type: string): string => merged(asked.get(type) ?? '', /^[A-Z]/.test(type) ? (asked.get('*') ?? '') : '');
/** What is asked for, registered and the role's, letter by letter; every type by its name. */
export const grantOf = (asked: Scopes, registered: Scopes, role: Scopes): Scopes => {
  const granted = [...registered].map(([type, letters]): [string, string] => [type, shared(shared(letters, role.get(type) ?? ''), askedFor(asked, type))]);
  return new Map(granted.filter(([, letters]) => letters !== ''));
};

export const scopesText = (scopes: Scopes): string => [...scopes].map(([type, letters]) => `system/${type}.${letters}`).join(' ');

/** Whether `inner` asks for nothing that `outer` lacks. */
export const within = (inner: Scopes, outer: Scopes): boolean => [...inner].every(([type, letters]) => shared(letters, outer.get(type) ?? '') === letters);

export const permits = (scopes: Scopes, type: string, interaction: Interaction): boolean => scopes.get(type)?.includes(interaction) ?? false;
