/** What happens in the invented quarter of docs/metrics.md, step by step. */
import type { PractitionerId } from '#identity/types';
import type { Instant } from '#platform/types';
import type { Event, OnwardId } from '#referral/types';

/** Times are UTC. `story` is for people, `events` for the count; both say the same. */
export type Row = { story: string; steps: Array<{ at: string; event: (onward: OnwardId) => Event }> };

export const at = (text: string) => `${text.replace(' ', 'T')}:00.000Z` as Instant;
export const reason = (code: string) => ({ code, text: 'As agreed.' });
export const need = { display: 'Food insecurity' };
export const practitioner = 'practitioner' as PractitionerId;
