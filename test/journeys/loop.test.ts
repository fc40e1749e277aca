/** One referral the full circle over HTTP, with everybody's own client: declined, asked about, offered again, accepted, done, and the practice hears. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'fhir-kit-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DemoName } from '#local/demo-cast';
import { type Hub, startHub } from '#local/hub';
import { answers, asClient, fetches, tokenOf } from '#test/played-calls';
import { type Played, play, stopPlaying } from '#test/played-hub';
import { sentPerson, sentReferral } from '#test/sent-referral';

type Resource = {
  resourceType: string;
  id: string;
  status: string;
  note?: { text: string }[];
  businessStatus?: { coding: { code: string }[] };
  [element: string]: unknown;
};
let hub: Hub;
let played: Played;
beforeAll(async () => {
  hub = await startHub({ port: 0, warm: false });
  played = await play(hub);
});
afterAll(async () => {
  await stopPlaying(played);
  await hub.stop();
});

/** As a GP system's library speaks: only what is in `options.headers` reaches the wire. */
const kit = async (name: DemoName) => new Client({ baseUrl: `${hub.url}/fhir`, bearerToken: await tokenOf(played, name) });
const etagOf = (resource: object) => Client.httpFor(resource as never).response?.headers.get('etag') ?? '';
const read = async (name: DemoName, id: string) => (await (await kit(name)).read({ resourceType: 'Task', id })) as Resource;
const move = async (name: DemoName, id: string, change: object): Promise<Resource> => {
  const task = await read(name, id);
  const options = { headers: { 'If-Match': etagOf(task) } };
  return (await (
    await kit(name)
  ).update({ resourceType: 'Task', id, body: { ...task, ...change } as never, options: options as never })) as unknown as Resource;
};
const refuses = async (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => expect.fail('it was taken'),
    (error: { response: { status: number } }) => error.response.status,
  );
const referOn = async (id: string, organisation: string): Promise<Resource> => {
  const body = {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'filler-order',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    subject: { identifier: sentPerson },
    performer: [{ reference: `Organization/${organisation}` }],
  };
  return (await (await kit('practitioner')).create({ resourceType: 'ServiceRequest', body: body as never })) as unknown as Resource;
};
const business = ({ businessStatus }: Resource) => businessStatus?.coding[0]?.code;
const told = async (party: 'practice' | 'organisation', id: string, wanted: string) => {
  for (let n = 0; n < 4000; n += 1) {
    if (played[party].told.some(({ referral, type }) => referral === id && type === wanted)) return;
    await sleep(25);
  }
  expect.fail(`the ${party} was not told of ${wanted}`);
};

