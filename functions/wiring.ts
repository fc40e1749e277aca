/** Makes the ports from the function's environment: the only place that reads it. What a function does not use is neither loaded nor asked for. */

import { parseFetchOutcome, parseSendOutcome } from '#delivery/messages';
import type { DeliveryPorts } from '#delivery/ports';
import { alissOf } from '#directory/aliss/aliss-store';
import { directoryStore, disableEndpoint } from '#directory/directory-store';
import { finder } from '#directory/find-store';
import { noteFullIn } from '#directory/note-full';
import { remembered } from '#directory/remembered-store';
import { usuals } from '#directory/usual-store';
import { answerAddress, answerLinks } from '#identity/answer-link';
import { hubKeys } from '#identity/hub-keys';
import { sessionStore } from '#identity/session-store';
import type { AreaId, ManagerId, PractitionerId } from '#identity/types';
import { userLists, userStore } from '#identity/user-store';
import { countable } from '#insight/countable';
import { countingPorts } from '#insight/counting-ports';
import { simdStore } from '#people/simd-store';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { randomIds } from '#platform/ids';
import { stdoutLog } from '#platform/log';
import { once } from '#platform/once';
import { originFetch } from '#platform/origin-fetch';
import { systemClock } from '#platform/time';
import type { Mail, Outbox, Queue, Secrets, Table, Texts } from '#platform/types';
import { type CarryOut, carryOut } from '#referral/carry-out';
import { applyCommit } from '#referral/evolve';
import { readCommits, referralStore } from '#referral/referral-store';
import type { Referral } from '#referral/types';
import { calendar } from '#referral/working-days';

const read = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`the environment variable ${name} is missing`);
  return value;
};

export const clock = systemClock;
export const ids = randomIds;
export const log = stdoutLog;
export const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
export const baseUrl = once(() => read('BASE_URL'));
export const allowLoopback = once(() => read('ALLOW_LOOPBACK') === 'true');

