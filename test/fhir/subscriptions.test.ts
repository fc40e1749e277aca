/** Subscriptions through the FHIR face: made, greeted, told, stopped and taken up again. */
import { describe, expect, test } from 'vitest';
import { accepted, consent, issueOf, moved, referral as newReferral, sent as referral, referredOn } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';
import { said, subscribedHub, subscription } from '#test/subscribed-hub';

const hub = 'https://hub.example/fhir';

describe('a new subscription', () => {
  test('is requested until its handshake was answered', async () => {
    const it = await subscribedHub();
    const made = await it.subscribe(subscription());
    expect([made.status, made.body.status, made.etag]).toEqual([201, 'requested', 'W/"1"']);
    expect(made.headers?.location).toBe(`${hub}/Subscription/${made.body.id}/_history/1`);
    expect(it.sent.map(({ bundle }) => said(bundle))).toEqual([{ type: 'handshake', status: 'requested', events: '0', told: [] }]);
    const read = await it.call('GET', `/Subscription/${made.body.id}`);
    expect([read.body.status, read.etag]).toEqual(['active', 'W/"2"']);
    for (const resource of [made.body, read.body, it.sent[0]?.bundle]) expectR4(resource);
  });
  test('whose handshake is refused stands in error, and says so', async () => {
    const it = await subscribedHub();
    it.network.answer = () => ({ kind: 'answer', status: 404 });
    const { body } = await it.subscribe(subscription());
    const read = await it.call('GET', `/Subscription/${body.id}`);
    expect([read.body.status, read.body.error]).toEqual(['error', expect.stringContaining('status-404')]);
    expectR4(read.body);
  });
  test('whose handshake is answered 410 is off', async () => {
    const it = await subscribedHub();
    it.network.answer = () => ({ kind: 'answer', status: 410 });
    const { body } = await it.subscribe(subscription());
    expect((await it.call('GET', `/Subscription/${body.id}`)).body.status).toBe('off');
  });
  test('exists for its party alone, whichever of its clients asks', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    const status = async (as: Parameters<typeof it.call>[2]) => (await it.call('GET', `/Subscription/${body.id}`, as)).status;
    expect(
      await Promise.all([status({ as: 'gp-second-client' }), status({ as: 'gp-other' }), status({ as: 'organisation' }), status({ as: 'practitioner' })]),
    ).toEqual([200, 404, 404, 404]);
    const foreign = await it.call('GET', `/Subscription/${body.id}/$status`, { as: 'gp-other' });
    expect(foreign.body).toEqual((await it.call('GET', '/Task/00000000000000000000000000', { as: 'gp-other' })).body);
  });
  test('is found by status and topic, and not by others', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription());
    await it.subscribe(subscription({ criteria: 'https://linkshub.scot/fhir/SubscriptionTopic/loop-closed' }));
    const found = async (query: string, as: 'gp' | 'gp-other' = 'gp') => {
      const { body } = await it.call('GET', `/Subscription?${query}`, { as });
      expectR4(body);
      return (body.entry ?? []).length;
    };
    expect([await found('status=active'), await found('status=off'), await found('criteria=https://linkshub.scot'), await found('', 'gp-other')]).toEqual([
      2, 0, 1, 0,
    ]);
    expect((await it.call('GET', '/Subscription?url=https://gp.example.org')).status).toBe(400);
  });
});

