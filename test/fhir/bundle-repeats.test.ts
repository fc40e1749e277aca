/** The same Bundle again: the same resources, once. */
import { describe, expect, test } from 'vitest';
import { got, issuesOf, madeBy, parentTask, posted, put, referralWithTask, responsesOf, sendBundle, statusesOf, transaction, urn } from '#test/bundles';
import { type FhirHub, fhirHub } from '#test/fhir-hub';
import { nextIdentifier, referral, sent } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const key = (text: string) => ({ headers: { 'idempotency-key': text } });
const heads = (hub: FhirHub) => hub.table.all().filter(({ sk, pk }) => sk === 'S' && pk.startsWith('REF#')).length;
const days = 86_400_000;

describe('a transaction that comes again', () => {
  test('with the same referral finds the same resources with 200, whatever it calls them this time', async () => {
    const hub = await fhirHub();
    const order = referral();
    const send = (change = {}) => {
      const name = urn();
      return sendBundle(hub, transaction(posted(parentTask(name)), posted({ ...order, ...change }, name)));
    };
    const first = await send();
    const again = await send();
    expect([statusesOf(first), statusesOf(again)]).toEqual([
      ['200', '201'],
      ['200', '200'],
    ]);
    expect(madeBy(again)).toEqual(madeBy(first));
    expect([heads(hub), hub.table.all().filter(({ sk }) => sk.startsWith('E#')).length]).toEqual([1, 2]);
    expect(issuesOf(await send({ note: [{ text: 'other content' }] }))).toEqual({
      status: 409,
      issues: [['duplicate', 'Bundle.entry[1].resource.identifier']],
    });
    expectR4(again.body);
  });
  test('with the same referral and another entry beside it does what is new', async () => {
    const hub = await fhirHub();
    const order = referral();
    const first = await sendBundle(hub, transaction(posted(order)));
    const name = urn();
    const more = await sendBundle(hub, transaction(posted(order, name), posted(parentTask(name))));
    expect(statusesOf(more)).toEqual(['200', '200']);
    expect(madeBy(more)[0]).toBe(madeBy(first)[0]);
    const task = (await hub.call('GET', `/${madeBy(more)[1]}`)).body;
    expect(task.requester).toEqual({ display: 'Dr Nadia Khan' });
  });
  test('with its Idempotency-Key is answered as the first time, though the world has moved on', async () => {
    const hub = await fhirHub();
    const id = await sent(hub);
    const request = (await hub.call('GET', `/ServiceRequest/${id}`)).body;
    const body = transaction(put({ ...request, status: 'on-hold' }, 'W/"1"'), posted(referral({ identifier: undefined })), got(`Task/${id}`));
    const first = await sendBundle(hub, body, key('one'));
    const again = await sendBundle(hub, body, key('one'));
    expect([statusesOf(first), statusesOf(again)]).toEqual([
      ['200', '201', '200'],
      ['200', '201', '200'],
    ]);
    expect(madeBy(again)).toEqual(madeBy(first));
    expect(responsesOf(again).map(({ etag }) => etag)).toEqual(responsesOf(first).map(({ etag }) => etag));
    expect(heads(hub)).toBe(2);
    expect(issuesOf(await sendBundle(hub, transaction(posted(referral())), key('one')))).toMatchObject({ status: 422 });
    expect((await sendBundle(hub, body, { ...key('one'), as: 'gp-second-client' })).status).toBe(412);
    expect(issuesOf(await sendBundle(hub, body, key('x'.repeat(256)))).status).toBe(400);
    expectR4(again.body);
  });
  test('is not remembered when it was refused, nor for more than thirty days', async () => {
    const hub = await fhirHub();
    const name = urn();
    const body = transaction(posted(referral({ identifier: undefined }), name));
    const wrong = transaction(posted(parentTask('ServiceRequest/00000000000000000000000000')));
    expect((await sendBundle(hub, wrong, key('k'))).status).toBe(422);
    const first = await sendBundle(hub, body, key('k'));
    hub.pass(29 * days);
    expect(madeBy(await sendBundle(hub, body, key('k')))).toEqual(madeBy(first));
    hub.pass(2 * days);
    const late = await sendBundle(hub, body, key('k'));
    expect([statusesOf(late), heads(hub)]).toEqual([['201'], 2]);
    expect(madeBy(await sendBundle(hub, body, key('k')))).toEqual(madeBy(late));
  });
  test('twenty times at once makes one referral', async () => {
    const hub = await fhirHub(() => new Promise((done) => setImmediate(done)));
    const entries = referralWithTask({ identifier: [nextIdentifier()] });
    const all = await Promise.all(Array.from({ length: 20 }, () => sendBundle(hub, transaction(...entries))));
    const taken = all.filter(({ status }) => status === 200);
    expect(all.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(taken.length).toBeGreaterThan(1);
    expect(new Set(taken.map((told) => madeBy(told).join())).size).toBe(1);
    expect(taken.filter((told) => statusesOf(told)[1] === '201')).toHaveLength(1);
    expect(heads(hub)).toBe(1);
  });
});
