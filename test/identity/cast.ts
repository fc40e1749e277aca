/** A hub's identity room in memory, with a clock and ids of the test's own. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { FetchOutcome } from '#delivery/types';
import { directoryStore, documentItem } from '#directory/directory-store';
import type { Directory } from '#directory/types';
import { clientKeys } from '#identity/client-keys';
import { type ClientRecord, clientItem, clientStore } from '#identity/client-store';
import { hubKeys } from '#identity/hub-keys';
import type { TokenDeps } from '#identity/token';
import { memoryTable } from '#platform/memory-table';
import { accessKeys } from '#platform/tables';
import { instantOf, later } from '#platform/time';
import type { Clock, Ids, Item, Secrets } from '#platform/types';

export const baseUrl = 'https://hub.example';
export const tokenUrl = `${baseUrl}/oauth/token`;
const start = instantOf(Date.UTC(2026, 10, 23, 9, 30));

export const handClock = (): Clock & { pass(milliseconds: number): void } => {
  let now = start;
  return {
    now: () => now,
    pass: (milliseconds) => {
      now = later(now, milliseconds);
    },
  };
};
export const nowSeconds = (clock: Clock) => Date.parse(clock.now()) / 1000;

/** Never the same twice, always the same in the next run. */
export const countedIds = (seed = 'test'): Ids => {
  let count = 0;
  const bytes = (length: number) => {
    count += 1;
    return createHash('shake256', { outputLength: length }).update(`${seed} ${count}`).digest();
  };
  return { id: () => bytes(13).toString('hex'), short: () => bytes(4).toString('hex'), bytes };
};

/** Bound to the purpose, like KMS with its encryption context; counts what it is asked. */
export const memorySecrets = (): Secrets & { decrypted: number } => {
  const key = randomBytes(32);
  const secrets = {
    decrypted: 0,
    encrypt: async (plain: Uint8Array, purpose: string) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    decrypt: async (ciphertext: string, purpose: string) => {
      secrets.decrypted += 1;
      const bytes = Buffer.from(ciphertext, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    },
  };
  return secrets;
};

const practices = [
  { id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049' },
  { id: 'millbrae', name: 'Millbrae Practice', area: 'S12000049' },
];
const directoryItems: Item[] = [
  ...practices.map((practice) => documentItem(accessKeys.practice(practice.id), practice)),
  documentItem(accessKeys.practitioner('catriona-weir'), { id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'] }),
  documentItem(accessKeys.organisation('drumgarth'), { id: 'drumgarth', name: 'Drumgarth Food Pantry', area: 'S12000049', services: [] }),
  documentItem(accessKeys.manager('elspeth-munro'), { id: 'elspeth-munro', name: 'Elspeth Munro', areas: ['S12000049'] }),
];

/** The hub's rooms over one table; a second instance of it shares the table and the clock. `web`: what stands at which address. */
export const identityHouse = async (pause?: () => Promise<void>, seed?: string) => {
  const table = memoryTable(pause);
  const clock = handClock();
  const secrets = memorySecrets();
  const ids = countedIds(seed);
  const web = new Map<string, () => Promise<FetchOutcome>>();
  const asked: string[] = [];
  const told: object[] = [];
  const fetchJson = async (url: string): Promise<FetchOutcome> => {
    asked.push(url);
    return (await web.get(url)?.()) ?? { kind: 'failed', reason: 'dns' };
  };
  const instance = () => {
    const keysOf = clientKeys({ fetchJson, clock, log: (event, fields) => told.push({ event, ...fields }) });
    const keys = hubKeys({ table, secrets, clock, ids });
    const clients = clientStore(table, clock);
    const directory: Directory = directoryStore(table);
    const deps: TokenDeps = { clients, keysOf, keys, clock, ids, baseUrl };
    return { keys, clients, directory, deps };
  };
  for (const item of directoryItems) await table.write([{ put: item }]);
  return { table, clock, secrets, ids, web, asked, told, instance, ...instance() };
};

type KeyPair = { kid: string; alg: 'ES384' | 'RS384'; privateKey: CryptoKey; publicJwk: JWK };
export const keyPair = async (kid: string, alg: KeyPair['alg'] = 'ES384'): Promise<KeyPair> => {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey: pair.privateKey, publicJwk: { ...(await exportJWK(pair.publicKey)), kid } };
};

export const clientRecord = (pairs: KeyPair[], changes: Partial<ClientRecord> = {}): ClientRecord => ({
  id: 'birchtree-system',
  actsFor: { kind: 'practice', practice: 'birchtree' },
  keys: pairs.map(({ publicJwk }) => publicJwk as unknown as ClientRecord['keys'][number]),
  scopes: 'system/ServiceRequest.crus system/Task.rus',
  version: 1,
  ...changes,
});
export const registered = (record: ClientRecord): Item => clientItem(record);

/** A claim set as undefined is left out. */
export const assertionOf = (pair: KeyPair, clock: Clock, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) => {
  const now = nowSeconds(clock);
  const usual = { iss: 'birchtree-system', sub: 'birchtree-system', aud: tokenUrl, exp: now + 120, jti: randomBytes(12).toString('hex') };
  const all = Object.fromEntries(Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined));
  return new SignJWT(all).setProtectedHeader({ alg: pair.alg, kid: pair.kid, typ: 'JWT', ...header }).sign(pair.privateKey);
};
export const formOf = (assertion: string, changes: Record<string, string | undefined> = {}): URLSearchParams => {
  const usual = {
    grant_type: 'client_credentials',
    scope: 'system/ServiceRequest.crus system/Task.rus',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
  return new URLSearchParams(
    Object.entries({ ...usual, ...changes }).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
  );
};
