/** What somebody tells of their own way, in their own words, and whether others may be told. Plain data. */
import type { PracticeId } from '#identity/types';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';

/** Whether it may be quoted: with their name, without, or not at all. */
export const quotings = ['unnamed', 'named', 'no'] as const;
export type Quoting = (typeof quotings)[number];
/** One to a person; every version is kept. `by`: as `nameOf` says it. Without text: taken back. */
export type Story = { person: PersonId; practice: PracticeId; versionId: number; lastUpdated: Instant; by: string; text: string; quoting: Quoting };
