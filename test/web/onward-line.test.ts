/** What a practitioner reads on a referral of the organisations that were asked: how far it came, and what they said. */
import { expect, test } from 'vitest';
import { keys } from '#platform/tables';
import { accepted, referredOn } from '#test/fhir-steps';
import { webHub } from '#test/web-hub';

const hostile = '<script>alert("x")</script> \u202Eغريب\u202C 🍞';
const asked = async () => {
  const hub = await webHub();
  const id = await accepted(hub);
  const onward = await referredOn(hub, id);
  const text = async () => /<h2>Organisations[\s\S]*?<\/section>/.exec((await hub.get('catriona', `/app/work/referrals/${id}`)).text)?.[0] ?? '';
  return { hub, id, onward, text };
};

test('sent by e-mail, sent, received and answered are told apart', async () => {
  const { hub, id, onward, text } = await asked();
  const lane = { pk: keys.endpoint('drumgarth'), sk: keys.lane(id), party: 'drumgarth', referral: id, version: 1, part: 0, excepted: 0, state: 'idle' };
  const { work } = hub.ports.subscriptions;
  expect(await text()).toContain('Sent, not received yet');
  await work.write([{ put: { ...lane, done: 3 } }]);
  expect(await text()).toContain('Sent by e-mail, no answer yet');
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const services = [{ id: 'parcels', name: 'Parcels', fields: [] }];
  const endpoint = { url: 'https://pantry.example/hub', keys: [{ id: 'one', secret }] };
  await hub.onboard({ organisations: [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: 'S12000049', services, endpoint }] });
  expect(await text()).toContain('Received, no answer yet');
  await hub.answer(onward, { answer: 'accept' });
  expect([await text(), await text()]).toEqual([expect.stringContaining('Accepted'), expect.not.stringContaining('Received')]);
});

test('what they said stands there, harmless whatever it is', async () => {
  const { hub, onward, text } = await asked();
  await hub.answer(onward, { answer: 'reference', reference: 'P-7' });
  await hub.answer(onward, { answer: 'accept', slot: '2026-11-30T14:00:00Z', worker: hostile, waitingWeeks: 3 });
  const yes = await text();
  expect(yes).toContain('Expected ');
  expect(yes).toContain('Their number: P-7');
  expect(yes).toContain('With &lt;script&gt;');
  expect(yes).not.toContain('<script>');
  await hub.answer(onward, { answer: 'did-not-attend' });
  expect(await text()).toContain('They did not come');
  await hub.answer(onward, { answer: 'complete', activity: 'Benefit check', outcome: hostile, amounts: { yearly: 3900, oneOff: 320, debt: 12 } });
  expect(await text()).toMatch(/Benefit check: &lt;script&gt;[\s\S]*£3,900 a year[\s\S]*£320 once[\s\S]*£12 of debt dealt with/);
});

test('a no says why, and until when there is no room', async () => {
  const { hub, onward, text } = await asked();
  await hub.answer(onward, { answer: 'decline', reason: { code: 'no-capacity', text: hostile }, fullUntil: '2027-03-01' });
  expect(await text()).toMatch(/Declined[\s\S]*&lt;script&gt;[\s\S]*Full until [\s\S]*March/);
});
