/** What deciding is given besides referral and command, and what comes of it. */
import type { Refusal } from './refusals.ts';
import type { Event } from './types.ts';
import type { Calendar } from './working-days.ts';

/** The calendar of the referral's council. */
export type Circumstances = { calendar: Calendar };
export type Decision = { ok: true; events: Event[] } | Refusal;
export const one = (event: Event): Decision => ({ ok: true, events: [event] });
