/** What people do with a referral, at random; the rules refuse what does not fit, and that is passed over. */
import type { Instant } from '#platform/types';
import type { Act } from '#referral/commands';
import type { OnwardId, ReferralId } from '#referral/types';
import { type ActorName, pantry, welfare } from '#test/referrals';
import type { Chance } from './chance.ts';

type Doing = [ActorName, Exclude<Act, { type: 'submit' }>];

const reason = { code: 'other', text: 'As agreed.' };

/** Of three onward referrals the second goes to another organisation. */
export const something = (referral: ReferralId, chance: Chance, at: Instant): Doing => {
  const said = { permissions: ['refer', 'share'], ...(chance.is(0.5) ? { with: [chance.pick([pantry, welfare])] } : {}), at } as const;
  const n = 1 + chance.below(3);
  const onward = `${referral}-0000000${n}` as OnwardId;
  const organisation = n === 2 ? welfare : pantry;
  const asOrganisation: ActorName = n === 2 ? 'otherOrganisation' : 'organisation';
  return chance.pick<Doing>([
    ['practitioner', { type: 'accept' }],
    ['practitioner', { type: 'refer-on', onward, organisation }],
    ['practitioner', { type: 'refer-on', onward, organisation }],
    [asOrganisation, { type: 'accept-onward', onward, acceptance: {} }],
    [asOrganisation, { type: 'decline-onward', onward, reason }],
    [asOrganisation, { type: 'ask-onward', onward, text: 'When?' }],
    [asOrganisation, { type: 'complete-onward', onward, outcome: { activity: 'Done' } }],
    ['practitioner', { type: 'reply-onward', onward, text: 'Soon.' }],
    ['practitioner', { type: 'ask', text: 'Which?' }],
    ['practitioner', { type: 'cancel-onward', onward, reason }],
    ['practice', { type: 'cancel', reason }],
    ['practice', { type: 'record-consent', statement: { ...said, gives: false } }],
    ['practitioner', { type: 'record-consent', statement: { ...said, gives: true } }],
    ['practitioner', { type: 'complete', outcomes: [{ activity: 'Talked' }] }],
  ]);
};
