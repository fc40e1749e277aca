/**
 * The PIN of an organisation's people, agreed by telephone. It is short, so what is kept of it can be tried out only by who has the hub's own
 * key besides the table (a pepper), and costs time at each try (scrypt); and few tries are given.
 */
import { scrypt, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { instant } from '#platform/stored';
import { accessKeys } from '#platform/tables';
import type { Clock, Ids, Instant, Table } from '#platform/types';
import type { HubKeys } from './hub-keys.ts';
import { forgive, takeTry } from './tries.ts';
import type { OrganisationId } from './types.ts';

export type PinKept = { id: string; setAt: Instant; mobile?: string };
type PinResult = { ok: true; pin: PinKept } | { ok: false; because: 'wrong' } | { ok: false; because: 'locked'; until: Instant };
export type Pins = {
  /** Undefined where none was agreed. */
  kept(organisation: OrganisationId): Promise<PinKept | undefined>;
  /** Whoever is signed in by the one before is so no more. `by`: for the record. `mobile`: in E.164; to it alone codes are texted. */
  set(organisation: OrganisationId, pin: string, said: { by: string; mobile?: string | undefined }): Promise<void>;
  check(organisation: OrganisationId, pin: string): Promise<PinResult>;
};
type Derive = (text: string, salt: Uint8Array) => Promise<Buffer>;
/** `derive`: said by nobody but tests, which have no time to lose. */
export type PinDeps = { table: Table; keys: Pick<HubKeys, 'mac'>; clock: Clock; ids: Ids; derive?: Derive };

/** 32 MB and about a tenth of a second of a function's processor. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const hashLength = 32;

/** As people type and paste it: spaces and dashes are theirs. */
export const pinTyped = (text: string): string => text.replace(/[\s-]/g, '');
const repeated = /^(\d)\1*$/;
const rows = '01234567890 09876543210';
/** What is wrong with a PIN that somebody wants to set; undefined: nothing. */
export const pinFault = (pin: string): 'shape' | 'easy' | undefined => {
  if (!/^\d{6,12}$/.test(pin)) return 'shape';
  return repeated.test(pin) || rows.includes(pin) ? 'easy' : undefined;
};

const stored = z.object({ id: z.string(), salt: z.string(), hash: z.string(), setAt: instant, mobile: z.optional(z.string()) });

const slowly: Derive = (text, salt) =>
  new Promise((resolve, reject) => {
    scrypt(text, salt, hashLength, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });

export const pinStore = ({ table, keys, clock, ids, derive = slowly }: PinDeps): Pins => {
  const hashOf = async (organisation: OrganisationId, pin: string, salt: Uint8Array) => derive(await keys.mac('pin', `${organisation}\n${pin}`), salt);
  const found = async (organisation: OrganisationId) => {
    const item = await table.get(accessKeys.pin(organisation));
    return item && stored.parse(item);
  };
  const shown = ({ id, setAt, mobile }: z.infer<typeof stored>): PinKept => ({ id, setAt, ...(mobile === undefined ? {} : { mobile }) });
  return {
    kept: async (organisation) => {
      const one = await found(organisation);
      return one && shown(one);
    },
    set: async (organisation, pin, { by: who, mobile }) => {
      const [salt, now] = [ids.bytes(16), clock.now()];
      const hash = await hashOf(organisation, pin, salt);
      const kept = { id: ids.id(), salt: Buffer.from(salt).toString('base64url'), hash: hash.toString('base64url'), setAt: now, ...(mobile ? { mobile } : {}) };
      const noted = { who, what: `pin of organisation ${organisation}`, at: now, change: 'changed', fields: 'pin' };
      const { outcome } = await table.write([
        { put: { ...accessKeys.pin(organisation), ...kept } },
        { put: { ...accessKeys.audit(now, ids.id()), ...noted }, when: { absent: true } },
      ]);
      if (outcome !== 'written') throw new Error(`a PIN was not kept by the access table: ${outcome}`);
    },
    check: async (organisation, pin) => {
      const tried = { of: 'pin', organisation, now: clock.now() } as const;
      const taken = await takeTry(tried, table);
      if (!taken.ok) return { ok: false, because: 'locked', until: taken.lockedUntil };
      const one = await found(organisation);
      // Where there is none the same work is done: time does not tell who has one.
      const hash = await hashOf(organisation, pinTyped(pin), Buffer.from(one?.salt ?? '', 'base64url'));
      const own = Buffer.from(one?.hash ?? '', 'base64url');
      if (!one || own.length !== hash.length || !timingSafeEqual(own, hash)) return { ok: false, because: 'wrong' };
      await forgive(tried, table);
      return { ok: true, pin: shown(one) };
    },
  };
};
