/** How a service usually answers: said from five answers on, of its own requests alone. */
import { expect, test } from 'vitest';
import { usualFrom } from '#directory/usual';
import { usuals } from '#directory/usual-store';
import { fhirHub } from '#test/fhir-hub';
import { accepted, referredOn } from '#test/fhir-steps';

const answer = (days: number, is: 'yes' | 'no' = 'yes') => ({ sentAt: '2026-11-23T09:00:00.000Z', answer: is, days });

test('four answers are too few to say anything', () => {
  expect(usualFrom([1, 1, 1, 1].map((days) => answer(days)))).toBeUndefined();
  expect(usualFrom([...[1, 1, 1, 1].map((days) => answer(days)), { sentAt: '2026-11-23T09:00:00.000Z' }])).toBeUndefined();
});
test('nine of ten answers came within so many working days, and so many were yes', () => {
  const ten = [0, 0, 1, 1, 1, 2, 2, 2, 3, 9].map((days, n) => answer(days, n < 8 ? 'yes' : 'no'));
  expect(usualFrom(ten)).toEqual({ answers: 10, withinDays: 3, acceptedPercent: 80 });
  expect(usualFrom([0, 0, 0, 0, 0].map((days) => answer(days)))).toMatchObject({ withinDays: 1 });
});
test('it is read from what was sent to the organisation: its first yes or no, without what it supports already', async () => {
  const hub = await fhirHub();
  const { usualOf } = usuals(hub.table, { now: () => '2026-11-23T09:00:00.000Z' as never });
  const answers = ['accept', 'accept', 'accept', 'decline', 'accept'] as const;
  for (const is of answers) {
    const onward = await referredOn(hub, await accepted(hub), 'HealthcareService/drumgarth.parcels');
    await hub.answer(onward, is === 'accept' ? { answer: is } : { answer: is, reason: { code: 'no-capacity', text: 'Full' } });
  }
  const other = await referredOn(hub, await accepted(hub), 'HealthcareService/drumgarth.parcels');
  await hub.answer(other, { answer: 'already-supporting' });
  expect(await usualOf('drumgarth', 'parcels')).toEqual({ answers: 5, withinDays: 1, acceptedPercent: 80 });
  expect([await usualOf('drumgarth', 'cooking'), await usualOf('kelvinbank', 'advice')]).toEqual([undefined, undefined]);
});
