import { expect, test } from 'vitest';
import type { WebHub } from '#test/web-hub';
import { accepted, personOf, sensitiveNeed, staffedHub } from '#test/web-steps';

const closed = async (family = 'Returningperson', change = {}) => {
  const hub = await staffedHub();
  const id = await accepted(hub, family, 'catriona', change);
  await hub.post('catriona', `/app/work/referrals/${id}/close`, { reason: 'goals-met' });
  return { hub, id, at: `/app/work/referrals/${id}` };
};
const newest = async (hub: WebHub, from: string): Promise<string> => {
  const done = await hub.post('catriona', `${from}/came-back`);
  expect(done.status).toBe(303);
  const [, id = ''] = /^\/app\/work\/referrals\/(\w{26})\?did=came-back$/.exec(done.location) ?? [];
  return id;
};

test('who came back has a new episode in one click, taken on with a first call, and each page leads to the other', async () => {
  const { hub, id, at } = await closed();
  expect((await hub.get('catriona', at)).text).toContain('They came back: open it anew');
  hub.pass(30 * 24 * 3_600_000);
  const again = await newest(hub, at);
  const page = await hub.get('catriona', `/app/work/referrals/${again}?did=came-back`);
  expect(page.text).toContain('Opened anew, and on your list.');
  expect(page.text).toContain('First call');
  expect(page.text).toContain('Invented Returningperson');
  expect(page.text).toContain(`They came back. The episode before: <a href="${at}">`);
  const old = await hub.get('catriona', at);
  expect(old.text).toContain(`They came back. The new episode: <a href="/app/work/referrals/${again}">`);
  expect(old.text).not.toContain('open it anew');
  expect(await personOf(hub, again)).toBe(await personOf(hub, id));
  const head = (await hub.web.fhir.carryOut.store.load(again as never))?.referral;
  expect(head).toMatchObject({
    cameBackFrom: id,
    source: 'practitioner',
    status: 'accepted',
    practitioner: 'catriona-weir',
    urgency: 'routine',
    consent: true,
  });
  const request = await hub.call('GET', `/ServiceRequest/${again}`);
  expect(request.body).toMatchObject({ status: 'active', replaces: [{ reference: `ServiceRequest/${id}` }] });
});
test('clicked twice it is one episode, and from that one somebody can come back again', async () => {
  const { hub, at } = await closed();
  const again = await newest(hub, at);
  expect(await hub.post('catriona', `${at}/came-back`)).toMatchObject({ status: 303, location: `/app/work/referrals/${again}` });
  await hub.post('catriona', `/app/work/referrals/${again}/close`, { reason: 'goals-met' });
  expect(await newest(hub, `/app/work/referrals/${again}`)).not.toBe(again);
});
test('what they took back before they came back stays taken back', async () => {
  const { hub, id, at } = await closed();
  const no = {
    resourceType: 'Consent',
    status: 'inactive',
    scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IDSCL' }] }],
    patient: { reference: `Patient/${await personOf(hub, id)}` },
    dateTime: '2026-11-23',
    policyRule: { text: 'Said no' },
    provision: { type: 'deny' },
  };
  hub.pass(60_000);
  const recorded = await hub.call('POST', '/Consent', { as: 'practitioner', body: { ...no, status: 'active' } });
  expect(recorded.status).toBe(201);
  const again = await newest(hub, at);
  const head = (await hub.web.fhir.carryOut.store.load(again as never))?.referral;
  expect(head?.consents).toMatchObject([{ gives: false }]);
});
test('a sensitive one stays hidden in the new episode', async () => {
  const { hub, at } = await closed('Hiddenperson', sensitiveNeed);
  const again = await newest(hub, at);
  expect((await hub.get('catriona', `/app/work/referrals/${again}`)).text).not.toMatch(/Hiddenperson|01632|Domestic/);
});
test.each([
  ['one that is open', async (hub: WebHub) => accepted(hub, 'Openperson')],
  [
    'one made in error',
    async (hub: WebHub) => {
      const id = await accepted(hub, 'Errorperson');
      const task = await hub.call('GET', `/Task/${id}`);
      await hub.call('PUT', `/Task/${id}`, { headers: { 'if-match': task.etag }, body: { ...task.body, status: 'entered-in-error' } });
      return id;
    },
  ],
] as const)('nobody comes back to %s', async (_, make) => {
  const hub = await staffedHub();
  const at = `/app/work/referrals/${await make(hub)}`;
  expect((await hub.get('catriona', at)).text).not.toContain('open it anew');
  expect((await hub.post('catriona', `${at}/came-back`)).status).toBe(409);
});
test('nobody of another practice or role opens anything', async () => {
  const { hub, at } = await closed();
  const before = hub.table.all().length;
  for (const as of ['jamal', 'nadia', 'elspeth'] as const) expect((await hub.post(as, `${at}/came-back`)).status).toBe(404);
  expect((await hub.post('catriona', `${at}/came-back`, { csrf: 'forged' })).status).toBe(403);
  expect(hub.table.all().length).toBe(before);
});
