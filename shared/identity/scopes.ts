/** SMART v2 scopes, `system/Task.rus`: what a client asked for, was registered with, and its role may have. */
import type { Caller } from './types.ts';

/** Create, read, update, delete, search. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';
/** Interactions in the order `cruds`, by FHIR type; `insight` is the hub's own word for its figures. */
export type Scopes = ReadonlyMap<string, string>;

/** The most a role can have, whatever was registered. Which rows a caller sees is the access policy's, not the scope's. */
export const roleScopes: Record<Caller['kind'], string> = {
  practice: 'system/ServiceRequest.crus system/Task.crus',
  practitioner: 'system/ServiceRequest.crus system/Task.crus',
  organisation: 'system/ServiceRequest.rs system/Task.rus',
  manager: 'system/insight.r',
};

const longest = 1000;
const one = /^system\/([A-Za-z]{1,40})\.(c?r?u?d?s?)$/;
const order = 'cruds';
const merged = (a: string, b: string) => [...order].filter((letter) => a.includes(letter) || b.includes(letter)).join('');
const shared = (a: string, b: string) => [...order].filter((letter) => a.includes(letter) && b.includes(letter)).join('');

/** Undefined when a word is no SMART v2 system scope: user or patient scopes, wildcards, v1 endings, conditions after `?`. */
export const parseScopes = (text: string): Scopes | undefined => {
  const scopes = new Map<string, string>();
  if (text.length > longest) return undefined;
  for (const word of text.split(' ')) {
    const [, type = '', letters = ''] = one.exec(word) ?? [];
    if (!letters) return undefined;
    scopes.set(type, merged(scopes.get(type) ?? '', letters));
  }
  return scopes;
};

/** What both hold, letter by letter. */
export const intersect = (a: Scopes, b: Scopes): Scopes =>
  new Map([...a].map(([type, letters]): [string, string] => [type, shared(letters, b.get(type) ?? '')]).filter(([, letters]) => letters !== ''));

export const scopesText = (scopes: Scopes): string => [...scopes].map(([type, letters]) => `system/${type}.${letters}`).join(' ');

/** Whether `inner` asks for nothing that `outer` lacks. */
export const within = (inner: Scopes, outer: Scopes): boolean => [...inner].every(([type, letters]) => shared(letters, outer.get(type) ?? '') === letters);

export const permits = (scopes: Scopes, type: string, interaction: Interaction): boolean => scopes.get(type)?.includes(interaction) ?? false;
