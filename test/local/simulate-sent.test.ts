/** What the simulation writes as if a practice's system had sent it: the hub's own door takes it, and reads in it what was written. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { directoryStore } from '#directory/directory-store';
import type { FhirPorts } from '#fhir/ports';
import { createReferral } from '#fhir/referral/create-referral';
import { scopesOfRole } from '#identity/scopes';
import type { PracticeCaller } from '#identity/types';
import { lifeOf } from '#local/simulate/life';
import { live } from '#local/simulate/live';
import { personStore } from '#people/person-store';
import { randomIds } from '#platform/ids';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import { referralStore } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';

const people = 120;
test('a practice that sends a simulated referral itself is taken, and the same is known of it and of the person', async () => {
  const [referrals, access, work] = [memoryTable(), memoryTable(), memoryTable()];
  // Of this life only who is there matters.
  const { programme } = await live({ people, months: 1 }, { referrals: memoryTable(), access });
  const keys = {
    mac: async (purpose: string, text: string) => createHash('sha256').update(`${purpose} ${text}`).digest('base64url'),
    seal: async (text: string) => text,
    open: async (text: string) => text,
  };
  const pause = async () => undefined;
  const ports: FhirPorts = {
    carryOut: { store: referralStore(referrals), circumstances: async () => ({ calendar: calendar() }), ids: randomIds, pause },
    ...{ referrals, directory: directoryStore(access), keys, ids: randomIds, baseUrl: 'https://hub.example' },
    subscriptions: { work, deliverQueue: { send: async () => undefined }, allowLoopback: false },
  };
  let sent = 0;
  for (const one of Array.from({ length: people }, (_, n) => lifeOf(programme, n)).flat()) {
    if (one.does !== 'submit' || one.command.facts.cameBackFrom) continue;
    const who = { caller: one.command.by as PracticeCaller, scopes: scopesOfRole('practice') };
    const header = (name: string) => (name === 'content-type' ? 'application/fhir+json' : undefined);
    const call = { method: 'POST', path: '/fhir/ServiceRequest', rawQuery: '', pathParameters: {}, cookies: {}, requestId: 'test', headers: {}, header };
    const answer = await createReferral({ ...call, receivedAt: instantOf(one.at), body: Buffer.from(one.sent), who }, who.caller, ports);
    expect(answer).toMatchObject({ status: 201 });
    const referral = (await ports.carryOut.store.load((answer.body as { id: ReferralId }).id))?.referral;
    const { person, warnings: _, source: __, ...facts } = one.command.facts;
    expect(referral).toMatchObject({ ...facts, status: one.command.draft ? 'draft' : 'requested' });
    const known = referral && (await personStore(referrals).load(referral.person));
    expect({ facts: known?.facts, patient: JSON.parse(known?.patient ?? '') }).toEqual({ facts: one.person.facts, patient: JSON.parse(one.person.patient) });
    expect(person).toBe(one.person.id);
    sent += 1;
  }
  process.stdout.write(`${sent} simulated referrals sent to the door\n`);
  expect(sent).toBeGreaterThan(5);
});
