/** A hub with one registered client of two keys, asked for tokens. */
import type { ClientRecord } from '#identity/client-store';
import { issueToken } from '#identity/token';
import { clientRecord, formOf, identityHouse, keyPair, registered } from './cast.ts';

/** The client's own, and a stranger's of the same name. */
export const [es, rs, stranger] = await Promise.all([keyPair('key-1'), keyPair('key-2', 'RS384'), keyPair('key-1')]);

export const hub = async (changes: Partial<ClientRecord> = {}) => {
  const house = await identityHouse();
  await house.table.write([{ put: registered(clientRecord([es, rs], changes)) }]);
  const ask = (assertion: string, form: Record<string, string | undefined> = {}) => issueToken(formOf(assertion, form), house.deps);
  return { ...house, ask };
};
export const invalidClient = { status: 401, body: { error: 'invalid_client' } };
