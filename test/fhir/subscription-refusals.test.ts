/** What the hub does not take as a Subscription: each with the place and what to do, and nothing is kept or sent. */
import { describe, expect, test } from 'vitest';
import { readSubscription } from '#fhir/subscription/rules';
import { parseScopes } from '#identity/scopes';
import { instantOf } from '#platform/time';
import { issueOf } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';
import { extension, subscribedHub, subscription, taskTopic } from '#test/subscribed-hub';

const payload = (valueCode: string) => ({ _payload: { extension: [extension('backport-payload-content', { valueCode })] } });
const channelWith = (name: string, value: object) => subscription({ channel: { extension: [extension(name, value)] } });
const filtered = (...filters: string[]) => subscription({ filters });
const endpoint = 'Subscription.channel.endpoint';
const filter = 'Subscription.criteria.extension[0].valueString';

type Row = [what: string, body: object, expression: string];
const rows: Row[] = [
  ['an unknown topic', subscription({ criteria: 'http://example.org/topic' }), 'Subscription.criteria'],
  ['a query where the topic belongs', subscription({ criteria: 'Task?status=accepted' }), 'Subscription.criteria'],
  ['a filter that is none of the topic', filtered('Task?patient=Patient/1'), filter],
  ['a filter on another type', filtered('Observation?status=final'), filter],
  ['a filter that shapes a search', filtered('Task?_count=5'), filter],
  ['a filter that includes', filtered('Task?_include=Task:focus'), filter],
  ['a chained filter', filtered('Task?owner.name=x'), filter],
  ['an empty filter', filtered('Task?'), filter],
  ['eleven filters', filtered(...Array(11).fill('Task?status=accepted')), 'Subscription.criteria'],
  ['a channel by websocket', subscription({ channel: { type: 'websocket' } }), 'Subscription.channel.type'],
  ['a channel by SMS', subscription({ channel: { type: 'sms' } }), 'Subscription.channel.type'],
  ['an address by http', subscription({ channel: { endpoint: 'http://gp.example.org/fhir' } }), endpoint],
  ['another host', subscription({ channel: { endpoint: 'https://evil.example.org/fhir' } }), endpoint],
  ['a host that begins alike', subscription({ channel: { endpoint: 'https://gp.example.org.evil.example/fhir' } }), endpoint],
  ['the host as a user name', subscription({ channel: { endpoint: 'https://gp.example.org@evil.example/' } }), endpoint],
  ['another port', subscription({ channel: { endpoint: 'https://gp.example.org:8443/fhir' } }), endpoint],
  ['a private address', subscription({ channel: { endpoint: 'https://10.0.0.8/fhir' } }), endpoint],
  ['the metadata address', subscription({ channel: { endpoint: 'http://169.254.169.254/latest' } }), endpoint],
  ['this machine', subscription({ channel: { endpoint: 'http://127.0.0.1:9000/' } }), endpoint],
  ['an address with a #part', subscription({ channel: { endpoint: 'https://gp.example.org/a#b' } }), endpoint],
  ['no address', subscription({ channel: { endpoint: undefined } }), endpoint],
  ['XML', subscription({ channel: { payload: 'application/fhir+xml' } }), 'Subscription.channel.payload'],
  ['plain JSON', subscription({ channel: { payload: 'application/json' } }), 'Subscription.channel.payload'],
  ['an unknown level of content', subscription({ content: 'everything' }), 'Subscription.channel.payload.extension'],
  ['a heartbeat every second', channelWith('backport-heartbeat-period', { valueUnsignedInt: 1 }), 'Subscription.channel.extension'],
  ['a heartbeat every month', channelWith('backport-heartbeat-period', { valueUnsignedInt: 2_600_000 }), 'Subscription.channel.extension'],
  ['a heartbeat in words', channelWith('backport-heartbeat-period', { valueString: 'often' }), 'Subscription.channel.extension'],
  ['less time than the hub takes', channelWith('backport-timeout', { valueUnsignedInt: 5 }), 'Subscription.channel.extension'],
  [
    'an extension of the backport that is unknown',
    channelWith('backport-notification-url-location', { valueCode: 'none' }),
    'Subscription.channel.extension[0]',
  ],
  [
    'an element of R5',
    subscription({ extension: [{ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Subscription.filterBy', valueString: 'x' }] }),
    'Subscription.extension[0]',
  ],
  [
    'another channel by extension',
    subscription({ channel: { _type: { extension: [extension('backport-channel-type', { valueCoding: { code: 'zulip' } })] } } }),
    'Subscription.channel.type.extension[0]',
  ],
  [
    'content said twice',
    subscription({ channel: { _payload: { extension: Array(2).fill(extension('backport-payload-content', { valueCode: 'empty' })) } } }),
    'Subscription.channel.payload.extension[1]',
  ],
  [
    'what must be understood and is not',
    subscription({ modifierExtension: [{ url: 'https://example.org/only-on-sundays', valueBoolean: true }] }),
    'Subscription.modifierExtension',
  ],
  ['a secret in a header', subscription({ channel: { header: ['Authorization: Bearer abc'] } }), 'Subscription.channel.header[0]'],
  ['a header that ends the line', subscription({ channel: { header: ['X-One: a\r\nX-Two: b'] } }), 'Subscription.channel.header[0]'],
  ['a header of the hub’s own', subscription({ channel: { header: ['webhook-id: mine'] } }), 'Subscription.channel.header[0]'],
  ['six headers', subscription({ channel: { header: [1, 2, 3, 4, 5, 6].map((n) => `X-${n}: a`) } }), 'Subscription.channel.header'],
  ['an end that is over', subscription({ end: '2020-01-01T00:00:00Z' }), 'Subscription.end'],
  ['the status off', subscription({ status: 'off' }), 'Subscription.status'],
  ['e-mail to anybody', subscription({ channel: { type: 'email', endpoint: 'mailto:me@example.org', payload: 'text/plain', ...payload('empty') } }), endpoint],
  [
    'e-mail with ids',
    subscription({ channel: { type: 'email', endpoint: 'mailto:office@birchtree.example.org', payload: 'text/plain', ...payload('id-only') } }),
    'Subscription.channel.payload.extension',
  ],
  [
    'e-mail as FHIR',
    subscription({ channel: { type: 'email', endpoint: 'mailto:office@birchtree.example.org', ...payload('empty') } }),
    'Subscription.channel.payload',
  ],
];

describe('the hub refuses', () => {
  test.for(rows)('%s', async ([, body, expression]) => {
    const it = await subscribedHub();
    const answer = await it.subscribe(body);
    expect(answer.status).toBe(422);
    expect(answer.body.issue.map((issue: { expression: string[] }) => issue.expression[0])).toContain(expression);
    expectR4(answer.body);
    expect([it.work.all(), it.sent, it.mails]).toEqual([[], [], []]);
  });
  test('whoever has no address registered, and says why the host is held to it', async () => {
    const it = await subscribedHub();
    expect(issueOf(await it.subscribe(subscription(), { as: 'gp-other' }))).toMatchObject({
      status: 422,
      expression: endpoint,
      text: expect.stringContaining('Ask the hub’s operator'),
    });
    expect(issueOf(await it.subscribe(subscription(), { as: 'practitioner' }))).toMatchObject({ status: 422, expression: endpoint });
    expect(issueOf(await it.subscribe(subscription({ channel: { endpoint: 'https://evil.example.org/' } }))).text).toContain('stolen token');
    expect((await it.subscribe(subscription(), { as: 'manager' })).status).toBe(403);
  });
  test('a topic of the practice to an organisation', async () => {
    const it = await subscribedHub();
    const body = subscription({ criteria: 'https://linkshub.scot/fhir/SubscriptionTopic/loop-closed', channel: { endpoint: 'https://pantry.example.org/x' } });
    expect(issueOf(await it.subscribe(body, { as: 'organisation' }))).toMatchObject({ status: 422, expression: 'Subscription.criteria' });
  });
  test('the twenty-first of a party, until one is deleted', async () => {
    const it = await subscribedHub();
    const made = [];
    for (let n = 0; n < 20; n += 1) made.push((await it.subscribe(subscription())).body.id);
    expect(issueOf(await it.subscribe(subscription()))).toMatchObject({ status: 422, code: 'too-costly' });
    await it.call('DELETE', `/Subscription/${made[3]}`);
    expect((await it.subscribe(subscription())).status).toBe(201);
  });
  test('an error that the client makes up', async () => {
    const it = await subscribedHub();
    const { body } = await it.subscribe(subscription());
    const read = await it.call('GET', `/Subscription/${body.id}`);
    const put = await it.call('PUT', `/Subscription/${body.id}`, { headers: { 'if-match': read.etag }, body: { ...read.body, status: 'error' } });
    expect(issueOf(put)).toMatchObject({ status: 422, expression: 'Subscription.status' });
  });
  test('several things at once, all said', async () => {
    const it = await subscribedHub();
    const answer = await it.subscribe(
      subscription({ criteria: 'http://example.org/topic', content: 'all', channel: { endpoint: 'http://x.example', ...payload('all') } }),
    );
    expect(answer.body.issue.length).toBe(3);
  });
});

describe('the hub takes', () => {
  test('what says nothing of content as id-only, and says so', async () => {
    const it = await subscribedHub();
    const made = await it.subscribe(subscription({ channel: { payload: undefined, _payload: undefined } }));
    expect(made.body.channel).toMatchObject({ payload: 'application/fhir+json', _payload: { extension: [{ valueCode: 'id-only' }] } });
    expectR4(made.body);
  });
  test('an address on this machine in a local hub alone', () => {
    const owner = { kind: 'practice', practice: 'birchtree', client: 'birchtree-system' } as never;
    const registered = { party: 'birchtree', url: 'http://127.0.0.1:9000/webhooks', keys: [] };
    const about = { owner, scopes: parseScopes('system/Subscription.cruds') ?? new Map(), endpoint: registered, mail: undefined, now: instantOf(0) };
    const asked = subscription({ criteria: taskTopic, channel: { endpoint: 'http://127.0.0.1:9000/fhir' } }) as never;
    expect([true, false].map((allowLoopback) => readSubscription(asked, { ...about, allowLoopback }).ok)).toEqual([true, false]);
  });
  test('extensions of others, which ask nothing of the hub, and gives them back', async () => {
    const it = await subscribedHub();
    const ours = { url: 'https://example.org/our-ticket', valueString: 'T-1' };
    const made = await it.subscribe(subscription({ extension: [ours] }));
    expect([made.status, made.body.extension]).toEqual([201, [ours]]);
  });
});
