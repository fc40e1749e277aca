/** What is known of an organisation as a partner: its people, what it needs and hopes for, what was agreed, and each time somebody spoke with it. */
import type { OrganisationId, UserId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { AccessFeature } from './types.ts';

/** How somebody spoke with it. */
export const talkWays = ['telephone', 'visit', 'video', 'e-mail', 'event', 'other'] as const;
export type TalkWay = (typeof talkWays)[number];
/** What it was helped with. */
export const supportKinds = ['funding', 'volunteers', 'training', 'premises', 'publicity', 'governance', 'digital', 'partners', 'other'] as const;
export type SupportKind = (typeof supportKinds)[number];
export const developmentKinds = ['need', 'aspiration'] as const;
export type DevelopmentKind = (typeof developmentKinds)[number];

/** Somebody of the organisation: personal data like any other. */
export type Contact = { id: string; name: string; role?: string; phone?: string; mail?: string };
export type Development = { id: string; kind: DevelopmentKind; text: string; since: LocalDate; metOn?: LocalDate };
/** `owner`: who does it, of either side. `by`: until when. */
export type Action = { id: string; text: string; owner: string; by: LocalDate; doneOn?: LocalDate };
/** Version 0: nothing was written yet. */
export type Relationship = {
  organisation: OrganisationId;
  versionId: number;
  contacts: Contact[];
  development: Development[];
  actions: Action[];
  lastSpoken?: LocalDate;
};
/** How many of each are kept at most: they stand in one item, and on a telephone. */
export const most = { contacts: 20, development: 30, actions: 60 } as const;

export type NoteFacts =
  | { kind: 'talk'; way: TalkWay; whom?: string; text: string }
  | { kind: 'support'; support: SupportKind; text: string }
  | { kind: 'access'; service: string; features: AccessFeature[] };
/** One line of its history. `struck`: it was written in error, and what it said is gone. */
export type Note = { id: string; on: LocalDate; at: Instant; by: UserId; byName: string } & (NoteFacts | { kind: 'struck' });

/** Why it stands on the list of those to look at, in the order in which it is told. */
export const attentions = [
  'cannot-answer',
  'endpoint-off',
  'endpoint-failing',
  'mail-returned',
  'questions',
  'action-overdue',
  'agreement-over',
  'agreement-missing',
  'agreement-ending',
  'full',
  'paused',
  'not-spoken',
  'not-open',
  'aliss-missing',
  'aliss-old',
] as const;
export type AttentionName = (typeof attentions)[number];
export type Attention = { why: AttentionName; day?: LocalDate; count?: number; what?: string };
