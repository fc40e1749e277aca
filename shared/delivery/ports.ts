/** What delivery needs from outside; each function takes its part of it. */
import type { Endpoint, Organisation, Practice } from '#directory/types';
import type { OrganisationId, PracticeId } from '#identity/types';
import type { Clock, Ids, Instant, Mail, Queue, Secrets, Table } from '#platform/types';
import type { Commit, Event, OnwardId, Referral, ReferralId } from '#referral/types';
import type { SendOutcome, SendRequest } from './types.ts';

export type DeliveryPorts = {
  referrals: Table;
  work: Table;
  /** FIFO: one group per lane; its consumer alone sends. */
  deliverQueue: Queue;
  /** Standard: holds a wake-up for up to 15 minutes. */
  laterQueue: Queue;
  countQueue: Queue;
  clock: Clock;
  ids: Ids;
  secrets: Secrets;
  mail: Mail;
  /** All commits of a referral in order; empty when there is none. */
  readCommits(referral: ReferralId): Promise<Commit[]>;
  applyCommit(before: Referral | undefined, commit: Commit): Referral;
  countable: Record<Event['type'], boolean>;
  endpoint(party: string): Promise<Endpoint | undefined>;
  practice(id: PracticeId): Promise<Practice | undefined>;
  organisation(id: OrganisationId): Promise<Organisation | undefined>;
  /** The address at which the people of an organisation answer an onward referral. */
  answerLink(organisation: OrganisationId, onward: OnwardId): Promise<string>;
  /** The endpoint answered 410: nothing more goes there. Done twice is done once. */
  disableEndpoint(party: string, at: Instant): Promise<void>;
  /**
   * Records on the referral that a party could not be told: the organisation of `onward`, without it the practice.
   * At least once for every commit whose notices were not delivered; throws when it could not be recorded.
   */
  undelivered(referral: ReferralId, onward?: OnwardId): Promise<void>;
  /** Throws only when nothing can be said about what became of the request. */
  send(request: SendRequest): Promise<SendOutcome>;
  /** The hub's own address, without a slash at its end. */
  baseUrl: string;
};
export type RelayPorts = Pick<DeliveryPorts, 'referrals' | 'work' | 'deliverQueue' | 'countQueue' | 'readCommits' | 'applyCommit' | 'countable'>;
export type DeliverPorts = Omit<DeliveryPorts, 'countQueue' | 'countable'>;
export type SweepPorts = RelayPorts & Pick<DeliveryPorts, 'clock'>;
export type StrandedPorts = Pick<DeliveryPorts, 'referrals' | 'work' | 'countQueue' | 'laterQueue' | 'clock' | 'readCommits' | 'applyCommit'>;
export type RedrivePorts = Pick<DeliveryPorts, 'work' | 'deliverQueue' | 'clock' | 'endpoint' | 'organisation'>;
