/** What somebody tells of their own way, in their own words, and whether others may be told. Plain data. */
import type { AreaId, PracticeId } from '#identity/types';
import type { Instant } from '#platform/types';
import type { PersonId } from '#referral/types';

/** Whether it may be quoted: with their name, without, or not at all. */
export const quotings = ['unnamed', 'named', 'no'] as const;
export type Quoting = (typeof quotings)[number];
/** One to a person; every version is kept. `area`: absent where it was told before anybody but its practitioners could read it. `by`: as `nameOf` says it. Without text: taken back. */
export type Story = {
  person: PersonId;
  practice: PracticeId;
  area?: AreaId;
  versionId: number;
  lastUpdated: Instant;
  by: string;
  text: string;
  quoting: Quoting;
};
/** Whether those who make the programme's reports may read it, and quote it there. */
export const mayBeTold = ({ area, quoting, text }: Story): boolean => area !== undefined && quoting !== 'no' && text !== '';
