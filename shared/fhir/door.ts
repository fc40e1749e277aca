/** One resource type at the FHIR face, said once: the router serves what stands here, and the CapabilityStatement tells it. */
import type { FhirResource } from 'fhir/r4.js';
import type { Interaction } from '#identity/scopes';
import type { Answer } from '#platform/endpoint';
import type { Instant } from '#platform/types';
import type { Version } from '#referral/types';
import type { FhirCall, FhirPorts } from './ports.ts';

/** A resource as one reader may see it. */
export type Seen = {
  resource: FhirResource & { id?: string };
  version: Version;
  /** It shows a person as they are now, which its version does not tell: nobody is told that it has not changed. */
  living?: true;
};

/** How a value is compared; FHIR's search parameter types. */
export type ParameterKind = 'token' | 'reference' | 'date' | 'string' | 'uri';
export type Modifier = 'missing' | 'not';
export type Parameter = {
  kind: ParameterKind;
  /** For the CapabilityStatement. */
  text: string;
  modifiers?: readonly Modifier[];
  /** Its values may be numbers of people: refused in an address, taken in the body of `_search`. */
  personal?: true;
  /** What is compared, taken from the resource as the reader sees it; left out where the door compares by itself. */
  values?: (resource: FhirResource) => readonly SearchValue[];
};
/** One value of a resource that a clause is held against: a code with its system, a reference as `Type/id`, a day, instant or text. */
export type SearchValue = { system?: string | undefined; value: string };
export type Parameters = Readonly<Record<string, Parameter>>;
/** One parameter as sent: values are OR, several clauses are AND. */
export type Clause = { name: string; modifier?: Modifier; values: string[] };
/** A search whose parameters are known to the door; paging, sorting and the form of the answer are the router's. */
export type Asked = {
  clauses: readonly Clause[];
  /** At most so many matches. */
  count: number;
  /** Where the page before ended: what the door gave as `next`. */
  from?: unknown;
  /** Nothing younger counts where `_lastUpdated` is asked. */
  horizon: Instant;
};
/** `next`: JSON that leads on to the next page; sealed before it leaves the hub. */
export type Found = { found: Seen[]; next?: unknown };

/** The router: finds the hand for a call, `path` being what follows /fhir, and asks scope and policy. */
export type Dispatch = (call: FhirCall, path: readonly string[], ports: FhirPorts) => Promise<Answer>;
/** An operation, as `merge` for `$merge`; `dispatch` for those that consist of other calls. `needs`: the scope's letter on the type it is called on (`Bundle` for the whole system). */
export type Operation = {
  name: string;
  on: 'system' | 'type' | 'instance';
  method: 'GET' | 'POST';
  needs: Interaction;
  text: string;
  /** Canonical URL of a definition by others; absent: the hub's own. */
  definition?: string;
  run(call: FhirCall, id: string, ports: FhirPorts, dispatch: Dispatch): Promise<Answer>;
};

/** What is left out cannot be done. Undefined from `read` and an empty history: nothing there, or not for this caller; both are told alike. */
export type Door = {
  /** For the CapabilityStatement: what it is here, in a sentence or two. */
  text: string;
  profiles?: readonly string[];
  read?(call: FhirCall, id: string, ports: FhirPorts): Promise<Seen | undefined>;
  /** Every version that the caller may see, newest first. */
  versions?(call: FhirCall, id: string, ports: FhirPorts): Promise<Seen[]>;
  create?(call: FhirCall, ports: FhirPorts): Promise<Answer>;
  /** `If-None-Exist: identifier=system|value` is understood by `create`. */
  conditionalCreate?: true;
  /** `id` is the address's; If-Match is asked by `updateOf` (if-match.ts). */
  update?(call: FhirCall, id: string, ports: FhirPorts): Promise<Answer>;
  /** 204; what is deleted reads as 410 or, for who never saw it, as not there. */
  remove?(call: FhirCall, id: string, ports: FhirPorts): Promise<Answer>;
  parameters?: Parameters;
  /** An answer instead where it cannot be made as asked, as without a parameter that it needs. */
  search?(call: FhirCall, asked: Asked, ports: FhirPorts): Promise<Found | Answer>;
  /** By the text of `_include`, as `Task:focus`: the references (`Type/id`) to follow. Each is read by its own door, for this caller. */
  includes?: Readonly<Record<string, (resource: FhirResource) => readonly string[]>>;
  operations?: readonly Operation[];
};
