/** Brings a practitioner's whole caseload into a local hub: sixty invented people in every state, dated from today. */
import { directoryStore } from '#directory/directory-store';
import type { FhirPorts } from '#fhir/ports';
import { studyDemo } from '#local/demo-study';
import { hubTables } from '#local/hub-tables';
import type { LocalHub } from '#local/onboarding-place';
import { randomIds } from '#platform/ids';
import { systemClock } from '#platform/time';
import type { Instant } from '#platform/types';
import { referralStore } from '#referral/referral-store';
import { calendar } from '#referral/working-days';
import { live, refer } from './live.ts';
import { others } from './others.ts';
import { askToTakePart } from './research.ts';
import type { Invented } from './script.ts';
import { stories } from './stories.ts';

/** The hub's own tables and keys, as a function would have them. */
const portsOf = (hub: LocalHub): { ports: FhirPorts; close(): void } => {
  const { referrals, work, access, keys, close } = hubTables(hub);
  const pause = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
  const ports: FhirPorts = {
    carryOut: { store: referralStore(referrals), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause },
    referrals,
    directory: directoryStore(access),
    keys,
    ids: randomIds,
    subscriptions: { work, deliverQueue: { send: async () => undefined }, allowLoopback: true },
    baseUrl: hub.url,
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
    await askToTakePart(person, n, referral, now, ports);
  };
  try {
    const people = [...caseload(now).entries()];
    const [first, ...rest] = people;
    await studyDemo(ports.referrals, Date.parse(now));
    // The hub makes its keys when they are first needed: once.
    if (first) await one(first[1], first[0]);
    for (let at = 0; at < rest.length; at += atOnce) await Promise.all(rest.slice(at, at + atOnce).map(([n, person]) => one(person, n)));
    return settled;
  } finally {
    close();
  }
};
