/** What a practitioner learnt of a person that every page and every message must honour. Plain data and its reading; one to a person, every version kept. */
import type { PracticeId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { PersonId } from '#referral/types';
import type { Ethnicity } from './ethnicity.ts';

/** How the person may be reached. What is not forbidden is allowed. */
export type SafeContact = {
  no?: readonly ('call' | 'voicemail' | 'text' | 'letter' | 'email')[];
  /** When: `weekdays 10 to 12`. */
  when?: string;
  /** Said first, so that the person knows who it is. */
  codeWord?: string;
  note?: string;
};
export type Communication = {
  /** As people call it: `Somali`. Absent: English. */
  language?: string;
  interpreter?: true;
  interpreterGender?: 'woman' | 'man';
  bsl?: true;
  largePrint?: true;
  readingHelp?: true;
  note?: string;
};
/** Before a home visit; looked at again by then, since a flag that never ends harms. */
export type HomeVisit = { how: 'alone' | 'with-care' | 'two-people' | 'not-at-home'; note?: string; reviewBy: LocalDate };
export type Household = { adults?: number /** Ages as people say them: `4, 7 and 12`. */; children?: string; note?: string };
export type Supporter = { name: string; is: string /** Of what we may speak with them: nothing else. */; maySay?: string; phone?: string };
export type AgreedSheet = { format: 'print' | 'large-print' | 'email' | 'read-aloud' | 'none'; language: 'en' | 'gd' };
export type About = {
  safeContact?: SafeContact;
  communication?: Communication;
  homeVisit?: HomeVisit;
  household?: Household;
  carer?: true;
  supporters?: readonly Supporter[];
  sheet?: AgreedSheet;
  /** As they say it themselves; absent: nobody asked. */
  ethnicity?: Ethnicity;
  /** Masked in lists, notices, print and figures, whatever the need is. */
  sensitive?: true;
};
/** `by`: as `nameOf` says it. `includes`: records merged with this person, what was learnt under which is part of it by now. */
export type AboutPerson = {
  person: PersonId;
  practice: PracticeId;
  versionId: number;
  lastUpdated: Instant;
  by: string;
  about: About;
  includes?: readonly PersonId[];
};

export type Flag = 'safe-contact' | 'home-visit' | 'interpreter' | 'bsl' | 'reading-help';
/** What nobody may overlook who is about to reach the person. */
export const flagsOf = ({ safeContact, homeVisit, communication }: About): Flag[] => [
  ...(safeContact ? (['safe-contact'] as const) : []),
  ...(homeVisit && homeVisit.how !== 'alone' ? (['home-visit'] as const) : []),
  ...(communication?.interpreter ? (['interpreter'] as const) : []),
  ...(communication?.bsl ? (['bsl'] as const) : []),
  ...(communication?.readingHelp ? (['reading-help'] as const) : []),
];
/** Whether the person may be reached in this way. */
export const mayReachBy = ({ safeContact }: About, way: NonNullable<SafeContact['no']>[number]): boolean => !safeContact?.no?.includes(way);
/** The day until which home visits were to be thought over again is past. */
export const isReviewOverdue = ({ homeVisit }: About, today: LocalDate): boolean => homeVisit !== undefined && homeVisit.reviewBy < today;

export type AboutPart = keyof About;
const parts = [
  'safeContact',
  'communication',
  'homeVisit',
  'household',
  'carer',
  'supporters',
  'sheet',
  'ethnicity',
  'sensitive',
] as const satisfies AboutPart[];
/** Which parts the one says otherwise than the other. */
export const changedParts = (before: About, after: About): AboutPart[] => parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]));