const credentials = () => ({
  accessKeyId: read('AWS_ACCESS_KEY_ID'),
  secretAccessKey: read('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});
const client = once(() => dynamoClient({ region: read('AWS_REGION'), endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB, credentials }));
const table = (name: string) => once((): Table => dynamoTable(client(), read(name)));
export const referrals = table('TABLE_REFERRALS');
export const work = table('TABLE_WORK');
export const access = table('TABLE_ACCESS');
export const directory = once(() => directoryStore(access()));
/** For the doors, which ask the same few records on every call. */
export const doorDirectory = once(() => remembered(directory(), clock));
/** What help there is, for the pages. */
const finding = once(() => ({ finder: finder({ table: access(), directory: doorDirectory() }), usuals: usuals(referrals(), clock) }));

const sqs = once(async () => {
  const { sqsClient, sqsQueue } = await import('#platform/sqs-queue');
  const shared = sqsClient();
  return (url: string) => sqsQueue(shared, url);
});
const queue = (name: string): Queue => ({ send: async (messages) => (await sqs())(read(name)).send(messages) });
const deliverQueue = queue('QUEUE_DELIVER');
const laterQueue = queue('QUEUE_LATER');
const countQueue = queue('QUEUE_COUNT');
/** What is counted of people. */
export const counting = once(() => {
  const lives = { referrals: referrals(), quintileOf: simdStore(access()).quintileOf };
  const closedDays = async (area: string) => calendar((await doorDirectory().area(area as AreaId))?.holidays);
  return countingPorts({ table: work(), lives, closedDays, ids, pause });
});

const kms = once(async () => (await import('#platform/kms-secrets')).kmsSecrets(read('KEY_ID')));
export const secrets: Secrets = {
  encrypt: async (plain, purpose) => (await kms()).encrypt(plain, purpose),
  decrypt: async (ciphertext, purpose) => (await kms()).decrypt(ciphertext, purpose),
};
const ses = once(async () => (await import('#platform/ses-mail')).sesMail({ from: read('MAIL_FROM'), set: read('MAIL_SET') }));
const sms = once(async () => (await import('#platform/sms-texts')).smsTexts(read('TEXT_ORIGIN')));
/** Undefined where this hub has no number to text from. */
export const texts = once((): Texts | undefined => {
  const none = read('TEXT_ORIGIN').endsWith(':none');
  return none ? undefined : { send: async (text) => (await sms()).send(text) };
});
/** Only a local hub names the file. */
export const outbox = once((): Outbox | undefined => {
  const file = process.env.OUTBOX_FILE;
  const open = once(async () => (await import('#platform/outbox-file')).outboxFile(file ?? ''));
  return file === undefined ? undefined : { newest: async () => (await open()).newest(), keep: async (letter) => (await open()).keep(letter) };
});
const mail: Mail = { send: async (letter) => (await ses()).send(letter) };
const sender = once(async () => (await import('#platform/lambda-invoke')).lambdaInvoke(read('FUNCTION_SEND')));
/** A small document from the internet; the function that asks for it reaches no further than `send`. */
export const fetchJson = async (url: string) => parseFetchOutcome(await (await sender())({ url, answer: 'json' }));

/** Seconds that ALISS has for a page. */
const alissWithin = 20;
export const aliss = once(() => alissOf(read('ALISS_ORIGIN'), originFetch([read('ALISS_ORIGIN')], alissWithin)));

/** Seconds that the issuer of sign-ins has for an answer; nobody else is asked. */
const issuerWithin = 5;
export const issuer = once(() => {
  const [issuer, client] = [read('OIDC_ISSUER'), read('OIDC_CLIENT')];
  return { issuer, client, fetch: originFetch([issuer, read('OIDC_ENDPOINTS')], issuerWithin) };
});

/** With the calendar of the referral's council; `delivery` and its kind need none and pass Scotland's. */
export const rules = (withCouncil: boolean): CarryOut => {
  const ofCouncil = async ({ area }: Referral) => ({ calendar: calendar((await doorDirectory().area(area))?.holidays) });
  return {
    store: referralStore(referrals()),
    circumstances: withCouncil ? ofCouncil : async () => ({ calendar: calendar() }),
    ids,
    pause,
    noteFull: (full) => noteFullIn(access())(full),
  };
};

const undelivered: DeliveryPorts['undelivered'] = async (referral, onward) => {
  const act = onward ? ({ type: 'report-not-delivered', onward } as const) : ({ type: 'report-practice-not-reached' } as const);
  const done = await carryOut(rules(false), referral, { ...act, by: { kind: 'delivery' }, at: clock.now() });
  if (!done.ok) throw new Error(`it could not be recorded that a party was not reached: ${done.because}`);
};

/** What organisations open of a request. */
const links = once(() => answerLinks({ table: access(), secrets, clock, ids }));

/** Whom the clock writes to of a visit alone, and how. */
export const visitMail = once(() => ({
  ...directory(),
  usersOf: (who: { manager: ManagerId } | { practitioner: PractitionerId }) =>
    'manager' in who ? userLists(access()).ofManager(who.manager) : userLists(access()).ofPractitioner(who.practitioner),
  mail,
  baseUrl: baseUrl(),
}));

/** Each function takes its part; what it may not touch it is not given the name of. */
export const delivery = once(
  (): DeliveryPorts => ({
    get referrals() {
      return referrals();
    },
    get work() {
      return work();
    },
    get baseUrl() {
      return baseUrl();
    },
    ...{ deliverQueue, laterQueue, countQueue, clock, ids, secrets, mail, applyCommit, countable, undelivered },
    readCommits: (referral) => readCommits(referrals(), referral),
    endpoint: (party) => directory().endpoint(party),
    practice: (id) => directory().practice(id),
    organisation: (id) => directory().organisation(id),
    answerLink: async (organisation, onward) => answerAddress(await links().token({ organisation, onward }), baseUrl()),
    disableEndpoint: (party, at) => disableEndpoint(access(), party, at),
    send: async (request) => parseSendOutcome(await (await sender())(request)),
  }),
);
/** What the FHIR face needs, in a function of its own or behind the pages. */
export const fhirPorts = once(() => ({
  carryOut: rules(true),
  referrals: referrals(),
  directory: doorDirectory(),
  keys: hubKeys({ table: access(), secrets, clock, ids }),
  ids,
  baseUrl: baseUrl(),
  /** Asked where it is used: nobody subscribes behind the pages of studies, which have no table for it. */
  get subscriptions() {
    return { work: work(), deliverQueue, allowLoopback: allowLoopback() };
  },
}));
/** What every function with pages needs. */
export const pagePorts = once(() => {
  const fhir = fhirPorts();
  const users = userStore(access(), fhir.keys);
  const sessions = sessionStore({ table: access(), users, directory: doorDirectory(), keys: fhir.keys, clock, ids });
  return { fhir, users, sessions, access: access(), ...finding(), mail, clock, ids, log, local: allowLoopback() };
});
