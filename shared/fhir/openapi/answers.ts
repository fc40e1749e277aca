/** Each answer of an organisation in an example, with what it is for and from where it is possible. */

import { readId } from '#fhir/ids';
import { actOf, answerBody } from '#fhir/organisation/answer';
import { type CommandRule, commandRules } from '#referral/commands';
import { isOpen, taskEdges } from '#referral/edges';
import type { TaskStatus } from '#referral/types';

type Body = { answer: string; [field: string]: unknown };
/** `from`: where the referral stands with the organisation; an answer is refused from anywhere else. */
type AnswerExample = { summary: string; from: readonly string[]; value: Body };

const referral = '0h9sk2m4xq7r3vbn6t8wzc5fgd-k7m2p9xq';
const full = { code: 'no-capacity', text: 'We are full until March' };
const examples: readonly [summary: string, value: Body][] = [
  ['Yes, with what is known by now', { answer: 'accept', slot: '2026-11-30T14:00:00Z', worker: 'Morag Sinclair', reference: 'PANTRY-78', waitingWeeks: 1 }],
  ['No, and until when there is no room', { answer: 'decline', reason: full, fullUntil: '2027-03-01' }],
  ['No, for the person is helped here already', { answer: 'already-supporting', text: 'Comes to us on Tuesdays', reference: 'PANTRY-12' }],
  ['A question to the practitioner', { answer: 'question', text: 'Are there any allergies?' }],
  ['Your own number for it, whenever you have one', { answer: 'reference', reference: 'PANTRY-78' }],
  ['Help begins', { answer: 'start' }],
  ['A pause', { answer: 'hold', reason: { code: 'other', text: 'Away until Monday' } }],
  ['It goes on', { answer: 'resume' }],
  ['The person came', { answer: 'attended' }],
  ['The person did not come', { answer: 'did-not-attend' }],
  [
    'Help was given; a money service says what came of it in pounds',
    { answer: 'complete', activity: 'Benefit check', outcome: 'Pension Credit awarded', amounts: { yearly: 3900, oneOff: 320 } },
  ],
  ['It did not work out', { answer: 'fail', reason: { code: 'unable-to-contact', text: 'Three calls, no answer' } }],
  ['Withdraws, or stops as asked (then without a reason)', { answer: 'cancel', reason: { code: 'service-closed', text: 'We close this week' } }],
];

const statuses = Object.keys(taskEdges) as TaskStatus[];
/** The organisation owns the work: it takes the edges that are an owner's. */
const fromWhere = (rule: CommandRule): readonly TaskStatus[] => {
  if ('while' in rule) return rule.while;
  if ('request' in rule) return [];
  const reached = statuses.filter((status) => taskEdges[status][rule.to]?.includes('owner'));
  return rule.from ? reached.filter((status) => status === rule.from) : reached;
};
const ruleOf = (value: Body): CommandRule => {
  const onward = readId(referral)?.onward;
  if (!onward) throw new Error('the example is of no referral');
  return commandRules[actOf(answerBody.parse({ referral, ...value }), onward).type];
};

export const answerExamples: readonly AnswerExample[] = examples.map(([summary, value]) => ({
  summary,
  from: fromWhere(ruleOf(value)).filter(isOpen),
  value: { referral, ...value },
}));
