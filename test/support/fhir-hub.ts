/** The hub's FHIR face and the organisations' doors in memory: the real rooms over in-memory tables, with a clock of the test's own. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { directoryStore, documentItem } from '#directory/directory-store';
import { noteFullIn } from '#directory/note-full';
import { checkOnboarding } from '#directory/onboarding';
import { applyChange, planOnboarding } from '#directory/onboarding-store';
import { fhirRoute } from '#fhir/fhir-route';
import { answerRoute, fetchRoute } from '#fhir/organisation/route';
import { hubKeys } from '#identity/hub-keys';
import { parseScopes, roleScopes } from '#identity/scopes';
import { signatureVerifier } from '#identity/signed-organisation';
import type { Caller } from '#identity/types';
import type { VerifiedToken } from '#identity/verify-token';
import type { Answer, Call } from '#platform/endpoint';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { accessKeys, secretPurposes } from '#platform/tables';
import { instantOf, later } from '#platform/time';
import type { QueueMessage, Secrets } from '#platform/types';
import { referralStore } from '#referral/referral-store';
import { calendar } from '#referral/working-days';

export const baseUrl = 'https://hub.example';
const monday = instantOf(Date.UTC(2026, 10, 23, 9, 30));

const secretsInMemory = (): Secrets => {
  const key = randomBytes(32);
  return {
    encrypt: async (plain, purpose) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    decrypt: async (ciphertext, purpose) => {
      const bytes = Buffer.from(ciphertext, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    },
  };
};

const area = 'S12000049';
const parcels = { id: 'parcels', name: 'Food parcels', fields: ['name', 'safe-contact'] };
const cooking = { id: 'cooking', name: 'Cooking together', fields: ['name', 'birth-date'] };
/** Who is there, as an onboarding file says it. */
const directoryOf = {
  areas: [{ id: area, name: 'Glasgow City', manager: 'elspeth-munro' }],
  managers: [{ id: 'elspeth-munro', name: 'Elspeth Munro', areas: [area] }],
  practices: [
    { id: 'birchtree', name: 'Birchtree Practice', area },
    { id: 'thistledown', name: 'Thistledown Practice', area },
  ],
  practitioners: [
    { id: 'catriona-weir', name: 'Catriona Weir', practices: ['birchtree'] },
    { id: 'jamal-rashid', name: 'Jamal Rashid', practices: ['thistledown'] },
  ],
  organisations: [
    { id: 'drumgarth', name: 'Drumgarth Food Pantry', area, services: [parcels, cooking] },
    { id: 'kelvinbank', name: 'Kelvinbank Welfare Rights', area, services: [{ id: 'advice', name: 'Advice', fields: [] }] },
  ],
};

const caller = (one: Record<string, unknown>) => one as unknown as Caller;
/** By the token that each sends as its bearer. */
export const callers = {
  gp: caller({ kind: 'practice', practice: 'birchtree', client: 'birchtree-system' }),
  'gp-second-client': caller({ kind: 'practice', practice: 'birchtree', client: 'birchtree-second' }),
  'gp-other': caller({ kind: 'practice', practice: 'thistledown', client: 'thistledown-system' }),
  practitioner: caller({ kind: 'practitioner', practitioner: 'catriona-weir', practices: ['birchtree'], client: 'links-app' }),
  'practitioner-colleague': caller({ kind: 'practitioner', practitioner: 'moira-bain', practices: ['birchtree'], client: 'links-app' }),
  'practitioner-other': caller({ kind: 'practitioner', practitioner: 'jamal-rashid', practices: ['thistledown'], client: 'links-app' }),
  organisation: caller({ kind: 'organisation', organisation: 'drumgarth', client: 'drumgarth-system' }),
  'organisation-other': caller({ kind: 'organisation', organisation: 'kelvinbank', client: 'kelvinbank-system' }),
  manager: caller({ kind: 'manager', manager: 'elspeth-munro', areas: [area], client: 'figures' }),
} as const satisfies Record<string, Caller>;
export type Who = keyof typeof callers;
export const everybody = Object.keys(callers) as Who[];

const verify = async (authorization: string | undefined): Promise<VerifiedToken> => {
  const name = authorization?.replace(/^Bearer /, '');
  if (name === 'expired') return { ok: false, reason: 'expired' };
  const found = everybody.find((one) => one === name);
  if (!found) return { ok: false, reason: 'login' };
  const scopes = parseScopes(roleScopes[callers[found].kind]);
  if (!scopes) throw new Error('a role without scopes');
  return { ok: true, caller: callers[found], scopes };
};

