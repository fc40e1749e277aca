/** Room, as HSDS 3.1 says it: so many places of a unit, and in words. Pure. */
import { type Capacity, roomOn } from '#directory/capacity-store';
import type { LocalDate } from '#platform/types';
import { uuidOf } from './ids.ts';
import type { HsdsCapacity, HsdsServiceBase } from './types.ts';

export const statusOf = (capacity: Capacity | undefined, today: LocalDate): HsdsServiceBase['status'] =>
  roomOn(capacity, today) === 'paused' ? 'temporarily closed' : 'active';

const weeks = (count: number) => `${count} ${count === 1 ? 'week' : 'weeks'}`;
/** Undefined: there is nothing to warn of. */
export const roomText = (capacity: Capacity | undefined, today: LocalDate): string | undefined => {
  const room = roomOn(capacity, today);
  if (room === 'paused')
    return capacity?.pausedUntil === 'further-notice' ? 'Takes nobody until further notice' : `Takes nobody until ${capacity?.pausedUntil}`;
  if (room === 'full') return capacity?.fullUntil ? `Full until ${capacity.fullUntil}` : 'Full';
  return capacity?.waitingWeeks ? `Waiting time: ${weeks(capacity.waitingWeeks)}` : undefined;
};

const places = { id: uuidOf('unit', 'places'), name: 'Places' };
/** Only where a number is known, or where it is none. */
export const capacitiesOf = (organisation: string, service: string, capacity: Capacity | undefined, today: LocalDate): HsdsCapacity[] => {
  const room = roomOn(capacity, today);
  const available = room === 'full' || room === 'paused' ? 0 : capacity?.places;
  if (!capacity || available === undefined) return [];
  const description = roomText(capacity, today);
  return [{ id: uuidOf('capacity', organisation, service), unit: places, available, updated: capacity.updatedAt, ...(description ? { description } : {}) }];
};
