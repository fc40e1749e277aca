/** The registered clients, and the assertions they have used up. */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { clientId, managerId, organisationId, practiceId, practitionerId } from '#directory/ids';
import { publicKey } from '#directory/public-key';
import type { Directory } from '#directory/types';
import { instant } from '#platform/stored';
import { accessKeys, expiresAt } from '#platform/tables';
import { millisecondsOf } from '#platform/time';
import type { Clock, Item, Table } from '#platform/types';
import { parseScopes } from './scopes.ts';
import type { Caller, ClientId } from './types.ts';

/** For whom a client speaks. What that party may see is read from the directory at each look-up, so that it is never out of date. */
const actsFor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('practice'), practice: practiceId }),
  z.strictObject({ kind: z.literal('practitioner'), practitioner: practitionerId }),
  z.strictObject({ kind: z.literal('organisation'), organisation: organisationId }),
  z.strictObject({ kind: z.literal('manager'), manager: managerId }),
]);
const scopes = z.pipe(
  z.string(),
  z.transform((text) => parseScopes(text) ?? new Map<string, string>()),
);
const client = z.strictObject({
  id: clientId,
  actsFor,
  /** Empty where `jwksUrl` says where they stand. */
  keys: z.array(publicKey),
  jwksUrl: z.optional(z.string()),
  scopes,
  disabledAt: z.optional(instant),
  version: z.number(),
});
/** `version` rises with every change; a token of an older version is worth nothing. */
export type Client = z.infer<typeof client>;
/** As it is registered: scopes as text. */
export type ClientRecord = z.input<typeof client>;

export type ClientStore = {
  find(id: ClientId): Promise<Client | undefined>;
  /** False when this client has used an assertion of this id before. `until`: second since 1970 from which the assertion is refused anyway. */
  spend(id: ClientId, jti: string, until: number): Promise<boolean>;
};

export const clientItem = (record: ClientRecord): Item => ({ ...accessKeys.client(record.id), data: JSON.stringify(record) });

export const clientStore = (table: Table, clock: Clock): ClientStore => ({
  find: async (id) => {
    const item = await table.get(accessKeys.client(id));
    return item && client.parse(JSON.parse(String(item.data)));
  },
  spend: async (id, jti, until) => {
    const key = accessKeys.spentAssertion(id, createHash('sha256').update(jti).digest('base64url'));
    const now = Math.floor(millisecondsOf(clock.now()) / 1000);
    const written = await table.write([{ put: { ...key, [expiresAt]: until }, when: { absentOrBelow: { attribute: expiresAt, value: now } } }]);
    if (written.outcome === 'throttled') throw new Error('the access table is throttled: whether an assertion was used before is not known');
    return written.outcome === 'written';
  },
});

/** Who calls, with what the directory says of them now; undefined when the directory no longer knows them. */
export const callerOf = async ({ id, actsFor }: Pick<Client, 'id' | 'actsFor'>, directory: Directory): Promise<Caller | undefined> => {
  switch (actsFor.kind) {
    case 'practice':
      return (await directory.practice(actsFor.practice)) && { ...actsFor, client: id };
    case 'organisation':
      return (await directory.organisation(actsFor.organisation)) && { ...actsFor, client: id };
    case 'practitioner': {
      const practitioner = await directory.practitioner(actsFor.practitioner);
      return practitioner && { ...actsFor, practices: practitioner.practices, client: id };
    }
    case 'manager': {
      const manager = await directory.manager(actsFor.manager);
      return manager && { ...actsFor, areas: manager.areas, client: id };
    }
  }
};
