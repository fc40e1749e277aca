/** The FHIR face in the same process, called as whoever is signed in: one set of rules, one policy. */
import { dispatch } from '#fhir/router';
import { scopesOfRole } from '#identity/scopes';
import type { Caller } from '#identity/types';
import type { Answer } from '#platform/endpoint';
import type { Visit } from './page.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Extra = {
  /** `If-Match`, `Idempotency-Key` and the like, in lower case. */
  headers?: Readonly<Record<string, string>>;
  /** Of a search. */
  query?: string;
  /** For the practice rather than for the person who is signed in. */
  as?: Caller;
};

/** `path`: below /fhir, as `Goal/…`. */
export const fhirCall = (
  { call, who, ports }: Visit,
  method: Method,
  path: string,
  body?: unknown,
  { headers = {}, query = '', as = who.caller }: Extra = {},
): Promise<Answer> => {
  const all: Record<string, string | undefined> = { 'content-type': 'application/fhir+json', ...headers };
  const asked = {
    ...call,
    method,
    path: `/fhir/${path}`,
    rawQuery: query,
    pathParameters: {},
    header: (name: string) => all[name],
    headers: all,
    body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)),
    who: { caller: as, scopes: scopesOfRole(as.kind) },
  };
  return dispatch(asked, path.split('/'), ports.fhir);
};
