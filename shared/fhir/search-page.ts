/** Where a page of a search ended, sealed into the link to the next. */
import { later } from '#platform/time';
import type { Item } from '#platform/types';
import { nameOf } from '#referral/carry-out';
import type { FhirCall, FhirPorts } from './ports.ts';
import type { ResourceType } from './view.ts';

/** In which partition, after which index key, and how many of the next row's resources were shown. */
export type Place = { partition: number; after?: Item; shown: number };
export const start: Place = { partition: 0, shown: 0 };
/** A search as sent: `raw` is the query, with the body's parameters of a POST after it. */
export type Asked = { call: FhirCall; type: ResourceType; raw: string };

const cursorMilliseconds = 600_000;

const withoutPage = (raw: string) =>
  raw
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('page='))
    .join('&');
/** A cursor opens only for the caller, the query and the ten minutes it was made for. */
const contextOf = ({ call, type, raw }: Asked) => [nameOf(call.who.caller), call.who.caller.client, type, withoutPage(raw)].join('\n');

/** Undefined when it was not sealed for this caller and this search, or is over. */
export const opened = async (asked: Asked, page: string, ports: Pick<FhirPorts, 'keys'>): Promise<Place | undefined> => {
  const text = await ports.keys.open(page, contextOf(asked));
  const { place, until } = text ? (JSON.parse(text) as { place: Place; until: string }) : {};
  return until && until > asked.call.receivedAt ? place : undefined;
};

/** `hidden`: the query holds what no address may, and is not repeated. */
export const linksOf = async (asked: Asked, next: Place | undefined, hidden: boolean, ports: Pick<FhirPorts, 'keys' | 'baseUrl'>) => {
  const query = hidden ? '' : withoutPage(asked.raw);
  const address = (more: string[]) => {
    const all = [...(query ? [query] : []), ...more].join('&');
    return `${ports.baseUrl}/fhir/${asked.type}${all ? `?${all}` : ''}`;
  };
  const self = { relation: 'self', url: address([]) };
  if (!next || hidden) return [self];
  const sealed = await ports.keys.seal(JSON.stringify({ place: next, until: later(asked.call.receivedAt, cursorMilliseconds) }), contextOf(asked));
  return [self, { relation: 'next', url: address([`page=${encodeURIComponent(sealed)}`]) }];
};
