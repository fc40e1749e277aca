/** Help that is wanted today: no answer within two hours in which the service was open, and the practitioner and who covers for her see it. */
import { expect, test } from 'vitest';
import { reasonsOf } from '#referral/caseload';
import { openCaseload } from '#referral/caseload-store';
import { keepDeadlines } from '#referral/deadlines-store';
import { fhirHub } from '#test/fhir-hub';
import { accepted, onwardRequest } from '#test/fhir-steps';

const area = 'S12000049';
const hours = (n: number) => n * 3_600_000;

test.each<[string, object[] | undefined, number, number]>([
  ['as offices are', undefined, 1.9, 0.2],
  ['by its own hours', [{ day: 1, from: '12:00', to: '20:00' }], 4.4, 0.2],
])('no answer within two open hours, %s, stands in the caseload as overdue', async (_, opening, quiet, more) => {
  const hub = await fhirHub();
  if (opening)
    await hub.onboard({
      organisations: [{ id: 'drumgarth', name: 'Drumgarth Food Pantry', area, services: [{ id: 'parcels', name: 'Parcels', fields: [], opening }] }],
    });
  const id = await accepted(hub);
  const body = onwardRequest(id, 'Organization/drumgarth', { occurrencePeriod: { end: hub.now().slice(0, 10) } });
  expect((await hub.call('POST', '/ServiceRequest', { as: 'practitioner', body })).status).toBe(201);
  const ports = { carryOut: hub.ports.carryOut, referrals: hub.table, clock: { now: hub.now } };
  const stands = async () => {
    await keepDeadlines(ports);
    const [row] = await openCaseload(hub.table, ['birchtree' as never]);
    return row ? [row.row[0]?.flags.includes('overdue'), reasonsOf(row, hub.now()).includes('overdue')] : [];
  };
  hub.pass(hours(quiet));
  expect(await stands()).toEqual([false, false]);
  hub.pass(hours(more));
  expect(await stands()).toEqual([true, true]);
});
