/** Rules 4, 5, 12 and 13: what is asked for, why, and until when. */
import { codingsOf, isKnownCategory, isUsOnly, isWrongGravityCode, isWrongSnomed } from './codes.ts';
import { failingIn } from './judge.ts';
import type { ReferralRule } from './rules.ts';
import { neededInPast } from './times.ts';

export const needRules: readonly ReferralRule[] = [
  {
    rule: 4,
    flag: 'category-missing',
    element: 'ServiceRequest.category',
    severity: 'reject',
    code: 'business-rule',
    text: 'Send at least one category, as SNOMED CT 410606002 (Social service procedure), or its text.',
    fails: ({ request }) => !(request.category ?? []).some(({ coding, text }) => text !== undefined || (coding ?? []).length > 0),
  },
  {
    rule: 4,
    flag: 'category-code',
    element: 'ServiceRequest.category',
    severity: 'reject',
    code: 'code-invalid',
    text: 'This code is none of the categories of SDOH Clinical Care. Use one of SDOHCC-ValueSetSDOHCategory.',
    fails: ({ request }) => failingIn(request.category, 'ServiceRequest.category', ({ coding }) => (coding ?? []).some(isWrongGravityCode)),
  },
  {
    rule: 4,
    flag: 'category-not-known',
    element: 'ServiceRequest.category',
    severity: 'warn',
    code: 'code-invalid',
    text: 'The hub knows none of these categories; a practitioner will sort the referral. SNOMED CT 410606002 is understood.',
    fails: ({ request }) => (request.category ?? []).length > 0 && !codingsOf(request.category ?? []).some(isKnownCategory),
  },
  {
    rule: 5,
    flag: 'code-missing',
    element: 'ServiceRequest.code',
    severity: 'warn',
    code: 'business-rule',
    text: 'The referral does not say what is asked for; a practitioner will find out. SNOMED CT 871731000000106 is a referral to social prescribing.',
    fails: ({ request }) => request.code?.text === undefined && codingsOf([request.code]).length === 0,
  },
  {
    rule: 5,
    flag: 'code-us-only',
    element: 'ServiceRequest.code',
    severity: 'warn',
    code: 'code-invalid',
    text: 'This SNOMED CT code is of the US extension, which systems in the UK do not hold. Send a UK or international code.',
    fails: ({ request }) => codingsOf([request.code]).some(isUsOnly),
  },
  {
    rule: 5,
    flag: 'snomed-check-digit',
    element: 'ServiceRequest.code',
    severity: 'reject',
    code: 'code-invalid',
    text: 'This is no SNOMED CT identifier: its check digit is wrong. Send the code as it stands in SNOMED CT, without rounding.',
    fails: ({ request }) => [
      ...failingIn(request.code ? [request.code] : [], 'ServiceRequest.code', ({ coding }) => (coding ?? []).some(isWrongSnomed)).map(
        () => 'ServiceRequest.code',
      ),
      ...failingIn(request.category, 'ServiceRequest.category', ({ coding }) => (coding ?? []).some(isWrongSnomed)),
      ...failingIn(request.reasonCode, 'ServiceRequest.reasonCode', ({ coding }) => (coding ?? []).some(isWrongSnomed)),
    ],
  },
  {
    rule: 12,
    flag: 'need-missing',
    element: 'ServiceRequest.reasonCode',
    severity: 'warn',
    code: 'business-rule',
    text: 'Say in reasonCode, reasonReference or note what troubles the person, so that the right help is found.',
    fails: ({ request }) => [request.reasonCode, request.reasonReference, request.note].every((list) => (list ?? []).length === 0),
  },
  {
    rule: 13,
    flag: 'needed-in-past',
    element: 'ServiceRequest.occurrence',
    severity: 'warn',
    code: 'business-rule',
    text: 'The day by which help was needed is over, and is not used as a deadline.',
    fails: neededInPast,
  },
];