describe('an event', () => {
  test('is told by id, signed, with the ServiceRequest beside the Task', async () => {
    const it = await subscribedHub();
    const made = await it.subscribe(subscription({ channel: { header: ['X-Surgery: birchtree'] } }));
    const id = await accepted(it);
    await it.settle(id);
    const [, first, second] = it.sent;
    expect(said(first?.bundle)).toEqual({
      ...{ type: 'event-notification', status: 'active', events: '1' },
      told: [{ n: '1', focus: `${hub}/Task/${id}`, context: [`${hub}/ServiceRequest/${id}`] }],
    });
    expect(said(second?.bundle).told.map(({ n }) => n)).toEqual(['2']);
    expect(first?.bundle.entry.slice(1).every((entry: object) => !('resource' in entry))).toBe(true);
    expect(first).toMatchObject({ url: 'https://gp.example.org/fhir-events', headers: { 'content-type': 'application/fhir+json', 'x-surgery': 'birchtree' } });
    expect(first?.headers['webhook-signature']).toMatch(/^v1,/);
    expect(first?.headers['webhook-id']).not.toBe(second?.headers['webhook-id']);
    for (const { bundle } of it.sent) expectR4(bundle);
    const again = await it.call('GET', `/Subscription/${made.body.id}/$events?eventsSinceNumber=2`);
    expect(said(again.body)).toMatchObject({ type: 'query-event', events: '2', told: [{ n: '2' }] });
    expectR4(again.body);
  });
  test('has one number, however often the relay tells of it', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    const id = await referral(it);
    await it.settle(id);
    const mark = { pk: `REF#${id}`, sk: 'RELAY' };
    await it.work.write([{ delete: mark }]);
    await it.settle(id);
    expect(said((await it.call('GET', `/Subscription/${body.id}/$status`)).body).events).toBe('1');
    expect(it.sent.length).toBe(2);
  });
  test('passes the filters of the subscription or is none', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ filters: ['Task?status=accepted,rejected&requester=Organization/birchtree'] }));
    const id = await accepted(it);
    await moved(it, id, { status: 'cancelled', statusReason: { text: 'Moved away' } }, { as: 'practitioner' });
    await it.settle(id);
    expect(it.sent.slice(1).map(({ bundle }) => said(bundle).told.map(({ focus }) => focus))).toEqual([[`${hub}/Task/${id}`]]);
  });
  test('of a draft is none', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription());
    const id = await referral(it, { status: 'draft' });
    await it.settle(id);
    expect(it.sent.length).toBe(1);
  });
  test('of a loop that closes is told once', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ criteria: 'https://linkshub.scot/fhir/SubscriptionTopic/loop-closed' }));
    const id = await accepted(it);
    await it.settle(id);
    expect(it.sent.length).toBe(1);
    await moved(it, id, { status: 'failed', statusReason: { text: 'Not reached' } }, { as: 'practitioner' });
    await it.settle(id);
    expect(said(it.sent[1]?.bundle).told).toMatchObject([{ focus: `${hub}/Task/${id}` }]);
    await it.settle(id);
    expect(it.sent.length).toBe(2);
  });
  test('of a ServiceRequest is a change of it, under either spelling of the topic', async () => {
    const it = await subscribedHub();
    for (const name of ['Servicerequest', 'ServiceRequest'])
      await it.subscribe(subscription({ criteria: `http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/${name}` }));
    const id = await referral(it);
    const { body, etag } = await it.call('GET', `/ServiceRequest/${id}`);
    await it.call('PUT', `/ServiceRequest/${id}`, { headers: { 'if-match': etag }, body: { ...body, status: 'on-hold' } });
    await it.settle(id);
    expect(it.sent.slice(2).map(({ bundle }) => said(bundle).told)).toEqual(Array(2).fill([{ n: '1', focus: `${hub}/ServiceRequest/${id}`, context: [] }]));
  });
  test('of an organisation is what happens to its own onward referral, and nothing of the rest', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ channel: { endpoint: 'https://pantry.example.org/fhir' } }), { as: 'organisation' });
    const id = await accepted(it);
    const onward = await referredOn(it, id);
    await referredOn(it, id, 'Organization/kelvinbank');
    await it.settle(id);
    expect(it.sent.slice(1).map(({ bundle }) => said(bundle).told[0]?.focus)).toEqual([`${hub}/Task/${onward}`]);
    expect(JSON.stringify(it.sent)).not.toContain(`Task/${id}"`);
  });
});

describe('an organisation whose person does not agree any more', () => {
  test('is told that something happened, and not to whom', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ channel: { endpoint: 'https://pantry.example.org/fhir' } }), { as: 'organisation' });
    const [person] = newReferral().contained as object[];
    const id = await accepted(it, { contained: [person, { ...consent, provision: { period: { end: '2026-11-25' } } }] });
    await referredOn(it, id);
    it.pass(7 * 86_400_000);
    await it.settle(id);
    expect(it.sent.slice(1).map(({ bundle }) => said(bundle).told)).toEqual([[{ n: '1', focus: undefined, context: [] }]]);
    expect(JSON.stringify(it.sent[1])).not.toContain(id);
    expectR4(it.sent[1]?.bundle);
  });
});

