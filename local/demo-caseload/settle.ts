/** Brings a practitioner's whole caseload into a local hub: sixty invented people in every state, dated from today. */
import { KMSClient } from '@aws-sdk/client-kms';
import { directoryStore } from '#directory/directory-store';
import type { FhirPorts } from '#fhir/ports';
import { hubKeys } from '#identity/hub-keys';
import type { LocalHub } from '#local/onboarding-place';
import { dynamoClient } from '#platform/dynamo-client';
import { dynamoTable } from '#platform/dynamo-table';
import { randomIds } from '#platform/ids';
import { kmsSecrets } from '#platform/kms-secrets';
import { systemClock } from '#platform/time';
import type { Instant } from '#platform/types';
import { referralStore } from '#referral/referral-store';
import { calendar } from '#referral/working-days';
import { live, refer } from './live.ts';
import { others } from './others.ts';
import type { Invented } from './script.ts';
import { stories } from './stories.ts';

/** The hub's own tables and keys, as a function would have them. */
const portsOf = ({ url, region, endpoints, tableNames, outputs }: LocalHub): { ports: FhirPorts; close(): void } => {
  const credentials = { accessKeyId: 'DEMO', secretAccessKey: 'checked-by-nobody-here' };
  const client = dynamoClient({ region, endpoint: endpoints.dynamodb, credentials: () => credentials });
  const kms = new KMSClient({ region, endpoint: endpoints.kms, credentials });
  const [referrals, work, access] = [tableNames.referrals ?? '', tableNames.work ?? '', tableNames.access ?? ''].map((name) => dynamoTable(client, name));
  if (!referrals || !work || !access) throw new Error('the hub does not tell its tables');
  const secrets = kmsSecrets(outputs.KeyId ?? '', kms);
  const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
  const ports: FhirPorts = {
    carryOut: { store: referralStore(referrals), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause },
    referrals,
    directory: directoryStore(access),
    keys: hubKeys({ table: access, secrets, clock: systemClock, ids: randomIds }),
    ids: randomIds,
    subscriptions: { work, deliverQueue: { send: async () => undefined }, allowLoopback: true },
    baseUrl: url,
  };
  const close = () => {
    client.destroy();
    kms.destroy();
  };
  return { ports, close };
};

const caseload = (now: Instant): Invented[] => [...stories(now), ...others()];
const atOnce = 8;
/** Which referrals are the caseload's; empty where the hub had it from before. */
export const settleCaseload = async (hub: LocalHub, now = systemClock.now()): Promise<ReadonlySet<string>> => {
  const { ports, close } = portsOf(hub);
  const settled = new Set<string>();
  const one = async (person: Invented, n: number) => {
    const referral = await refer(person, n, now, ports);
    if (!referral) return;
    settled.add(referral);
    await live(person, referral, now, ports);
  };
  try {
    const people = [...caseload(now).entries()];
    const [first, ...rest] = people;
    // The hub makes its keys when they are first needed: once.
    if (first) await one(first[1], first[0]);
    for (let at = 0; at < rest.length; at += atOnce) await Promise.all(rest.slice(at, at + atOnce).map(([n, person]) => one(person, n)));
    return settled;
  } finally {
    close();
  }
};
