/** How much may be said with an onward referral and its answers, whatever the door. */
import type { Instant, LocalDate } from '#platform/types';
import type { Amounts, Reason, ServiceAnswer } from './types.ts';
import { londonDate } from './working-days.ts';

/** In pieces, characters, and pounds. */
export const onwardLimits = { answers: 6, question: 300, answer: 500, pounds: 10_000_000, reference: 64 } as const;
const noCapacityCode = 'no-capacity';
export const isNoRoom = ({ code }: Pick<Reason, 'code'>): boolean => code === noCapacityCode;

const isWithin = (text: string, most: number): boolean => text !== '' && [...text].length <= most;
export const isServiceAnswers = (answers: readonly ServiceAnswer[]): boolean =>
  answers.length <= onwardLimits.answers &&
  answers.every(({ question, text }) => isWithin(question, onwardLimits.question) && isWithin(text, onwardLimits.answer)) &&
  new Set(answers.map(({ question }) => question)).size === answers.length;

const isPounds = (amount: number | undefined): boolean => amount === undefined || (Number.isInteger(amount) && amount >= 0 && amount <= onwardLimits.pounds);
export const isAmounts = ({ yearly, oneOff, debt }: Amounts = {}): boolean => [yearly, oneOff, debt].every(isPounds);

/** The day is the last on which there is no room. */
export const isFullUntil = (fullUntil: LocalDate, reason: Reason, at: Instant): boolean => isNoRoom(reason) && fullUntil >= londonDate(at);