describe('the closed loop', () => {
  test('from a GP system to the second organisation asked, and back', async () => {
    const gp = await kit('gp');
    const body = sentReferral('loop-1');
    const made = (await gp.create({
      resourceType: 'ServiceRequest',
      body: body as never,
      options: { headers: { 'Idempotency-Key': 'loop-1' } } as never,
    })) as unknown as Resource;
    const { id } = made;
    const again = (await gp.create({
      resourceType: 'ServiceRequest',
      body: body as never,
      options: { headers: { 'If-None-Exist': 'identifier=https://birchtree.example/referrals|loop-1' } } as never,
    })) as unknown as Resource;
    expect(again.id).toBe(id);
    expect(await refuses((await kit('gp-other')).read({ resourceType: 'ServiceRequest', id }))).toBe(404);
    expect(await refuses((await kit('manager')).read({ resourceType: 'ServiceRequest', id }))).toBe(403);

    expect(
      await refuses(
        (await kit('practitioner')).update({ resourceType: 'Task', id, body: { ...(await read('practitioner', id)), status: 'accepted' } as never }),
      ),
    ).toBe(400);
    expect((await move('practitioner', id, { status: 'accepted' })).status).toBe('accepted');
    await told('practice', id, 'referral.accepted');

    const asked = await move('practitioner', id, { note: [{ text: 'Does she need a lift?' }] });
    expect(business(asked)).toBe('awaiting-info');
    await told('practice', id, 'referral.question');
    const replied = await move('gp', id, { note: [...(asked.note ?? []), { text: 'Yes, please arrange one.' }] });
    expect(replied.note?.map(({ text }) => text)).toEqual(['Does she need a lift?', 'Yes, please arrange one.']);

    const first = await referOn(id, 'kelvinbank');
    expect((await answers(played, 'kelvinbank', first.id, { answer: 'decline', reason: { code: 'no-capacity', text: 'Full until March' } })).status).toBe(200);
    const declined = await read('gp', id);
    expect([declined.status, business(declined)]).toEqual(['accepted', 'awaiting-info']);

    const second = await referOn(id, 'drumgarth');
    await told('organisation', id, 'referral.requested');
    expect((await fetches(played, 'drumgarth', second.id)).body.person).toBeUndefined();
    expect((await answers(played, 'drumgarth', second.id, { answer: 'question', text: 'Any allergies?' })).status).toBe(200);
    const open = await read('practitioner', second.id);
    await move('practitioner', second.id, { note: [...(open.note ?? []), { text: 'None known.' }] });
    await told('organisation', id, 'referral.question-answered');
    expect(JSON.stringify((await fetches(played, 'drumgarth', second.id)).body.messages)).toContain('None known.');

    expect((await answers(played, 'drumgarth', second.id, { answer: 'accept', reference: 'P-77' })).status).toBe(200);
    await told('practice', id, 'referral.in-progress');
    expect((await fetches(played, 'drumgarth', second.id)).body.person).toMatchObject({ name: [{ family: 'Invented' }] });
    expect((await read('organisation', second.id)).status).toBe('accepted');
    expect(await refuses((await kit('organisation-other')).read({ resourceType: 'Task', id: second.id }))).toBe(404);
    expect((await answers(played, 'drumgarth', second.id, { answer: 'complete', activity: 'Food parcel collected' })).status).toBe(200);
    expect(business(await read('practitioner', id))).toBe('awaiting-confirmation');

    const done = await move('practitioner', id, { status: 'completed' });
    expect([done.status, business(done), (done.output as unknown[]).length]).toEqual(['completed', 'loop-closed', 1]);
    await told('practice', id, 'referral.completed');
    const found = (await gp.search({ resourceType: 'Task', searchParams: { status: 'completed' } })) as unknown as { entry: { resource: Resource }[] };
    expect(found.entry.map(({ resource }) => resource.id)).toEqual([id]);
    expect(((await gp.read({ resourceType: 'ServiceRequest', id })) as unknown as Resource).status).toBe('completed');
    expect([...played.practice.wrong, ...played.organisation.wrong]).toEqual([]);

    const month = new Date().toISOString().slice(0, 7);
    const figures = async () => (await asClient(played, 'manager', 'GET', `/insight/delivery?from=${month}&to=${month}`)).body;
    const counted = {
      received: 1,
      practices: [{ practice: 'birchtree', received: 1 }],
      onward: { sent: 2, accepted: 1, declined: 1, closed: 2, acceptanceRate: 0.5 },
    };
    await vi.waitFor(async () => expect(await figures()).toMatchObject(counted), { timeout: 120_000, interval: 50 });
  });

  test('ends early when the practice revokes its request: nobody is left working on it unknowing', async () => {
    const gp = await kit('gp');
    const { id } = (await gp.create({ resourceType: 'ServiceRequest', body: sentReferral('loop-2') as never })) as unknown as Resource;
    await move('practitioner', id, { status: 'accepted' });
    const onward = await referOn(id, 'drumgarth');
    await answers(played, 'drumgarth', onward.id, { answer: 'accept' });
    const request = (await gp.read({ resourceType: 'ServiceRequest', id })) as unknown as Resource;
    const options = { headers: { 'If-Match': etagOf(request) } };
    const revoked = (await gp.update({
      resourceType: 'ServiceRequest',
      id,
      body: { ...request, status: 'revoked' } as never,
      options: options as never,
    })) as unknown as Resource;
    expect(revoked.status).toBe('revoked');
    await told('organisation', id, 'referral.cancellation-requested');
    expect((await answers(played, 'drumgarth', onward.id, { answer: 'cancel' })).body.businessStatus).toBe('cancellation-acknowledged');
    const task = await read('gp', id);
    expect([task.status, business(task)]).toEqual(['cancelled', 'cancellation-acknowledged']);
  });

  test('is withdrawn from one organisation by its practitioner', async () => {
    const gp = await kit('gp');
    const { id } = (await gp.create({ resourceType: 'ServiceRequest', body: sentReferral('loop-3') as never })) as unknown as Resource;
    await move('practitioner', id, { status: 'accepted' });
    const onward = await referOn(id, 'drumgarth');
    const withdrawn = await move('practitioner', onward.id, { status: 'cancelled', statusReason: { text: 'She prefers another' } });
    expect(withdrawn.status).toBe('cancelled');
    await told('organisation', id, 'referral.cancelled');
    expect((await answers(played, 'drumgarth', onward.id, { answer: 'accept' })).status).toBe(409);
  });
});
