/** Each message that the hub sends an organisation: what happened, and what to do. */
import { toldToOrganisations } from '#delivery/notices';
import type { TrialType } from '#delivery/trial';
import type { NoticeType } from '#delivery/types';
import { type Html, html } from '#platform/html';
import { code, table } from './docs-table.ts';

type Meaning = readonly [happened: string, todo: string];
const ofReferrals: Readonly<Partial<Record<NoticeType, Meaning>>> = {
  'referral.requested': ['Somebody is referred to you.', 'Answer accept, decline, already-supporting or a question, by answerBy.'],
  'referral.reminder': ['Half of the time to answer is over.', 'Answer now.'],
  'referral.question-answered': ['The practitioner replied to your question.', 'Fetch it: the reply is in messages. Then answer.'],
  'referral.cancellation-requested': ['You had said yes, and are asked to stop.', 'Stop, and answer cancel; or complete or fail if you had helped already.'],
  'referral.cancelled': ['It is over before you said yes, or two working days after you were asked to stop.', 'Nothing more. Forget the person.'],
  'referral.entered-in-error': ['It should never have been sent.', 'Forget it, and the person.'],
};
const trials = {
  'hub.challenge': ['The manager checks a new address of yours.', 'Answer 2xx. Some of these are forged: refuse those with 401.'],
  'hub.test': ['The manager tries whether messages arrive.', 'Answer 2xx.'],
  'hub.endpoint-changed': ['Your address is about to be another one.', 'If you did not ask for it, ring the programme’s manager.'],
} as const satisfies Record<TrialType, Meaning>;

const rowOf = ([type, [happened, todo]]: [string, Meaning]): [Html, Html, Html] => [code(type), html`${happened}`, html`${todo}`];
export const noticeTypes = (): Html => html`
${table(
  'Each message',
  ['type', 'What happened', 'What to do'],
  [...toldToOrganisations.map((type): [string, Meaning] => [type, ofReferrals[type] ?? ['', '']]), ...Object.entries(trials)].map(rowOf),
)}
<p>The <code>hub.</code> ones are about nobody: in their <code>data</code> there is only your <code>organisation</code>. Answer 2xx to a type that you do not know.</p>`;
