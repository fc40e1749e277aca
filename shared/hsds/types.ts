/** What the feed says, in the words of Open Referral's HSDS 3.1: as much of it as the hub knows. */

type Uuid = string;
export type HsdsAddress = {
  id: Uuid;
  address_1: string;
  city: string;
  state_province: string;
  postal_code: string;
  country: 'GB';
  address_type: 'physical';
};
export type HsdsLocation = {
  id: Uuid;
  location_type: 'physical' | 'virtual';
  name?: string;
  latitude?: number;
  longitude?: number;
  addresses?: HsdsAddress[];
  accessibility?: { id: Uuid; description: string }[];
};
export type HsdsPhone = { id: Uuid; number: string; type: 'voice' };
export type HsdsOrganization = { id: Uuid; name: string; description: string; legal_status?: string };
export type HsdsAttribute = { id: Uuid; link_id: Uuid; taxonomy_term_id: Uuid; link_entity: 'service'; taxonomy_term: object };
export type HsdsSchedule = {
  id: Uuid;
  freq: 'WEEKLY';
  byday: string;
  opens_at: string;
  closes_at: string;
  description: string;
};
export type HsdsCapacity = { id: Uuid; unit: { id: Uuid; name: string }; available: number; description?: string; updated: string };
/** What `/services` lists: what a service has one of. */
export type HsdsServiceBase = {
  id: Uuid;
  name: string;
  status: 'active' | 'temporarily closed';
  description?: string;
  url?: string;
  email?: string;
  application_process: string;
  fees_description?: string;
  eligibility_description?: string;
  minimum_age?: number;
  maximum_age?: number;
  assured_date?: string;
  alert?: string;
  last_modified: string;
};
export type HsdsServiceFull = HsdsServiceBase & {
  organization: HsdsOrganization;
  phones?: HsdsPhone[];
  schedules?: HsdsSchedule[];
  service_areas?: { id: Uuid; name: string; uri: string }[];
  service_at_locations?: { id: Uuid; location: HsdsLocation }[];
  languages?: { id: Uuid; code: string; name: string }[];
  cost_options?: { id: Uuid; option: string; currency: string; amount?: number; amount_description?: string }[];
  capacities?: HsdsCapacity[];
  attributes?: HsdsAttribute[];
};
