import { expect, test } from 'vitest';
import { fhirHub } from '#test/fhir-hub';
import { moved, referral, referredOn, sent } from '#test/fhir-steps';

type Input = { type: { coding: { code: string }[] }; valueString: string };
const warningsOf = (task: { input?: Input[] }): string[] =>
  (task.input ?? []).filter(({ type }) => type.coding[0]?.code === 'validation-warning').map(({ valueString }) => valueString);

test('the practitioner reads with the Task what the sender was warned of', async () => {
  const hub = await fhirHub();
  const body = referral({ priority: 'stat', reasonCode: undefined, note: undefined });
  const made = await hub.call('POST', '/ServiceRequest', { body, headers: { prefer: 'return=OperationOutcome' } });
  const told = made.body.issue.map((issue: { details: { text: string } }) => issue.details.text);
  expect(told.length).toBeGreaterThanOrEqual(2);
  const id = made.headers?.location?.split('/').at(-3) ?? '';
  for (const as of ['practitioner', 'gp'] as const) expect(warningsOf((await hub.call('GET', `/Task/${id}`, { as })).body)).toEqual(told);
});

test('a referral that gave no cause has none', async () => {
  const hub = await fhirHub();
  const id = await sent(hub, { requester: { reference: 'Organization/birchtree' } });
  expect((await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body).toMatchObject({ status: 'requested' });
  expect((await hub.call('GET', `/Task/${id}`, { as: 'practitioner' })).body).not.toHaveProperty('input');
});

test('they stay as they were, and move no version of their own', async () => {
  const hub = await fhirHub();
  const id = await sent(hub, { priority: 'stat' });
  const before = await hub.call('GET', `/Task/${id}`, { as: 'practitioner' });
  const after = await moved(hub, id, { status: 'accepted', input: undefined }, { as: 'practitioner' });
  expect([before.etag, after.etag]).toEqual(['W/"1"', 'W/"2"']);
  expect(warningsOf(after.body)).toEqual(warningsOf(before.body));
  expect(warningsOf(before.body).join()).toContain('call 999');
});

test('an organisation is told none of them', async () => {
  const hub = await fhirHub();
  const id = await sent(hub, { priority: 'stat' });
  await moved(hub, id, { status: 'accepted' }, { as: 'practitioner' });
  const onward = await referredOn(hub, id);
  const seen = await hub.call('GET', `/Task/${onward}`, { as: 'organisation' });
  expect([seen.status, warningsOf(seen.body)]).toEqual([200, []]);
});