describe('how much is told', () => {
  test('empty: that something happened, and no more', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ content: 'empty' }));
    await it.settle(await referral(it));
    expect(said(it.sent[1]?.bundle).told).toEqual([{ n: '1', focus: undefined, context: [] }]);
    expect(it.sent[1]?.bundle.entry.length).toBe(1);
  });
  test('full-resource: the resources as the subscriber may see them when they are sent', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ content: 'full-resource' }));
    const id = await accepted(it);
    await it.settle(id);
    const resources = it.sent[1]?.bundle.entry.slice(1).map(({ resource }: { resource: object }) => resource);
    expect(resources).toMatchObject([
      { resourceType: 'Task', id, status: 'accepted' },
      { resourceType: 'ServiceRequest', id },
    ]);
    for (const { bundle } of it.sent) expectR4(bundle);
  });
  test('full-resource becomes id-only when the client loses that scope', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ content: 'full-resource' }));
    await it.client('birchtree-system', { scopes: 'system/Subscription.cruds system/Task.rs' });
    await it.settle(await referral(it));
    expect(it.sent[1]?.bundle.entry.map((entry: object) => 'resource' in entry)).toEqual([true, false, false]);
  });
  test('full-resource is refused to who has no scope for it', async () => {
    const it = await subscribedHub();
    const body = subscription({ content: 'full-resource', channel: { endpoint: 'https://pantry.example.org/fhir' } });
    expect(issueOf(await it.subscribe(body, { as: 'organisation' }))).toMatchObject({ status: 422, expression: 'Subscription.channel.payload.extension' });
  });
  test('e-mail says where to look, and holds nothing of a referral', async () => {
    const it = await subscribedHub();
    const channel = { type: 'email', endpoint: 'mailto:office@birchtree.example.org', payload: 'text/plain' };
    const { body } = await it.subscribe(subscription({ content: 'empty', channel }));
    const id = await referral(it);
    await it.settle(id);
    expect(it.mails.map(({ to }) => to)).toEqual(Array(2).fill('office@birchtree.example.org'));
    expect(it.mails[1]?.text).toContain(`${hub}/Subscription/${body.id}/$events`);
    expect(JSON.stringify(it.mails)).not.toContain(id);
    expect(it.sent).toEqual([]);
  });
});

describe('a subscription that cannot be told', () => {
  test('is tried again after 5 s, 5 min and 30 min, then stands in error, and goes on from there when it is asked again', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    it.network.answer = () => ({ kind: 'answer', status: 503 });
    const id = await referral(it);
    await it.settle(id);
    for (const wait of [5_000, 300_000, 1_800_000]) await it.elapse(wait);
    expect(it.sent.length).toBe(5);
    expect(new Set(it.sent.slice(1).map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    await moved(it, id, { status: 'accepted' }, { as: 'practitioner' });
    await it.settle(id);
    await it.elapse(86_400_000);
    expect(it.sent.length).toBe(5);
    const status = await it.call('GET', `/Subscription/${body.id}/$status`);
    expect(said(status.body)).toMatchObject({ type: 'query-status', status: 'error', events: '2' });
    expectR4(status.body);
    it.network.answer = () => ({ kind: 'answer', status: 204 });
    const read = await it.call('GET', `/Subscription/${body.id}`);
    const put = await it.call('PUT', `/Subscription/${body.id}`, { headers: { 'if-match': read.etag }, body: { ...read.body, status: 'requested' } });
    expect([put.status, put.body.status]).toEqual([200, 'requested']);
    await it.settle();
    expect(it.sent.slice(5).map(({ bundle }) => [said(bundle).type, said(bundle).told.map(({ n }) => n)])).toEqual([
      ['handshake', []],
      ['event-notification', ['1']],
      ['event-notification', ['2']],
    ]);
  });
  test('is off after a 410, and hears of nothing any more', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    it.network.answer = () => ({ kind: 'answer', status: 410 });
    await it.settle(await referral(it));
    expect((await it.call('GET', `/Subscription/${body.id}`)).body.status).toBe('off');
    await it.settle(await referral(it));
    expect([it.sent.length, said((await it.call('GET', `/Subscription/${body.id}/$status`)).body).events]).toEqual([2, '1']);
  });
  test('sends nothing for a client that was disabled', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    await it.client('birchtree-system', { disabledAt: '2026-11-23T09:00:00.000Z' });
    await it.settle(await referral(it));
    expect(it.sent.length).toBe(1);
    expect(said((await it.call('GET', `/Subscription/${body.id}/$status`)).body)).toMatchObject({ status: 'error', events: '1' });
  });
  test('sends nothing to an address that is not the registered one any more', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription());
    const endpoint = { url: 'https://new.example.org/webhooks', keys: [{ id: 'one', secret: 'generate' }] };
    await it.onboard({ practices: [{ id: 'birchtree', name: 'Birchtree Practice', area: 'S12000049', endpoint }] });
    await it.settle(await referral(it));
    expect(it.sent.length).toBe(1);
  });
});

describe('a sign of life', () => {
  test('comes only where it was asked for, after as long a silence', async () => {
    const it = await subscribedHub();
    await it.subscribe(subscription({ heartbeat: 120 }));
    const quiet = await it.subscribe(subscription());
    await it.elapse(60_000);
    expect(it.sent.length).toBe(2);
    await it.elapse(60_000);
    await it.elapse(120_000);
    expect(it.sent.slice(2).map(({ bundle }) => said(bundle).type)).toEqual(['heartbeat', 'heartbeat']);
    expect(JSON.stringify(it.sent.slice(2))).not.toContain(quiet.body.id);
    expectR4(it.sent[2]?.bundle);
  });
});

