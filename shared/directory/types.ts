/** Who is there: practices, practitioners, organisations, their services and where their systems listen. */
import type { AreaId, ManagerId, OrganisationId, PracticeId, PractitionerId } from '#identity/types';
import type { Instant, LocalDate } from '#platform/types';
import type { Version } from '#referral/types';
import type { Agreement, Arm, Hours, ListSize } from './over-time.ts';
import type { accessFeatures, costs, organisationKinds, outcomeKinds, questionKinds, serviceFields } from './service-lists.ts';
import type { instrumentNames, under16Routes } from './settings.ts';

/** A record as the hub keeps it: how often it was changed at onboarding, and when last. Version 0 where it came in before the hub counted. */
export type Versioned<Record> = Record & { version: Version };

export type Practice = {
  id: PracticeId;
  name: string;
  area: AreaId;
  /** Told by e-mail, without personal data, when the practice's endpoint fails. */
  mail?: string;
  /** Where people ring it; on what they are given. */
  phone?: string;
  /** Its national codes, as a referral's requester may name it: a referral in another practice's name is refused. */
  codes?: string[];
  /** How it takes part in the programme's evaluation, and since when. */
  arms?: Arm[];
  /** How many are registered, on the first day of a quarter. */
  listSizes?: ListSize[];
  /** Working days within which somebody who is referred or asks for help hears from a links practitioner; absent: `contactDaysOf` says. */
  contactWithin?: number;
  /** False: there is no public form on which people ask for help themselves. */
  selfReferral?: boolean;
};
/** `wte`: what part of a full week is worked, at which practice where it was said, and since when. */
export type Practitioner = { id: PractitionerId; name: string; practices: PracticeId[]; wte?: Hours[] };
/** Sees the figures and the exceptions of these areas. */
export type Manager = { id: ManagerId; name: string; areas: AreaId[] };
export type Instrument = (typeof instrumentNames)[number];
export type Under16Route = (typeof under16Routes)[number];
/** `manager` is the person on whose exceptions list undelivered messages of the area appear. */
export type Area = {
  id: AreaId;
  name?: string;
  manager: ManagerId /** Days the council closes besides, or instead of, the Scottish bank holidays. */;
  holidays?: { extra: string[]; without: string[] };
  /** The outcome measures that its practitioners are shown; none: no measures. Absent: see settings.ts. */
  measures?: Instrument[];
  under16?: Under16Route;
  /** Whom to ring about somebody who may come to harm, as the area's own procedures say. */
  concernContacts?: ConcernContact[];
  /** The office of its links programme: whom anybody asks about published figures. */
  contact?: AreaContact;
  /** Codes of the council (`S12…`) and the health board (`S08…`) it lies in; absent: its own id is the council's. */
  council?: string;
  healthBoard?: string;
};
export type AreaContact = { mail?: string; phone?: string };
export type ConcernContact = { label: string; phone: string /** When somebody answers; absent: always. */; hours?: string };
/** What a service may see of the person once it accepted, beside the need. */
export type ServiceField = (typeof serviceFields)[number];
export type ServiceCode = { system?: string; code: string; display: string };
export type Place = { name?: string; line?: string; town?: string; postcode?: string; latitude?: number; longitude?: number };
export type Cost = (typeof costs)[number];
export type AccessFeature = (typeof accessFeatures)[number];
/** `day`: 1 is Monday; `from` and `to` as `09:30`. */
export type OpeningHours = { day: number; from: string; to: string };
/** Ages in whole years, both within. */
export type Eligibility = { fromAge?: number; toAge?: number; only?: 'women' | 'men'; text?: string };
/** Asked of whoever refers somebody there. `choices`: of the kind `choice` alone. */
export type ServiceQuestion = { id: string; text: string; kind: (typeof questionKinds)[number]; choices?: string[]; required?: boolean };
/** Whom practitioners ring, and what people are told who go there themselves. */
export type ServiceContact = { name?: string; phone?: string; mail?: string; web?: string };
/** What helps to choose a service. Absent is not known, and never a no. */
type ServiceFacts = {
  /** The id of its entry in ALISS. */
  aliss?: string;
  about?: string;
  /** BCP 47: `en`, `gd`, `pl`, `bfi`. */
  languages?: string[];
  cost?: Cost;
  access?: AccessFeature[];
  opening?: OpeningHours[];
  /** Whom it serves: codes of councils, of health boards, or of Scotland; absent: the area of its organisation, as far as is known. */
  serves?: string[];
  eligibility?: Eligibility;
  questions?: ServiceQuestion[];
  contact?: ServiceContact;
  outcomes?: (typeof outcomeKinds)[number];
  /** When somebody last made sure that all this is so. */
  lastChecked?: LocalDate;
};
/**
 * `categories`: the needs it serves; `types`: what it does about them. `active` unless it says false. `place`: where people go.
 * `sensitive`: that somebody was referred to it tells too much; it is masked wherever more than the practitioner may look.
 */
export type Service = ServiceFacts & {
  id: string;
  name: string;
  fields: ServiceField[];
  categories?: ServiceCode[];
  types?: ServiceCode[];
  active?: boolean;
  place?: Place;
  sensitive?: boolean;
};
export type Organisation = {
  id: OrganisationId;
  name: string;
  area: AreaId;
  services: Service[];
  agreements?: Agreement[];
  /** Its registered address: links to answer by are sent here and nowhere else. */
  mail?: string;
  kind?: (typeof organisationKinds)[number];
};
/** One signing key of an endpoint; two are valid during a rotation. `ciphertext` is under the hub's KMS key. */
export type EndpointKey = { id: string; ciphertext: string; until?: Instant };
/** Where a party's own system listens. `party` is a practice's or an organisation's id. */
export type Endpoint = { party: string; url: string; keys: EndpointKey[]; disabledAt?: Instant };
/** A key with which an organisation signs its answers: its own HMAC secret, encrypted, or its ed25519 public key. */
export type AnswerKey = { id: string; until?: Instant } & ({ scheme: 'v1'; ciphertext: string } | { scheme: 'v1a'; publicKey: string });

/** Reads of the directory: single consistent gets by id, and consistent queries of what is listed under an area or a practice. */
export type Directory = {
  practice(id: PracticeId): Promise<Versioned<Practice> | undefined>;
  practitioner(id: PractitionerId): Promise<Versioned<Practitioner> | undefined>;
  manager(id: ManagerId): Promise<Manager | undefined>;
  organisation(id: OrganisationId): Promise<Versioned<Organisation> | undefined>;
  area(id: AreaId): Promise<Versioned<Area> | undefined>;
  /** All councils’ areas of the hub. */
  areas(): Promise<Versioned<Area>[]>;
  organisationsIn(area: AreaId): Promise<Versioned<Organisation>[]>;
  practicesIn(area: AreaId): Promise<Versioned<Practice>[]>;
  practitionersOf(practice: PracticeId): Promise<Versioned<Practitioner>[]>;
  managersIn(area: AreaId): Promise<Versioned<Manager>[]>;
  endpoint(party: string): Promise<Endpoint | undefined>;
  answerKeys(organisation: OrganisationId): Promise<AnswerKey[]>;
};