type Headers = Record<string, string>;
/** An answer as its caller reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a body is whatever the hub said; each test says what it expects of it.
export type Told = Answer & { body: any; etag: string };
export type Request = { as?: Who | 'expired' | 'nobody'; headers?: Headers; body?: unknown; bytes?: Uint8Array };

const callOf = (method: string, address: string, now: Call['receivedAt'], headers: Headers, body: Uint8Array): Call => {
  const [path = '', rawQuery = ''] = address.split(/\?(.*)/s);
  return { method, path, rawQuery, pathParameters: {}, cookies: {}, header: (name) => headers[name], headers, body, receivedAt: now, requestId: 'request' };
};
const told = (answer: Answer): Told => ({ ...answer, body: answer.body, etag: answer.headers?.etag ?? '' });
const bytesOf = (body: unknown): Uint8Array => (body === undefined ? new Uint8Array() : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));

/** `pause` runs while a transaction holds its items; `address` is the hub's own. */
export const fhirHub = async (pause?: () => Promise<void>, address = baseUrl) => {
  let now = monday;
  const clock = { now: () => now };
  const [referrals, access, work] = [memoryTable(pause), memoryTable(), memoryTable()];
  const woken: QueueMessage[] = [];
  const secrets = secretsInMemory();
  const onboarding = { table: access, secrets, clock, ids: randomIds, who: 'test', file: 'test' };
  const onboard = async (raw: object) => {
    const checked = checkOnboarding(raw, { allowLoopback: false, clientProblems: () => [] });
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    for (const change of (await planOnboarding(checked.document, onboarding)).changes) await applyChange(change, onboarding);
  };
  await onboard(directoryOf);
  const answerSecrets = { drumgarth: randomBytes(32), kelvinbank: randomBytes(32) };
  for (const [organisation, secret] of Object.entries(answerSecrets)) {
    const keys = [{ id: 'one', scheme: 'v1', ciphertext: await secrets.encrypt(secret, secretPurposes.answerKey(organisation)) }];
    await access.write([{ put: documentItem(accessKeys.answerKeys(organisation), { organisation, keys }) }]);
  }
  const directory = directoryStore(access);
  const rules = {
    store: referralStore(referrals),
    circumstances: async () => ({ calendar: calendar() }),
    ids: randomIds,
    noteFull: noteFullIn(access),
    pause: (_milliseconds: number) => new Promise<void>((done) => setImmediate(done)),
  };
  const subscriptions = { work, deliverQueue: { send: async (messages: QueueMessage[]) => void woken.push(...messages) }, allowLoopback: false };
  const ports = {
    carryOut: rules,
    referrals,
    directory,
    keys: hubKeys({ table: access, secrets, clock, ids: randomIds }),
    ids: randomIds,
    subscriptions,
    baseUrl: address,
  };
  const fhir = fhirRoute({ ...ports, verify });
  const doors = { ...ports, verifySignature: signatureVerifier({ directory, secrets, clock }) };
  const [answerDoor, fetchDoor] = [answerRoute(doors), fetchRoute(doors)];

  const call = async (method: string, path: string, { as = 'gp', headers = {}, body, bytes }: Request = {}): Promise<Told> => {
    const usual: Headers = { ...(as === 'nobody' ? {} : { authorization: `Bearer ${as}` }), 'content-type': 'application/fhir+json', host: 'evil.example' };
    return told(await fhir(callOf(method, `/fhir${path}`, now, { ...usual, ...headers }, bytes ?? bytesOf(body))));
  };
  type Signing = { by?: keyof typeof answerSecrets; id?: string; at?: string; forged?: boolean; headers?: Headers };
  const signed = (content: string, { by = 'drumgarth', id = `msg-${randomIds.id()}`, at = now, forged = false, headers = {} }: Signing): Headers => {
    const seconds = Math.floor(Date.parse(at) / 1000);
    const mac = createHmac('sha256', answerSecrets[by])
      .update(`${id}.${seconds}.${content}${forged ? ' ' : ''}`)
      .digest('base64');
    return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${mac}`, ...headers };
  };
  const door = (organisation: string, task: string) => ({ pathParameters: { organisation, task } });
  const answer = async (task: string, body: unknown, signing: Signing & { organisation?: string } = {}): Promise<Told> => {
    const [text, organisation] = [
      typeof body === 'string' ? body : JSON.stringify({ referral: task, ...(body as object) }),
      signing.organisation ?? signing.by ?? 'drumgarth',
    ];
    const path = `/organisations/${organisation}/referrals/${task}/answers`;
    return told(await answerDoor({ ...callOf('POST', path, now, signed(text, signing), Buffer.from(text)), ...door(organisation, task) }));
  };
  const fetched = async (task: string, signing: Signing & { organisation?: string } = {}): Promise<Told> => {
    const organisation = signing.organisation ?? signing.by ?? 'drumgarth';
    const path = `/organisations/${organisation}/referrals/${task}`;
    return told(await fetchDoor({ ...callOf('GET', path, now, signed(`GET ${path}`, signing), new Uint8Array()), ...door(organisation, task) }));
  };
  const pass = (milliseconds: number) => {
    now = later(now, milliseconds);
  };
  return { call, answer, fetched, pass, onboard, table: referrals, access, secrets, woken, ports, now: () => now };
};
export type FhirHub = Awaited<ReturnType<typeof fhirHub>>;
