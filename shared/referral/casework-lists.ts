/** The closed lists of casework, in the order in which they are offered. */

export const modes = ['practice', 'home', 'community', 'telephone', 'walk-and-talk', 'video', 'text', 'accompanied', 'group', 'letter', 'other'] as const;
export const stepKinds = ['first-call', 'call', 'visit', 'follow-up', 'group', 'letter', 'wait-for-organisation', 'other'] as const;
/** `sent`: a text or a letter. */
export const contactOutcomes = ['attended', 'answered', 'no-answer', 'did-not-attend', 'cancelled-by-person', 'cancelled-by-us', 'sent'] as const;
export const helps = ['information', 'voucher', 'form', 'letter', 'call-together', 'accompanied', 'listening', 'other'] as const;
