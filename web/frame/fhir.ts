/** The FHIR face in the same process, called as whoever is signed in: one set of rules, one policy. */
import type { Entered, FhirPorts } from '#fhir/ports';
import { dispatch } from '#fhir/router';
import { scopesOfRole } from '#identity/scopes';
import type { Caller } from '#identity/types';
import type { Answer, Call } from '#platform/endpoint';
import type { Visit } from './page.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Extra = {
  /** `If-Match`, `Idempotency-Key` and the like, in lower case. */
  headers?: Readonly<Record<string, string>>;
  /** Of a search. */
  query?: string;
  /** Of a referral that is entered in a page. */
  entered?: Entered;
};
export type Asked = Extra & { method: Method; path: string; body?: unknown };

/** By somebody, over the ports of a transaction or of the page. */
export const fhirAs = (by: Caller, call: Call, ports: FhirPorts, { method, path, body, headers = {}, query = '', entered }: Asked): Promise<Answer> => {
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
    who: { caller: by, scopes: scopesOfRole(by.kind) },
    ...(entered ? { entered } : {}),
  };
  return dispatch(asked, path.split('/'), ports);
};
/** `path`: below /fhir, as `Goal/…`. `as`: for the practice rather than for the person who is signed in. */
export const fhirCall = (
  { call, who, ports }: Visit,
  method: Method,
  path: string,
  body?: unknown,
  { as = who.caller, ...extra }: Extra & { as?: Caller } = {},
): Promise<Answer> => fhirAs(as, call, ports.fhir, { method, path, body, ...extra });
