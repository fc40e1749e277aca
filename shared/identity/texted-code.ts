/** A code for who has the organisation's mobile telephone in hand and not the PIN. It holds for ten minutes, once. */
import { timingSafeEqual } from 'node:crypto';
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Clock, Ids, Table, Texts } from '#platform/types';
import type { HubKeys } from './hub-keys.ts';
import type { PinKept, Pins } from './pin-store.ts';
import { forgive, takeTry } from './tries.ts';
import type { OrganisationId } from './types.ts';

export type TextedCodes = {
  /** To the registered number alone, at most every two minutes; says nothing of whether it went. */
  send(organisation: OrganisationId): Promise<void>;
  check(organisation: OrganisationId, code: string): Promise<PinKept | undefined>;
};
type CodeDeps = { table: Table; pins: Pick<Pins, 'kept'>; keys: Pick<HubKeys, 'mac'>; clock: Clock; ids: Ids; texts: Texts | undefined };

const [holdsFor, notBefore] = [10 * 60_000, 2 * 60_000];
const digits = 8;

/** From six random bytes each code is as likely as any other, to some parts in a million. */
const newCode = (ids: Ids): string => String(Buffer.from(ids.bytes(6)).readUIntBE(0, 6) % 10 ** digits).padStart(digits, '0');
const same = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

export const textedCodes = ({ table, pins, keys, clock, ids, texts }: CodeDeps): TextedCodes => {
  const macOf = (organisation: OrganisationId, code: string) => keys.mac('texted-code', `${organisation}\n${code}`);
  return {
    send: async (organisation) => {
      const mobile = texts && (await pins.kept(organisation))?.mobile;
      if (!texts || mobile === undefined) return;
      const [code, now] = [newCode(ids), clock.now()];
      const key = accessKeys.textedCode(organisation);
      const put = {
        ...key,
        mac: await macOf(organisation, code),
        sentAt: millisecondsOf(now),
        [expiresAt]: Math.ceil(millisecondsOf(later(now, holdsFor)) / 1000),
      };
      const when = { absentOrBelow: { attribute: 'sentAt', value: millisecondsOf(now) - notBefore } };
      const { outcome } = await table.write([{ put, when }]);
      if (outcome === 'written') await texts.send({ to: mobile, text: `Links Hub code: ${code}. It holds for 10 minutes. Tell it to nobody.` });
    },
    check: async (organisation, typed) => {
      const tried = { of: 'code', organisation, now: clock.now() } as const;
      const item = await table.get(accessKeys.textedCode(organisation));
      if (!item || later(tried.now, -holdsFor) > new Date(Number(item.sentAt)).toISOString() || !(await takeTry(tried, table)).ok) return undefined;
      if (!same(String(item.mac), await macOf(organisation, typed))) return undefined;
      const spent = await table.write([{ put: { ...item, mac: '' }, when: { equals: { mac: String(item.mac) } } }]);
      if (spent.outcome !== 'written') return undefined;
      await forgive(tried, table);
      return pins.kept(organisation);
    },
  };
};
