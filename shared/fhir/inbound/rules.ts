/**
 * What a referral must be beyond R4, a row each; `rule` counts the subjects. Those that need no row here: 15 (contained), 16 (modifiers) and
 * 27 (narrative) are structure; 11 (do not contact) and 29 (restricted) are facts; 22 (known person) needs the people; 28 (profiles) asks nothing.
 */

import { contentRules } from './content-rules.ts';
import type { Sent } from './gathered.ts';
import { failingIn, type Rule } from './judge.ts';
import { needRules } from './need-rules.ts';
import { personRules } from './person-rules.ts';
import { ownerOf } from './practice.ts';
import { fullIdentifiers, targetOf } from './sent.ts';
import { authoredInFuture, authoredLongAgo } from './times.ts';

export type ReferralRule = Rule<Sent> & { rule: number };
const isUnknown =
  ({ known, contained }: Sent) =>
  (reference: Parameters<typeof targetOf>[0]): boolean => {
    const target = targetOf(reference, contained);
    return target.kind === 'relative' && !known?.has(target.reference);
  };

const requestRules: ReferralRule[] = [
  {
    rule: 1,
    flag: 'not-open',
    element: 'ServiceRequest.status',
    severity: 'reject',
    code: 'business-rule',
    text: 'A new referral has the status active, or draft when it is to be completed later.',
    fails: ({ request }) => request.status !== 'active' && request.status !== 'draft',
  },
  {
    rule: 2,
    flag: 'intent',
    element: 'ServiceRequest.intent',
    severity: 'reject',
    code: 'business-rule',
    text: 'A referral from a practice has the intent order, original-order, plan or proposal.',
    fails: ({ request }) => !['order', 'original-order', 'plan', 'proposal'].includes(request.intent),
  },
  {
    rule: 6,
    flag: 'authored-missing',
    element: 'ServiceRequest.authoredOn',
    severity: 'warn',
    code: 'business-rule',
    text: 'Send `authoredOn`; without it the time of receipt counts.',
    fails: ({ request }) => request.authoredOn === undefined,
  },
  {
    rule: 6,
    flag: 'authored-in-future',
    element: 'ServiceRequest.authoredOn',
    severity: 'reject',
    code: 'business-rule',
    text: '`authoredOn` is in the future. Check the clock and the time zone of the sending system.',
    fails: authoredInFuture,
  },
  {
    rule: 6,
    flag: 'authored-long-ago',
    element: 'ServiceRequest.authoredOn',
    severity: 'warn',
    code: 'business-rule',
    text: 'The referral was written more than 12 months ago; a practitioner will check that it still holds.',
    fails: authoredLongAgo,
  },
  {
    rule: 7,
    flag: 'requester-missing',
    element: 'ServiceRequest.requester',
    severity: 'warn',
    code: 'business-rule',
    text: 'Send `requester`; without it the referral counts as from the calling practice.',
    fails: ({ request }) => !request.requester,
  },
  {
    rule: 7,
    flag: 'requester-other-practice',
    element: 'ServiceRequest.requester',
    severity: 'reject',
    status: 403,
    code: 'forbidden',
    text: 'The requester is not of the calling practice. Send referrals with the credentials of the practice that makes them.',
    fails: (sent) => sent.request.requester !== undefined && ownerOf(sent.request.requester, sent.contained, sent.practice) === 'other',
  },
  {
    rule: 7,
    flag: 'requester-not-known',
    element: 'ServiceRequest.requester',
    severity: 'warn',
    code: 'not-found',
    text: 'The hub cannot tell the practice of this requester, and takes the calling practice. Send it contained, with the practice’s code.',
    fails: (sent) => sent.request.requester !== undefined && ownerOf(sent.request.requester, sent.contained, sent.practice) === 'unknown',
  },
  {
    rule: 8,
    flag: 'performer-not-known',
    element: 'ServiceRequest.performer',
    severity: 'warn',
    code: 'not-found',
    text: 'The hub does not know this performer; the referral goes to the practitioners of the practice. Leave it out, or name a service of the hub.',
    fails: ({ request, known }) => failingIn(request.performer, 'ServiceRequest.performer', ({ reference = '' }) => !known?.has(reference)),
  },
  {
    rule: 9,
    flag: 'identifier-missing',
    element: 'ServiceRequest.identifier',
    severity: 'warn',
    code: 'business-rule',
    text: 'Send an identifier with system and value, so that the same referral sent twice is found to be one.',
    fails: ({ request }) => fullIdentifiers(request.identifier).length === 0,
  },
  {
    rule: 10,
    flag: 'stat',
    element: 'ServiceRequest.priority',
    severity: 'warn',
    code: 'business-rule',
    text: 'The hub is no emergency service. If somebody is in danger call 999.',
    fails: ({ request }) => request.priority === 'stat',
  },
  {
    rule: 14,
    flag: 'do-not-perform',
    element: 'ServiceRequest.doNotPerform',
    severity: 'reject',
    code: 'not-supported',
    text: 'The hub takes no requests that something be not done. Leave `doNotPerform` out.',
    fails: ({ request }) => request.doNotPerform === true,
  },
  {
    rule: 14,
    flag: 'replaces',
    element: 'ServiceRequest.replaces',
    severity: 'reject',
    code: 'not-supported',
    text: 'The hub does not replace referrals. Revoke the earlier one, and send this one without `replaces`.',
    fails: ({ request }) => (request.replaces ?? []).length > 0,
  },
  {
    rule: 14,
    flag: 'based-on-not-known',
    element: 'ServiceRequest.basedOn',
    severity: 'warn',
    code: 'not-found',
    text: 'The hub does not know what this is based on, and keeps the reference as sent.',
    fails: (sent) => failingIn(sent.request.basedOn, 'ServiceRequest.basedOn', isUnknown(sent)),
  },
];
/** Every rule for a referral from a practice. To add one: a row here or in the three files beside, and its line in the test. */
export const referralRules: readonly ReferralRule[] = [...requestRules, ...needRules, ...personRules, ...contentRules];
