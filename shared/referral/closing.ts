/** How a referral is closed: a closed list of reasons, what each does, and what the practice is told by it. */
import type { Act } from './commands.ts';
import type { Referral } from './types.ts';

type ClosingAct = Extract<Act, { type: 'complete' | 'fail' | 'cancel' }>;
/** A word for the practice, in place of the story; its text is the door's. */
export type ClosingMessage =
  | 'helped'
  | 'helped-elsewhere'
  | 'person-chose-to-stop'
  | 'not-reached'
  | 'no-longer-registered'
  | 'person-died'
  | 'not-suitable'
  | 'service-ended'
  | 'ended';

/** Where nothing more is wanted (`cancel`), organisations that are still at work are asked to stop with it; the other two wait for them. */
export const closingReasons = {
  'goals-met': { does: 'complete', message: 'helped' },
  'supported-elsewhere': { does: 'complete', message: 'helped-elsewhere' },
  'person-stopped': { does: 'cancel', message: 'person-chose-to-stop' },
  'unable-to-contact': { does: 'fail', message: 'not-reached' },
  'moved-away': { does: 'cancel', message: 'no-longer-registered' },
  'person-died': { does: 'cancel', message: 'person-died' },
  'not-appropriate': { does: 'fail', message: 'not-suitable' },
  'service-ended': { does: 'fail', message: 'service-ended' },
  other: { does: 'fail', message: 'ended' },
} as const satisfies Record<string, { does: ClosingAct['type']; message: ClosingMessage }>;
export type ClosingCode = keyof typeof closingReasons;

export const isClosingCode = (code: string): code is ClosingCode => Object.hasOwn(closingReasons, code);

/** `text`: what the practice reads, made from the message. */
export const closing = (code: ClosingCode, text: string): ClosingAct => {
  const { does } = closingReasons[code];
  switch (does) {
    case 'complete':
      return { type: 'complete', outcomes: [{ activity: text, code }] };
    case 'fail':
    case 'cancel':
      return { type: does, reason: { code, text } };
  }
};

const codesOf = (referral: Referral): string[] => {
  if (referral.status === 'completed') return referral.outcomes.flatMap(({ code }) => code ?? []);
  return referral.status === 'failed' || referral.status === 'cancelled' ? [referral.reason.code] : [];
};
/** Undefined: not closed, or closed by other words than these. */
export const closedAs = (referral: Referral): ClosingCode | undefined => codesOf(referral).find(isClosingCode);
