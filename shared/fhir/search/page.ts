/** Where a page of a search ended, sealed into the link to the next. */

import type { FhirCall, FhirPorts } from '#fhir/ports';
import { later } from '#platform/time';
import { nameOf } from '#referral/carry-out';

/** What a page belongs to: its address below /fhir/, and the query as sent, with the body's parameters of a POST after it. */
export type Paged = { call: FhirCall; address: string; raw: string };

const cursorMilliseconds = 600_000;

const withoutPage = (raw: string) =>
  raw
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('page='))
    .join('&');
/** A cursor opens only for the caller, the query and the ten minutes it was made for. */
const contextOf = ({ call, address, raw }: Paged) => [nameOf(call.who.caller), call.who.caller.client, address, withoutPage(raw)].join('\n');

/** Undefined when it was not sealed for this caller and this search, or is over. */
export const opened = async (paged: Paged, page: string, ports: Pick<FhirPorts, 'keys'>): Promise<{ place: unknown } | undefined> => {
  const text = await ports.keys.open(page, contextOf(paged));
  const { place, until } = text ? (JSON.parse(text) as { place: unknown; until: string }) : {};
  return until && until > paged.call.receivedAt ? { place } : undefined;
};

/** `hidden`: the query holds what no address may, and is not repeated. */
export const linksOf = async (paged: Paged, next: unknown, hidden: boolean, ports: Pick<FhirPorts, 'keys' | 'baseUrl'>) => {
  const query = hidden ? '' : withoutPage(paged.raw);
  const address = (more: string[]) => {
    const all = [...(query ? [query] : []), ...more].join('&');
    return `${ports.baseUrl}/fhir/${paged.address}${all ? `?${all}` : ''}`;
  };
  const self = { relation: 'self', url: address([]) };
  if (next === undefined || hidden) return [self];
  const sealed = await ports.keys.seal(JSON.stringify({ place: next, until: later(paged.call.receivedAt, cursorMilliseconds) }), contextOf(paged));
  return [self, { relation: 'next', url: address([`page=${encodeURIComponent(sealed)}`]) }];
};
