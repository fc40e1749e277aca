/** What the feed lists: the active services of every council area, each with the room it has. Remembered for a minute: the feed is public. */
import { capacityOf } from '#directory/capacity-store';
import { councils } from '#directory/councils';
import { sectorsIn } from '#directory/sectors-store';
import type { Directory, Organisation, Versioned } from '#directory/types';
import type { AreaId } from '#identity/types';
import { later } from '#platform/time';
import type { Clock, Instant, Table } from '#platform/types';
import { londonDate } from '#referral/working-days';
import type { Listing } from './feed.ts';
import type { Listed } from './render.ts';

type Ports = { table: Table; directory: Pick<Directory, 'organisationsIn'>; clock: Clock };
const milliseconds = 60_000;
const byName = (one: Listed, other: Listed): number => {
  const [first, second] = [one, other].map(({ service, organisation }) => `${service.name}\n${organisation.id}.${service.id}`);
  return (first ?? '') < (second ?? '') ? -1 : 1;
};
const listedOf = async (organisation: Versioned<Organisation>, { table, clock }: Ports): Promise<Listed[]> => {
  const active = organisation.services.filter((one) => one.active !== false);
  const said = await capacityOf(
    table,
    organisation.id,
    active.map(({ id }) => id),
  );
  const today = londonDate(clock.now());
  return active.map((service) => ({ organisation, service, capacity: said.get(service.id), today }));
};
/** An area is a council: there are thirty-two, and each is one query. */
const read = async (ports: Ports): Promise<Listing> => {
  const areas = Object.keys(councils).map((code) => code as AreaId);
  const organisations = (await Promise.all(areas.map(ports.directory.organisationsIn))).flat();
  const [services, sectors] = await Promise.all([Promise.all(organisations.map((one) => listedOf(one, ports))), sectorsIn(ports.table)]);
  return { services: services.flat().sort(byName), sectors };
};

export const listings = (ports: Ports): (() => Promise<Listing>) => {
  let held: { listing: Promise<Listing>; until: Instant } | undefined;
  return () => {
    const now = ports.clock.now();
    if (held && now < held.until) return held.listing;
    const listing = read(ports);
    held = { listing, until: later(now, milliseconds) };
    listing.catch(() => {
      held = undefined;
    });
    return listing;
  };
};
