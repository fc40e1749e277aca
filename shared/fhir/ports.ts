/** What the FHIR face needs from outside. */
import type { Directory } from '#directory/types';
import type { Identified } from '#identity/access-policy';
import type { HubKeys } from '#identity/hub-keys';
import type { Call } from '#platform/endpoint';
import type { Ids, Table } from '#platform/types';
import type { CarryOut } from '#referral/carry-out';

export type FhirPorts = {
  carryOut: CarryOut;
  referrals: Table;
  directory: Directory;
  keys: Pick<HubKeys, 'mac' | 'seal' | 'open'>;
  ids: Ids;
  /** The hub's own address, without a slash at its end; never taken from a request. */
  baseUrl: string;
};
/** A call whose caller is known. `parsed`: its body, where it was an entry of a Bundle and is read already. */
export type FhirCall = Call & { who: Identified; parsed?: unknown };
