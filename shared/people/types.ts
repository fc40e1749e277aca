/** The people of a practice, and what is recorded about them. Plain data, no rules. */
import type { OrganisationId, PracticeId } from '#identity/types';
import type { Brand, Instant } from '#platform/types';
import type { PersonId, Receipt, Version } from '#referral/types';
import type { PersonNumber } from './identifiers.ts';

export type { EthnicGroup } from './ethnicity.ts';

/** What tells one person from another, and what must be honoured about them. Names in lower case, without accents and punctuation. */
export type PersonFacts = {
  number?: PersonNumber;
  /** Numbers beside it, as an NHS number beside a CHI number. */
  others?: readonly PersonNumber[];
  family?: string;
  given?: string;
  /** `YYYY-MM-DD`, or as much of it as is known. */
  birthDate?: string;
  /** Without space, in capitals. */
  postcode?: string;
  died?: true;
};
/**
 * A person as one practice knows them: the practice is the controller, so the same person at two practices is two records, and no practice
 * learns of the other. Each version is kept.
 */
export type Person = Version & {
  id: PersonId;
  practice: PracticeId;
  facts: PersonFacts;
  /** JSON of the FHIR Patient as last sent, without id and meta. */
  patient: string;
  /** Who made this version, as `nameOf` says it. */
  by: string;
  /** A number that this practice already has for somebody with another name and birth date: waits for a person to decide. */
  mismatchOf?: PersonId;
  /** Decided: not the same, although they look alike. */
  apartFrom?: readonly PersonId[];
  /** Looked at: other people, although they look alike. */
  unlike?: readonly PersonId[];
  /** This record was merged into that one; nothing is deleted, and it can be undone. */
  mergedInto?: PersonId;
  /** Records merged into this one. */
  replaces?: readonly PersonId[];
};

/** What may be recorded about a person, or of a referral, beside the request itself. */
export type RecordType = 'Consent' | 'Condition' | 'Goal' | 'Observation' | 'Procedure';
/** `<id of the person or referral it belongs to>-<8 base32>`: its partition can be told from it. */
export type RecordId = Brand<'RecordId'>;
export type HealthRecord = Version & {
  type: RecordType;
  id: RecordId;
  practice: PracticeId;
  /** The person, or the referral (or onward referral) that it belongs to. */
  of: { person: PersonId } | { referral: string };
  /** Made by an organisation, which sees its own; absent: by the practice or its practitioners. */
  organisation?: OrganisationId;
  /** JSON of the FHIR resource as sent, without its id and what of its meta is the hub's. */
  resource: string;
  by: string;
  /** Of a consent: since when it says what it says. */
  saidAt?: Instant;
  /** What a repeated change of this version is answered from. */
  receipt?: Receipt;
};

/** What a consent is about: being referred at all; passing on to a service what it needs. */
export type Permission = 'refer' | 'share';
/** One thing the person said. Of several that concern the same, the newest counts; who said nothing gave nothing. */
export type ConsentStatement = {
  /** False: refused or withdrawn. */
  gives: boolean;
  permissions: readonly Permission[];
  /** The organisations it is about; absent: any. */
  with?: readonly OrganisationId[];
  /** Not before, and not from then on. */
  from?: Instant;
  until?: Instant;
  /** When it was said, as the hub received it. */
  at: Instant;
};
