/** What a search finds for one person, with how much room there is and how each usually answers. */

import type { Attribution } from '#directory/aliss/types';
import { type Capacity, capacityOf } from '#directory/capacity-store';
import type { Entry } from '#directory/entry';
import { type Found, find } from '#directory/find';
import { sectorsIn } from '#directory/sectors-store';
import type { Usual } from '#directory/usual';
import { isOpen } from '#referral/edges';
import { nextBest } from '#referral/next-best';
import type { Onward, OnwardId } from '#referral/types';
import type { Visit } from '#web/frame/page';
import type { Case } from '#web/work/case-data';
import { type Asked, personIn, wishOf } from './wish.ts';

/** `usual` undefined: new here; `usualAsked` false: it was not looked up, for there are too many on the page. */
export type Place = Found & { capacity?: Capacity | undefined; usual?: Usual | undefined; usualAsked: boolean; asked?: Onward | undefined };
export type Results = {
  matches: Place[];
  mayMatch: Place[];
  matching: number;
  maybe: number;
  leftOut: number;
  attribution?: Attribution | undefined;
  pages: number;
};
const perPage = 60;
/** Of so many on a page it is read how they usually answer: each costs the reading of up to forty referrals, once in ten minutes. */
const mostUsual = 12;

type Named = { organisation: string; service?: string | undefined };
const isOf = ({ hub }: Pick<Entry, 'hub'>, { organisation, service }: Named): boolean =>
  hub !== undefined && hub.organisation === organisation && (service === undefined || hub.service === service);
/** Asked, and not ended. */
const askedAlready = (entry: Entry, { referral }: Case): Onward | undefined => referral.onward.find((one) => isOpen(one.status) && isOf(entry, one));

/** By the key of the entry. */
export const roomOf = async (entries: readonly Entry[], { ports }: Visit): Promise<Map<string, Capacity>> => {
  const byOrganisation = Map.groupBy(
    entries.flatMap(({ hub }) => hub ?? []),
    ({ organisation }) => organisation,
  );
  const all = await Promise.all(
    [...byOrganisation].map(async ([organisation, services]) => {
      const said = await capacityOf(
        ports.access,
        organisation,
        services.map(({ service }) => service),
      );
      return [...said].map(([service, capacity]) => [`${organisation}.${service}`, capacity] as const);
    }),
  );
  return new Map(all.flat());
};

const furnished = async (found: readonly Found[], one: Case, visit: Visit): Promise<Place[]> => {
  const room = await roomOf(
    found.map(({ entry }) => entry),
    visit,
  );
  const usual = found.flatMap(({ entry }) => (entry.hub ? [entry.key] : [])).slice(0, mostUsual);
  return Promise.all(
    found.map(async (place) => {
      const { entry } = place;
      const usualAsked = entry.hub !== undefined && usual.includes(entry.key);
      return {
        ...place,
        capacity: room.get(entry.key),
        usual: usualAsked && entry.hub ? await visit.ports.usuals.usualOf(entry.hub.organisation, entry.hub.service) : undefined,
        usualAsked,
        asked: askedAlready(entry, one),
      };
    }),
  );
};

/** Everything found, before it is cut into pages. */
const foundFor = async (asked: Asked, one: Case, visit: Visit) => {
  const { referral } = one;
  const { ports } = visit;
  const [{ entries, attribution }, area, sectors] = await Promise.all([
    ports.finder.findable(referral.area),
    ports.fhir.directory.area(referral.area),
    asked.postcode ? sectorsIn(ports.access) : undefined,
  ]);
  const leaveOut = asked.after ? (nextBest(referral, asked.after as OnwardId)?.leaveOut ?? []) : [];
  const left = entries.filter((entry) => !leaveOut.some((named) => isOf(entry, named)));
  const { matches, mayMatch, leftOut } = find(left, personIn(asked, one, visit));
  const forThem = [...matches, ...mayMatch].map(({ entry }) => entry);
  const found = find(forThem, wishOf(asked, one, area, sectors));
  return { ...found, leftOut: found.leftOut + leftOut, attribution };
};
/** `page` counts from 1. */
export const resultsFor = async (asked: Asked, page: number, one: Case, visit: Visit): Promise<Results> => {
  const { matches, mayMatch, leftOut, attribution } = await foundFor(asked, one, visit);
  const all = [...matches, ...mayMatch];
  const shown = await furnished(all.slice((page - 1) * perPage, page * perPage), one, visit);
  return {
    matches: shown.filter(({ unknown }) => unknown.length === 0),
    mayMatch: shown.filter(({ unknown }) => unknown.length > 0),
    ...{ matching: matches.length, maybe: mayMatch.length, leftOut, attribution },
    pages: Math.max(1, Math.ceil(all.length / perPage)),
  };
};
/** The first of the hub's own services that fit: for who said no a moment ago. */
export const nextPlaces = async (asked: Asked, most: number, one: Case, visit: Visit): Promise<Place[]> => {
  const { matches, mayMatch } = await foundFor(asked, one, visit);
  const free = [...matches, ...mayMatch].filter(({ entry }) => entry.hub && !askedAlready(entry, one));
  return furnished(free.slice(0, most), one, visit);
};
