/** The organisations of a manager's areas, and what there is to know of each when somebody asks how it is. */
import { well } from '#delivery/circuit';
import { healthOf, seeHealth } from '#delivery/health-store';
import type { Health } from '#delivery/types';
import { capacityOf } from '#directory/capacity-store';
import { attentionOf, type Facts } from '#directory/casework';
import { type Listings, listingsIn } from '#directory/casework-listing-store';
import { relationshipOf } from '#directory/casework-store';
import type { Attention } from '#directory/casework-types';
import { directoryStore, endpointsOf } from '#directory/directory-store';
import type { Endpoint, Organisation, Versioned } from '#directory/types';
import { organisationNamed } from '#fhir/directory/reach';
import { accessKeys, indexKeys } from '#platform/tables';
import type { Table } from '#platform/types';
import { fromItems } from '#referral/referral-items';
import type { Onward } from '#referral/types';
import type { Visit } from '#web/frame/page';
import { areasOf } from '#web/set-up/territory';
import { mailReturned } from './returned.ts';

export type One = Versioned<Organisation>;
export const organisationPath = ({ id }: Pick<One, 'id'>): string => `/app/community/${id}`;
/** By name. Read past what an instance remembers: who changed something sees it changed. */
export const organisationsOf = async (visit: Visit): Promise<One[]> => {
  const directory = directoryStore(visit.ports.access);
  const lists = await Promise.all(areasOf(visit).map((area) => directory.organisationsIn(area)));
  return lists.flat().toSorted((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
};
/** Undefined for who is not the manager of its area. */
export const organisationIn = async (visit: Visit): Promise<One | undefined> => {
  const found = await organisationNamed(visit.params.organisation ?? '', directoryStore(visit.ports.access));
  return found && areasOf(visit).includes(found.area) ? found : undefined;
};

/** Of its open requests at most so many are looked at: above it there are many, whatever the number. */
const most = 100;
export const openOf = async (referrals: Table, id: One['id']): Promise<Onward[]> => {
  const { items } = await referrals.query({ index: 'party', pk: indexKeys.partyOf('O', id, true), backwards: true, limit: most });
  const found = items.length === 0 ? [] : await referrals.getAll(items.map(({ pk, sk }) => ({ pk, sk })));
  return fromItems(found.flatMap((item) => item ?? [])).onward.map(({ onward }) => onward);
};
const systemFrom = (endpoint: Endpoint | undefined, failures: number): Facts['system'] => {
  if (!endpoint) return 'none';
  if (endpoint.disabledAt) return 'off';
  return failures > 0 ? 'failing' : 'well';
};
const hasPin = async (id: One['id'], { ports }: Visit): Promise<boolean> => (await ports.access.get(accessKeys.pin(id))) !== undefined;

export type Ways = Pick<Facts, 'organisation' | 'system' | 'hasPin'> & { health: Health };
/** By which ways each can be told something, all of them in a batch for each kind of thing. */
export const waysOf = async (organisations: readonly One[], { ports }: Visit): Promise<Ways[]> => {
  const ids = organisations.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [endpoints, health, pins] = await Promise.all([
    endpointsOf(ports.access, ids),
    healthOf(ports.fhir.subscriptions.work, ids),
    ports.access.getAll(ids.map(accessKeys.pin)),
  ]);
  return organisations.map((organisation, n) => {
    const own = health[n] ?? well;
    return { organisation, system: systemFrom(endpoints[n], own.failures), health: own, hasPin: pins[n] !== undefined };
  });
};

const factsOf = async (organisation: One, listings: Listings | undefined, visit: Visit): Promise<Facts> => {
  const { access, fhir } = visit.ports;
  const { id, services } = organisation;
  const [relationship, capacity, endpoint, health, pin, open] = await Promise.all([
    relationshipOf(access, id),
    capacityOf(
      access,
      id,
      services.map((one) => one.id),
    ),
    directoryStore(access).endpoint(id),
    seeHealth(fhir.subscriptions.work, id),
    hasPin(id, visit),
    openOf(fhir.referrals, id),
  ]);
  const [system, returned] = [systemFrom(endpoint, health.failures), await mailReturned(organisation, health, visit)];
  const questions = open.filter(({ question }) => question !== undefined).length;
  return { organisation, relationship, capacity, system, returned, hasPin: pin, questions, listings: listings?.byId };
};
export type Standing = { organisation: One; facts: Facts; attention: Attention[] };
export const standingsOf = async (organisations: readonly One[], visit: Visit): Promise<Standing[]> => {
  const listings = await listingsIn(visit.ports.access);
  return Promise.all(
    organisations.map(async (organisation) => {
      const facts = await factsOf(organisation, listings, visit);
      return { organisation, facts, attention: attentionOf(facts, visit.today) };
    }),
  );
};
