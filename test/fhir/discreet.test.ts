/** A service whose very name tells too much: what a practice reads of it. */
import { expect, test } from 'vitest';
import { fhirHub } from '#test/fhir-hub';
import { accepted, onwardRequest, referredOn } from '#test/fhir-steps';
import { record } from '#test/record-steps';

const marked = (sensitive: boolean) => ({
  organisations: [
    {
      ...{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area: 'S12000049' },
      services: ['parcels', 'cooking'].map((id) => ({ id, name: id, fields: [], sensitive })),
    },
  ],
});

test('what it recorded is the practitioner’s to read, and not the practice’s, while the directory marks it', async () => {
  const hub = await fhirHub();
  const onward = await referredOn(hub, await accepted(hub));
  await hub.answer(onward, { answer: 'accept' });
  const body = record('Procedure', undefined, { basedOn: [{ reference: `ServiceRequest/${onward}` }], code: { text: 'A room in the refuge' } });
  const recorded = await hub.call('POST', '/Procedure', { as: 'organisation', body });
  expect(recorded.status).toBe(201);
  const id: string = recorded.body.id;
  const search = `/Procedure?based-on=ServiceRequest/${onward.split('-')[0]}`;
  expect((await hub.call('GET', `/Procedure/${id}`)).status).toBe(200);
  await hub.onboard(marked(true));
  expect((await hub.call('GET', `/Procedure/${id}`)).status).toBe(404);
  expect((await hub.call('GET', `/Procedure/${id}/_history`)).status).toBe(404);
  expect(JSON.stringify((await hub.call('GET', search)).body)).not.toContain('refuge');
  expect((await hub.call('GET', `/Procedure/${id}`, { as: 'practitioner' })).body.code.text).toBe('A room in the refuge');
  expect((await hub.call('GET', `/Procedure/${id}`, { as: 'organisation' })).status).toBe(200);
  await hub.onboard(marked(false));
  expect((await hub.call('GET', `/Procedure/${id}`)).status).toBe(200);
});

test('what a sensitive need was answered with is told in neutral words, whatever the directory says', async () => {
  const hub = await fhirHub();
  const referral = await accepted(hub);
  const need = { code: { coding: [{ system: 'https://needs.example', code: 'N7', display: 'Domestic abuse support' }] } };
  const sent = await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body: { ...onwardRequest(referral), ...need } });
  const onward: string = sent.body.id;
  await hub.answer(onward, { answer: 'accept' });
  await hub.answer(onward, { answer: 'complete', activity: 'A safe room', outcome: 'Moved in' });
  const told = JSON.stringify((await hub.call('GET', `/Task/${referral}`)).body);
  expect(told).toContain('Support was given. Please hide this entry from online access.');
  expect(told).not.toMatch(/safe room|Moved in|abuse/i);
  expect(JSON.stringify((await hub.call('GET', `/Task/${referral}`, { as: 'practitioner' })).body)).toContain('A safe room');
});
