/** How the practice reads that a referral was closed by a reason of the list. */
import { expect, test } from 'vitest';
import { carryOut } from '#referral/carry-out';
import { type ClosingCode, closing, closingReasons } from '#referral/closing';
import type { ReferralId } from '#referral/types';
import { callers, fhirHub } from '#test/fhir-hub';
import { accepted } from '#test/fhir-steps';
import { expectR4 } from '#test/r4';

const hubCodes = 'https://linkshub.scot/fhir/CodeSystem/links-hub';
test.each(Object.keys(closingReasons) as ClosingCode[])('%s comes with its text and as a code of the hub', async (code) => {
  const hub = await fhirHub();
  const id = await accepted(hub);
  const act = { ...closing(code, 'A short word.'), by: callers.practitioner, at: hub.now() };
  expect((await carryOut(hub.ports.carryOut, id as ReferralId, act as never)).ok).toBe(true);
  const { body } = await hub.call('GET', `/Task/${id}`, { as: 'gp' });
  expectR4(body);
  const said = body.statusReason ?? body.output[0].valueCodeableConcept;
  expect(said).toEqual({ coding: [{ system: hubCodes, code }], text: 'A short word.' });
});
