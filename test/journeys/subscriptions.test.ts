/** A practice subscribes with its own client and listener: greeted, told, gone, told of what it missed. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'fhir-kit-client';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DemoCast, DemoName } from '#local/demo-cast';
import { demoScope } from '#local/demo-cast';
import { onboardDemo } from '#local/demo-clients';
import { accessToken } from '#local/demo-token';
import { type Hub, startHub } from '#local/hub';
import { expectR4 } from '#test/r4';
import { sentReferral } from '#test/sent-referral';
import { said, subscription } from '#test/subscribed-hub';

type Resource = { resourceType: string; id: string; status: string; [element: string]: unknown };
// biome-ignore lint/suspicious/noExplicitAny: a body is whatever the hub said; the test says what it expects of it.
type Heard = { path: string; type: string; body: any };

/** The practice's own server: takes what is signed as agreed, and nothing else. */
const listener = (secret: () => string) => {
  const heard: Heard[] = [];
  const take = (path: string, type: string, headers: Record<string, string>, body: string): number => {
    try {
      new Webhook(secret()).verify(body, headers);
    } catch {
      return 401;
    }
    heard.push({ path, type, body: JSON.parse(body) });
    return 200;
  };
  const open = (port = 0): Promise<Server> => {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => response.writeHead(take(request.url ?? '', request.headers['content-type'] ?? '', request.headers as never, body)).end());
    });
    return new Promise((done) => server.listen(port, '127.0.0.1', () => done(server)));
  };
  return { heard, open };
};
const portOf = (server: Server) => (server.address() as AddressInfo).port;
const closed = (server: Server) => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
};

let hub: Hub;
let cast: DemoCast;
const { heard, open } = listener(() => cast.endpointSecrets.birchtree);
let server: Server;
beforeAll(async () => {
  server = await open();
  hub = await startHub({ port: 0, warm: false });
  cast = await onboardDemo(hub, { birchtree: `http://127.0.0.1:${portOf(server)}/webhooks` });
});
afterAll(async () => {
  await closed(server);
  await hub.stop();
});

const kit = async (name: DemoName) => new Client({ baseUrl: `${hub.url}/fhir`, bearerToken: await accessToken(hub.url, cast.clients[name], demoScope(name)) });
const etagOf = (resource: object) => Client.httpFor(resource as never).response?.headers.get('etag') ?? '';
const read = async (name: DemoName, resourceType: string, id: string) => (await (await kit(name)).read({ resourceType, id })) as unknown as Resource;
const change = async (name: DemoName, resourceType: string, id: string, what: object): Promise<Resource> => {
  const current = await read(name, resourceType, id);
  const options = { headers: { 'If-Match': etagOf(current) } };
  const client = await kit(name);
  return (await client.update({ resourceType, id, body: { ...current, ...what } as never, options: options as never })) as unknown as Resource;
};
const operation = async (id: string, name: '$status' | '$events') =>
  (await (await kit('gp')).operation({ resourceType: 'Subscription', id, name, method: 'GET' } as never)) as never;
/** What came at the subscription's address, in short. */
const notified = () => heard.filter(({ path }) => path === '/fhir-events').map(({ body }) => said(body));
const soon = (happened: () => unknown) => vi.waitFor(happened, { timeout: 120_000, interval: 50 });

describe('a practice that subscribes', () => {
  test('is greeted, told, and told of what it missed while it was away', async () => {
    const gp = await kit('gp');
    const address = `http://127.0.0.1:${portOf(server)}/fhir-events`;
    const body = subscription({ channel: { endpoint: address }, filters: ['Task?status:not=requested'] });
    const { id } = (await gp.create({ resourceType: 'Subscription', body: body as never })) as unknown as Resource;
    await soon(() => expect(notified()).toEqual([{ type: 'handshake', status: 'requested', events: '0', told: [] }]));
    await soon(async () => expect((await read('gp', 'Subscription', id)).status).toBe('active'));

    const referral = (await gp.create({ resourceType: 'ServiceRequest', body: sentReferral('subscribed-1') as never })) as unknown as Resource;
    await change('practitioner', 'Task', referral.id, { status: 'accepted' });
    const focus = `${hub.url}/fhir/Task/${referral.id}`;
    await soon(() => expect(notified()[1]).toMatchObject({ type: 'event-notification', events: '1', told: [{ n: '1', focus }] }));
    expect(said(await operation(id, '$events'))).toMatchObject({ type: 'query-event', told: [{ n: '1', focus }] });

    const port = portOf(server);
    await closed(server);
    await change('gp', 'Subscription', id, { status: 'requested', reason: 'To see whether we are still heard' });
    await soon(async () => expect((await read('gp', 'Subscription', id)).status).toBe('error'));
    await change('practitioner', 'Task', referral.id, { status: 'on-hold', statusReason: { text: 'Waits for her daughter' } });
    await soon(async () => expect(said(await operation(id, '$status'))).toMatchObject({ type: 'query-status', status: 'error', events: '2' }));

    server = await open(port);
    await change('gp', 'Subscription', id, { status: 'requested' });
    await soon(() =>
      expect(notified().slice(2)).toMatchObject([
        { type: 'handshake', events: '2' },
        { type: 'event-notification', told: [{ n: '2', focus }] },
      ]),
    );
    const bundles = heard.filter(({ path }) => path === '/fhir-events');
    expect([bundles.length, new Set(bundles.map(({ type }) => type))]).toEqual([4, new Set(['application/fhir+json'])]);
    for (const one of [...bundles.map(({ body: bundle }) => bundle), await operation(id, '$events'), await read('gp', 'Subscription', id)]) expectR4(one);
  });
});
