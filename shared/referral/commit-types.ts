/** What is written down of each change of a referral. Plain data, no rules. */
import type { Instant } from '#platform/types';
import type { Event, OnwardId, ReferralId } from './types.ts';

/** One commit: what one command changed, once. `rev` is dense from 1. */
export type Commit = {
  referral: ReferralId;
  rev: number;
  at: Instant;
  events: Event[];
  /** Which FHIR resources moved to which version. */
  touched: Touched[];
  /** Who did it, by what command; no personal data. */
  audit: { by: string; command: string };
  /** What a repeated request is answered from. */
  receipt?: Receipt;
  /** SHA-256 of the commit before, so that a chain per referral shows what was taken out. */
  previous: string;
};
export type Touched = { type: 'ServiceRequest' | 'Task'; id: ReferralId | OnwardId; versionId: number };
/** `key`: HMAC of caller, route and the caller's own key. `body`: SHA-256 of the request body. */
export type Receipt = { key: string; body: string };
