import { consent, contained, referral } from './referral-builder.ts';

/** A referral with whatever a rule looks at, so that harm meets every rule. */
export const whole = referral({
  meta: { security: [{ code: 'N' }] },
  orderDetail: [{ text: 'by phone' }],
  occurrencePeriod: { start: '2026-11-25', end: '2026-12-01' },
  performer: [{ reference: 'HealthcareService/x' }],
  insurance: [{ reference: 'https://gp.example/fhir/Coverage/1' }],
  reasonReference: [{ reference: '#condition' }],
  contained: contained(
    { resourceType: 'Condition', id: 'condition', subject: { reference: '#patient' }, code: { text: 'Food insecurity' } },
    {
      resourceType: 'DocumentReference',
      id: 'letter',
      status: 'current',
      subject: { reference: '#patient' },
      content: [{ attachment: { contentType: 'application/pdf', data: 'JVBERi0x' } }],
    },
    consent({ id: 'second', provision: { type: 'permit', period: { end: '2027-01-01' } } }),
  ),
  supportingInfo: [{ reference: '#consent' }, { reference: '#second' }, { reference: '#letter' }],
});
