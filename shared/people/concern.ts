/** Somebody is worried about a person: what was said, whom they told, and what became of it. Plain data and its rules; every version is kept. */
import type { AreaId, PracticeId, PractitionerId } from '#identity/types';
import { later, millisecondsOf } from '#platform/time';
import type { Instant } from '#platform/types';
import type { PersonId, ReferralId } from '#referral/types';

export const concernKinds = ['harm-by-others', 'domestic-abuse', 'self-harm', 'self-neglect', 'child', 'other'] as const;
export type ConcernKind = (typeof concernKinds)[number];
/** `user`: who signed in; `name`: as it was then. */
export type ConcernActor = { user: string; name: string };
/** The raiser's own word: outside the hub, by telephone or face to face. */
export type ToldOf = { who: string; at: Instant };
export type Concern = {
  /** 8 characters of base32, chosen by the page: the same form sent twice is one concern. */
  id: string;
  person: PersonId;
  practice: PracticeId;
  area: AreaId;
  /** The referral on whose page it was raised, if any. */
  referral?: ReferralId;
  versionId: number;
  raisedAt: Instant;
  /** `practitioner`: whose cover may read it too. */
  raisedBy: ConcernActor & { practitioner?: PractitionerId };
  /** Said or seen, word for word. */
  words: string;
  kinds: readonly ConcernKind[];
  /** Somebody is in danger now. */
  danger: boolean;
  told: readonly ToldOf[];
  next: string;
  /** What happened since. */
  added: readonly (ConcernActor & { at: Instant; text: string })[];
  acknowledged?: ConcernActor & { at: Instant };
  closed?: ConcernActor & { at: Instant; outcome: string };
};

/** Hours within which somebody who was told has to say that they have it. */
const acknowledgeWithin = 24;
const hour = 3_600_000;
/** `hours`: whole ones that are left, or that it is over by. */
export type ConcernClock = { state: 'running' | 'over'; hours: number } | { state: 'acknowledged' | 'closed' };
export const clockOf = ({ raisedAt, acknowledged, closed }: Pick<Concern, 'raisedAt' | 'acknowledged' | 'closed'>, now: Instant): ConcernClock => {
  if (closed) return { state: 'closed' };
  if (acknowledged) return { state: 'acknowledged' };
  const since = millisecondsOf(now) - millisecondsOf(later(raisedAt, acknowledgeWithin * hour));
  return since < 0 ? { state: 'running', hours: Math.ceil(-since / hour) } : { state: 'over', hours: Math.floor(since / hour) };
};

const following = (concern: Concern, change: Partial<Concern>): Concern => ({ ...concern, ...change, versionId: concern.versionId + 1 });
/** Undefined: it was done before. */
export const acknowledge = (concern: Concern, by: ConcernActor, at: Instant): Concern | undefined =>
  concern.acknowledged || concern.closed ? undefined : following(concern, { acknowledged: { ...by, at } });
/** Who closes it has had it. */
export const close = (concern: Concern, by: ConcernActor, at: Instant, outcome: string): Concern | undefined =>
  concern.closed ? undefined : following(concern, { closed: { ...by, at, outcome }, acknowledged: concern.acknowledged ?? { ...by, at } });
export const addTo = (concern: Concern, by: ConcernActor, at: Instant, text: string): Concern =>
  following(concern, { added: [...concern.added, { ...by, at, text }] });
