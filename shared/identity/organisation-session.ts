/** An organisation's people who are signed in by link and PIN: for twelve hours, on one browser, until the PIN changes. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { organisationId } from '#directory/ids';
import { instant } from '#platform/stored';
import { accessKeys, expiresAt } from '#platform/tables';
import { later, millisecondsOf } from '#platform/time';
import type { Clock, Ids, Table } from '#platform/types';
import { clearedCookie, newCookie } from './cookies.ts';
import type { HubKeys } from './hub-keys.ts';
import type { PinKept, Pins } from './pin-store.ts';
import type { ClientId, OrganisationCaller, OrganisationId } from './types.ts';

export type AnswerSession = { caller: OrganisationCaller; csrf: string };
export type OrganisationSessions = {
  /** The `Set-Cookie` line of a new session. */
  start(organisation: OrganisationId, pin: Pick<PinKept, 'id'>): Promise<string>;
  /** `cookie`: what the browser sent under `organisationCookie`. */
  find(cookie: string | undefined): Promise<AnswerSession | undefined>;
  end(cookie: string | undefined): Promise<string>;
};
type SessionDeps = { table: Table; pins: Pick<Pins, 'kept'>; keys: Pick<HubKeys, 'mac'>; clock: Clock; ids: Ids };

export const organisationCookie = '__Host-organisation';
const lasts = 12 * 3_600_000;
const shape = /^[\w-]{43}$/;
const stored = z.object({
  organisation: organisationId,
  pin: z.string(),
  until: instant,
});
const keyOf = (token: string) => accessKeys.organisationSession(createHash('sha256').update(token).digest('base64url'));
/** No registered client: the same commands and the same policy as for one that signs. */
const callerOf = (organisation: OrganisationId): OrganisationCaller => ({ kind: 'organisation', organisation, client: `link.${organisation}` as ClientId });

export const organisationSessions = ({ table, pins, keys, clock, ids }: SessionDeps): OrganisationSessions => ({
  start: async (organisation, { id }) => {
    const token = Buffer.from(ids.bytes(32)).toString('base64url');
    const until = later(clock.now(), lasts);
    const put = { ...keyOf(token), organisation, pin: id, until, [expiresAt]: Math.ceil(millisecondsOf(until) / 1000) };
    const { outcome } = await table.write([{ put, when: { absent: true } }]);
    if (outcome !== 'written') throw new Error(`a session was not kept by the access table: ${outcome}`);
    return newCookie(organisationCookie, token);
  },
  find: async (cookie) => {
    const item = cookie && shape.test(cookie) ? await table.get(keyOf(cookie)) : undefined;
    if (!cookie || !item) return undefined;
    const { organisation, pin, until } = stored.parse(item);
    if (until <= clock.now() || (await pins.kept(organisation))?.id !== pin) return undefined;
    return { caller: callerOf(organisation), csrf: await keys.mac('csrf-organisation', keyOf(cookie).pk) };
  },
  end: async (cookie) => {
    const item = cookie && shape.test(cookie) ? await table.get(keyOf(cookie)) : undefined;
    if (item) await table.write([{ put: { ...item, until: clock.now() } }]);
    return clearedCookie(organisationCookie);
  },
});
