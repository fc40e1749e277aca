/** How often the services of organisations said no for they had no room, by need: read from their own onward referrals. Nothing is written for it. */
import { indexKeys } from '#platform/tables';
import type { Instant, Item, Table } from '#platform/types';
import { isNeedCode } from '#referral/needs';
import { isNoRoom } from '#referral/onward-limits';
import { fromItems } from '#referral/referral-items';
import type { NeedCode, Onward } from '#referral/types';
import { needsOfCodes } from './needs-met.ts';

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
/** Undefined: told in words, or in a code that the hub does not know. */
const needOf = ({ need: { system, code, display } }: Onward): NeedCode | undefined => {
  if (code === undefined) return undefined;
  if (isNeedCode(code)) return code;
  return needsOfCodes([{ ...(system ? { system } : {}), code, display }])?.[0];
};
export const noRoomIn = async (referrals: Table, organisations: readonly string[], from: Instant, to: Instant): Promise<Map<NeedCode | undefined, number>> => {
  const counts = new Map<NeedCode | undefined, number>();
  const all = await Promise.all(organisations.map((organisation) => closedOf(referrals, organisation, from, to)));
  for (const one of all.flat()) {
    if (one.status !== 'rejected' || !isNoRoom(one.reason)) continue;
    const need = needOf(one);
    counts.set(need, (counts.get(need) ?? 0) + 1);
  }
  return counts;
};
