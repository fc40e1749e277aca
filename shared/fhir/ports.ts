/** What the FHIR face needs from outside. */
import type { Directory } from '#directory/types';
import type { Identified } from '#identity/access-policy';
import type { HubKeys } from '#identity/hub-keys';
import type { Call } from '#platform/endpoint';
import type { Ids, Queue, Table } from '#platform/types';
import type { CarryOut } from '#referral/carry-out';
import type { RequestFacts, SentMessage } from '#referral/types';

export type FhirPorts = {
  carryOut: CarryOut;
  referrals: Table;
  directory: Directory;
  keys: Pick<HubKeys, 'mac' | 'seal' | 'open'>;
  ids: Ids;
  /** Where subscriptions are kept, and the queue that sets one going. `allowLoopback`: a local hub, whose parties live on this machine. */
  subscriptions: { work: Table; deliverQueue: Queue; allowLoopback: boolean };
  /** The hub's own address, without a slash at its end; never taken from a request. */
  baseUrl: string;
};
/** A referral that was entered in the hub's own pages. `newPerson`: whoever they look like, it is nobody whom the practice knows. */
export type Entered = { source: NonNullable<RequestFacts['source']>; newPerson?: true };
/**
 * A call whose caller is known. As an entry of a Bundle it is read already (`parsed`), and `content` tells the same content from another, since
 * what it refers to within the Bundle gets a new id each time. `message`: the message that it came in. `entered`: set by the pages alone, in the same
 * process; nothing that a sender sends becomes it.
 */
export type FhirCall = Call & { who: Identified; parsed?: unknown; content?: string; message?: SentMessage; entered?: Entered };