describe('a party changes its subscription', () => {
  test('to off and back: what happened between is no event', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    const put = async (status: string) => {
      const read = await it.call('GET', `/Subscription/${body.id}`);
      const done = await it.call('PUT', `/Subscription/${body.id}`, { headers: { 'if-match': read.etag }, body: { ...read.body, status } });
      await it.settle();
      return done.body.status;
    };
    expect(await put('off')).toBe('off');
    const id = await referral(it);
    await it.settle(id);
    it.pass(1000);
    expect(await put('requested')).toBe('requested');
    await moved(it, id, { status: 'accepted' }, { as: 'practitioner' });
    await it.settle(id);
    expect(said((await it.call('GET', `/Subscription/${body.id}/$status`)).body)).toMatchObject({ status: 'active', events: '1' });
  });
  test('with the version it has seen, or not at all; the same again changes nothing', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    const read = await it.call('GET', `/Subscription/${body.id}`);
    const put = (etag: string, change: object) =>
      it.call('PUT', `/Subscription/${body.id}`, { headers: { 'if-match': etag }, body: { ...read.body, ...change } });
    expect((await put('W/"1"', { status: 'off' })).status).toBe(412);
    expect((await put(read.etag, {})).etag).toBe(read.etag);
    const elsewhere = { ...read.body.channel, endpoint: 'https://gp.example.org/elsewhere' };
    const changed = await put(read.etag, { channel: elsewhere });
    expect([changed.status, changed.body.status]).toEqual([200, 'requested']);
    await it.settle();
    expect(it.sent.at(-1)).toMatchObject({ url: 'https://gp.example.org/elsewhere' });
  });
  test('while something is being sent: what it wants holds', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    const read = await it.call('GET', `/Subscription/${body.id}`);
    it.network.answer = async () => {
      await it.call('PUT', `/Subscription/${body.id}`, { headers: { 'if-match': read.etag }, body: { ...read.body, status: 'off' } });
      return { kind: 'answer', status: 200 };
    };
    await it.settle(await referral(it));
    expect([it.sent.length, (await it.call('GET', `/Subscription/${body.id}`)).body.status]).toEqual([2, 'off']);
  });
  test('to nothing: it is gone, and nothing is sent', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    expect((await it.call('DELETE', `/Subscription/${body.id}`)).status).toBe(204);
    expect((await it.call('DELETE', `/Subscription/${body.id}`)).status).toBe(404);
    expect((await it.call('GET', `/Subscription/${body.id}`)).status).toBe(404);
    await it.settle(await referral(it));
    expect(it.sent.length).toBe(1);
  });
});

describe('what operations tell', () => {
  test('the status of several, by id and status; none of another party', async () => {
    const it = await subscribedHub();
    const [one, two] = [await it.subscribe(subscription()), await it.subscribe(subscription())];
    const count = async (query: string, as: 'gp' | 'gp-other' = 'gp') => {
      const { body } = await it.call('GET', `/Subscription/$status?${query}`, { as });
      expectR4(body);
      return body.total;
    };
    expect(await count('')).toBe(2);
    expect(await count(`id=${one.body.id}&id=${two.body.id}`)).toBe(2);
    expect(await count(`id=${one.body.id}&status=off`)).toBe(0);
    expect(await count(`id=${one.body.id}`, 'gp-other')).toBe(0);
  });
  test('events by number, by GET and by POST, with as much as is asked for', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription({ content: 'empty' }));
    const ids = [await referral(it), await referral(it), await referral(it)];
    await it.settle(...ids);
    const path = `/Subscription/${body.id}/$events`;
    const got = await it.call('GET', `${path}?eventsSinceNumber=2&eventsUntilNumber=3&content=full-resource`);
    expect(said(got.body).told.map(({ n }) => n)).toEqual(['2', '3']);
    expect(got.body.entry[1].resource).toMatchObject({ resourceType: 'Task', id: ids[1] });
    expectR4(got.body);
    const parameter = [{ name: 'eventsSinceNumber', valueString: '3' }];
    const posted = await it.call('POST', path, { body: { resourceType: 'Parameters', parameter } });
    expect(said(posted.body).told.map(({ n, focus }) => [n, focus])).toEqual([['3', undefined]]);
    const scopes = 'content=full-resource';
    const theirs = await it.subscribe(subscription({ channel: { endpoint: 'https://pantry.example.org/x' } }), { as: 'organisation' });
    expect((await it.call('GET', `/Subscription/${theirs.body.id}/$events?${scopes}`, { as: 'organisation' })).status).toBe(403);
    expect((await it.call('GET', `${path}?eventsSinceNumber=x`)).status).toBe(400);
    expect((await it.call('GET', `${path}?since=1`)).status).toBe(400);
  });
});
