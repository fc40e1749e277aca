/** A practice that sent its referral as a message hears of it by messages: the same lane, the same signature, nobody named. */
import type { Bundle, MessageHeader, ServiceRequest, Task } from 'fhir/r4.js';
import { describe, expect, test } from 'vitest';
import { lettersOf, tellingOf } from '#delivery/letters';
import { relayAll } from '#delivery/relay';
import { signedHeaders } from '#delivery/sign';
import { applyCommit } from '#referral/evolve';
import { expectR4 } from '#test/r4';
import { birchtree, monday, pantry } from '#test/referrals';
import { drain, endpointOf, world } from './world.ts';

const sent = {
  id: 'b0e9c0a4-5f0b-4f0e-9a51-1c8f7f6d2a11',
  from: 'https://gp.example/messages',
  intent: 'plan',
  identifier: { system: 'https://gp.example/r', value: 'R-1' },
};
const heard = async () => {
  const hub = world();
  for (const party of [birchtree, pantry]) hub.endpoints.set(party, endpointOf(party));
  const referral = await hub.begin({ message: sent });
  await hub.act(referral, 'practitioner', { type: 'accept' });
  await hub.act(referral, 'practitioner', { type: 'ask', text: 'Which language does Ailsa Testperson speak?' });
  await hub.act(referral, 'practitioner', { type: 'complete', outcomes: [{ activity: 'Talked with Ailsa Testperson' }] });
  await relayAll([referral], hub.ports);
  await drain(hub);
  return { hub, referral };
};
const partsOf = (bundle: Bundle) => {
  const [header, request, task] = (bundle.entry ?? []).map(({ resource }) => resource);
  return { header: header as MessageHeader, request: request as ServiceRequest, task: task as Task };
};

describe('a referral that came as a message', () => {
  test('is answered by a message at each step that its practice is told of', async () => {
    const { hub, referral } = await heard();
    const bodies = hub.received.filter(({ party }) => party === birchtree).map(({ body }): Bundle => JSON.parse(body));
    const told = bodies.map(partsOf);
    expect(told.map(({ header, request, task }) => [header.reason?.coding?.[1]?.code, request.status, task.status])).toEqual([
      ['referral.accepted', 'active', 'accepted'],
      ['referral.question', 'active', 'accepted'],
      ['referral.completed', 'completed', 'completed'],
    ]);
    for (const { header, request } of told) {
      expect(header).toMatchObject({
        eventCoding: { code: 'servicerequest-response' },
        response: { identifier: sent.id, code: 'ok' },
        destination: [{ endpoint: sent.from }],
      });
      expect(request).toMatchObject({ id: referral, intent: 'plan', identifier: [sent.identifier] });
    }
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(3);
    for (const body of bodies) expectR4(body);
    expect(JSON.stringify(bodies)).not.toContain('Testperson');
  });
  test('gives the same bytes at every attempt, signed as what they are', async () => {
    const { hub, referral } = await heard();
    const commits = await hub.commits(referral);
    const letters = () => lettersOf(tellingOf(commits, applyCommit), { party: birchtree, done: 0, part: 0 }, 'https://hub.example.org');
    expect(letters()).toEqual(letters());
    expect(letters().map(({ body }) => body)).toEqual(hub.received.map(({ body }) => body));
    const [first] = letters();
    expect(signedHeaders(first!, [new Uint8Array(32)], monday)['content-type']).toBe('application/fhir+json');
  });
  test('is told to organisations as any other', async () => {
    const { hub } = await heard();
    const referral = await hub.begin({ message: sent });
    await hub.act(referral, 'practitioner', { type: 'accept' });
    await hub.act(referral, 'practitioner', { type: 'refer-on', onward: `${referral}-00000001` as never, organisation: pantry });
    await relayAll([referral], hub.ports);
    await drain(hub);
    const [told] = hub.received.filter(({ party }) => party === pantry).map(({ body }) => JSON.parse(body));
    expect(told.type).toBe('referral.requested');
  });
});
