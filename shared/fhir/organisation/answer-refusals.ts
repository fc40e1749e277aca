/** What the rules refuse of an organisation's answer, in the words of answers: it has no Task whose status it could set. */
import { answerExamples } from '#fhir/openapi/answers';
import { refusal, refusals, refused } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import type { Refusal } from '#referral/refusals';

/** The others say in FHIR's words what they would say in these. */
export const answerRefusals = {
  'wrong-status': { ...refusals['wrong-status'], text: 'This answer is not possible from where the referral stands now.', field: 'answer' },
  'cancellation-pending': {
    ...refusals['cancellation-pending'],
    text: 'The referral has been cancelled. Answer cancel to say that you have stopped, or complete or fail if you had helped already.',
    field: 'answer',
  },
  'question-open': { ...refusals['question-open'], text: 'You have asked already. Wait for the practitioner’s reply.', field: 'answer' },
  'reason-missing': { ...refusals['reason-missing'], text: 'Say why: this answer needs a reason, with code and text.', field: 'reason' },
  'not-full': { ...refusals['not-full'], field: 'fullUntil' },
  'key-reused': {
    ...refusals['key-reused'],
    text: 'This webhook-id was used for another answer. Use a new one for each answer, and the same one only to repeat it.',
    field: 'webhook-id',
  },
} as const;
const isOwn = (because: string): because is keyof typeof answerRefusals => Object.hasOwn(answerRefusals, because);

const possibleFrom = (status: string): string => {
  const possible = answerExamples.filter(({ from }) => from.includes(status)).map(({ value }) => value.answer);
  return possible.length > 0 ? ` From ${status} you may answer: ${possible.join(', ')}.` : ` It is ${status}: nothing more can be answered.`;
};
export const refusedAnswer = (done: Refusal): Answer => {
  if (!isOwn(done.because)) return refused(done);
  const { status, code, text, field } = answerRefusals[done.because];
  return refusal(status, code, `${text}${done.because === 'wrong-status' ? possibleFrom(done.status) : ''}`, field);
};
