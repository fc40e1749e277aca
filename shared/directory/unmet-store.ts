/** How often the services of organisations said no for they had no room, by need: read from their own onward referrals. Nothing is written for it. */
import { indexKeys } from '#platform/tables';
import type { Instant, Item, Table } from '#platform/types';
import { needCodeOf } from '#referral/needs';
import { isNoRoom } from '#referral/onward-limits';
import { fromItems } from '#referral/referral-items';
import type { NeedCode, Onward } from '#referral/types';
import { needsOfCodes } from './needs-met.ts';
import type { Organisation } from './types.ts';

/** Of one organisation at most so many closed ones are looked at, the newest first. */
const most = 500;
const page = 100;
const closedOf = async (referrals: Table, organisation: string, from: Instant, to: Instant): Promise<Onward[]> => {
  const found: Onward[] = [];
  let after: Item | undefined;
  do {
    const { items, next } = await referrals.query({
      ...{ index: 'party', pk: indexKeys.partyOf('O', organisation, false), from, to: `${to}#~`, backwards: true, limit: page },
      ...(after ? { after } : {}),
    });
    const all = items.length === 0 ? [] : await referrals.getAll(items.map(({ pk, sk }) => ({ pk, sk })));
    found.push(...fromItems(all.flatMap((item) => item ?? [])).onward.map(({ onward }) => onward));
    after = next;
  } while (after && found.length < most);
  return found;
};
/** As it was told, or else as the service says what it is for. Undefined: neither is in a code that the hub knows. */
const needOf = ({ need, service }: Onward, { services }: Organisation): NeedCode | undefined => {
  const { system, code, display } = need;
  const own = needCodeOf(need);
  if (own) return own;
  const told = code === undefined ? undefined : needsOfCodes([{ ...(system ? { system } : {}), code, display }]);
  const asked = services.find(({ id }) => id === service) ?? (services.length === 1 ? services[0] : undefined);
  return (told ?? needsOfCodes(asked?.categories))?.[0];
};
export const noRoomIn = async (
  referrals: Table,
  organisations: readonly Organisation[],
  from: Instant,
  to: Instant,
): Promise<Map<NeedCode | undefined, number>> => {
  const counts = new Map<NeedCode | undefined, number>();
  const all = await Promise.all(organisations.map(async (one) => ({ one, closed: await closedOf(referrals, one.id, from, to) })));
  for (const { one, closed } of all)
    for (const onward of closed) {
      if (onward.status !== 'rejected' || !isNoRoom(onward.reason)) continue;
      const need = needOf(onward, one);
      counts.set(need, (counts.get(need) ?? 0) + 1);
    }
  return counts;
};
