/** The three tables and every key in them, said once: read by the stack, the embedded engine, the stores and the tests. */
import type { Instant } from '#platform/types';

export type TableName = 'referrals' | 'work' | 'access';
/** Every table has `pk`/`sk`; an index `party` has `partyPk`/`partySk`, is sparse and projects keys alone. */
export const tables = {
  referrals: { indexes: ['party', 'due', 'fixed'], stream: true, ttl: false },
  work: { indexes: ['due'], stream: false, ttl: false },
  access: { indexes: [], stream: false, ttl: true },
} as const satisfies Record<TableName, { indexes: readonly string[]; stream: boolean; ttl: boolean }>;
/** Attribute of `access` that holds the second since 1970 after which an item means nothing; code compares it too. */
export const expiresAt = 'expiresAt';

const revText = (rev: number) => String(rev).padStart(6, '0');
export const keys = {
  /** Loading an aggregate is one query from `C` to `S`: children, commits, head. */
  referral: (id: string) => `REF#${id}`,
  head: 'S',
  onward: (short: string) => `C#${short}`,
  commit: (rev: number) => `E#${revText(rev)}`,
  sent: 'B',
  attachment: (n: number) => `A#${String(n).padStart(3, '0')}`,
  exception: (lane: string) => `X#${lane}`,
  /** A person as one practice knows them, or the id that this one leads to; and each version they were. */
  person: (id: string) => ({ pk: `PERSON#${id}`, sk: 'S' }),
  personVersion: (id: string, versionId: number) => ({ pk: `PERSON#${id}`, sk: `V#Patient#${revText(versionId)}` }),
  /** What a practitioner learnt about a person, and each version of it. */
  about: (person: string) => ({ pk: `PERSON#${person}`, sk: 'A' }),
  aboutVersion: (person: string, versionId: number) => ({ pk: `PERSON#${person}`, sk: `V#About#${revText(versionId)}` }),
  /** What a person tells in their own words, and each version of it. */
  story: (person: string) => ({ pk: `PERSON#${person}`, sk: 'Y' }),
  storyVersion: (person: string, versionId: number) => ({ pk: `PERSON#${person}`, sk: `V#Story#${revText(versionId)}` }),
  /** Somebody was worried about a person: what was said and done since, each version of it, and who read it. `id`: 8 of base32. */
  concern: (person: string, id: string) => ({ pk: `PERSON#${person}`, sk: `Q#${id}` }),
  concernVersion: (person: string, id: string, versionId: number) => ({ pk: `PERSON#${person}`, sk: `V#Concern#${id}#${revText(versionId)}` }),
  concernReading: (person: string, id: string, at: Instant, user: string) => ({ pk: `PERSON#${person}`, sk: `V#ConcernRead#${id}#${at}#${user}` }),
  /** What a person said of taking part in a study. */
  research: (person: string, study: string) => ({ pk: `PERSON#${person}`, sk: `R#${study}` }),
  /** A study, each version of it, how often somebody said whether they take part, which exports were made; and in which areas it is. */
  study: (id: string) => ({ pk: `STUDY#${id}`, sk: 'S' }),
  studyVersion: (id: string, versionId: number) => ({ pk: `STUDY#${id}`, sk: `V#${revText(versionId)}` }),
  studySaid: (id: string) => ({ pk: `STUDY#${id}`, sk: 'SAID' }),
  studyExport: (id: string, cutOff: string) => ({ pk: `STUDY#${id}`, sk: `X#${cutOff}` }),
  studyIn: (area: string, id: string) => ({ pk: `STUDIES#${area}`, sk: id }),
  /** Of a comparison practice: its sample, by the practice's own list numbers, and the questionnaires that were entered from paper. */
  sampled: (study: string, practice: string, number: string) => ({ pk: `STUDY#${study}#${practice}`, sk: `P#${number}` }),
  paper: (study: string, practice: string, number: string, rest: string) => ({ pk: `STUDY#${study}#${practice}`, sk: `E#${number}#${rest}` }),
  /** `list`: the HMAC of a practice and a day; under it who was born then. */
  born: (list: string, person: string) => ({ pk: `BORN#${list}`, sk: person }),
  /** A health record, in the partition of its person or referral: what it is now, and each version it was. */
  record: (type: string, rest: string) => `T#${type}#${rest}`,
  recordVersion: (type: string, rest: string, versionId: number) => `V#${type}#${rest}#${revText(versionId)}`,
  unique: (requester: string, mac: string) => ({ pk: `KEY#${requester}#${mac}`, sk: 'K' }),
  relayMark: (id: string) => ({ pk: `REF#${id}`, sk: 'RELAY' }),
  /** In `work`: what of a person is in the figures of a set (`3`: those of the definitions' version 3 that are kept up to date). */
  countMark: (set: string, person: string) => ({ pk: `COUNTED#${set}#${person}`, sk: 'S' }),
  /** In `work`: one partition for an area's month of a set, one item for each section of a practice's figures in it. */
  figures: (set: string, area: string, month: string) => `FIGURES#${set}#${area}#${month}`,
  figuresOf: (set: string, area: string, month: string, section: string, practice: string) => ({
    pk: `FIGURES#${set}#${area}#${month}`,
    sk: `${section}#${practice}`,
  }),
  /** Figures as known at the end of a day, asked for by area. In `work`, as when the last recount ended. */
  figuresAsked: (set: string, area: string, day: string) => ({ pk: `FIGURES#${set.split('@')[0]}#ASKED`, sk: `${area}#${day}` }),
  /** In `work`: the quarters of an area that were published, and of each what each tier was told, what it was made from, and what its report for funders holds besides. */
  published: (area: string, quarter: string) => ({ pk: `PUBLISHED#${area}`, sk: quarter }),
  publishedPart: (area: string, quarter: string, part: 'public' | 'programme' | 'counts' | 'pack' | `pack#${number}`) => ({
    pk: `PUBLISHED#${area}#${quarter}`,
    sk: part,
  }),
  recounted: { pk: 'FIGURES#RECOUNTED', sk: 'S' },
  endpoint: (party: string) => `ENDPOINT#${party}`,
  lane: (referral: string) => `L#${referral}`,
  /** Beside the lanes of an endpoint: how it has been answering. */
  endpointHealth: 'H',
  /** In `work`: up to which minute every commit is known to be relayed. */
  commitSweep: { pk: 'SWEEP', sk: 'COMMITS' },
  /** Partition of exceptions that belong to no referral. */
  hub: 'HUB',
  /** In `work`: the subscriptions of a party (`practice/birchtree`), `subscription(id)` each; and in one item which there are. */
  party: (party: string) => `PARTY#${party}`,
  subscription: (id: string) => `SUB#${id}`,
  subscriptionsOf: (party: string) => ({ pk: `PARTY#${party}`, sk: 'HEARS' }),
  /** In the partition `SUB#id`: its events by number, and up to which commit of a referral they were numbered. */
  event: (n: number) => `N#${String(n).padStart(8, '0')}`,
  numbered: (id: string, referral: string) => ({ pk: `SUB#${id}`, sk: `R#${referral}` }),
} as const;

const single = (kind: string, id: string) => ({ pk: `${kind}#${id}`, sk: 'S' });
/** Items of `access`: who may call, who is there, the hub's own keys. */
export const accessKeys = {
  client: (id: string) => single('CLIENT', id),
  /** `hash`: SHA-256 of the assertion's id, which may be long and strange. */
  spentAssertion: (client: string, hash: string) => single(`JTI#${client}`, hash),
  hubKeys: (name: string) => `HUBKEY#${name}`,
  hubKey: (n: number) => `K#${revText(n)}`,
  practice: (id: string) => single('PRACTICE', id),
  practitioner: (id: string) => single('PRACTITIONER', id),
  manager: (id: string) => single('MANAGER', id),
  organisation: (id: string) => single('ORG', id),
  area: (id: string) => single('AREA', id),
  /** What is known of an organisation as a partner, and each line of its history: beside the organisation. */
  casework: (organisation: string) => ({ pk: `ORG#${organisation}`, sk: 'CASE' }),
  caseworkNote: (organisation: string, on: string, id: string) => ({ pk: `ORG#${organisation}`, sk: `CASE#${on}#${id}` }),
  /** How much room a service has now, and each time it was said. A partition of its own: who may say this may not change the organisation. */
  capacity: (organisation: string, service: string) => ({ pk: `CAPACITY#${organisation}`, sk: `S#${service}` }),
  capacityAt: (organisation: string, service: string, at: Instant) => ({ pk: `CAPACITY#${organisation}`, sk: `H#${service}#${at}` }),
  /** Where nobody was found for a need, and which places people were told of, by area and month. `once`: of whom it was, as nobody can read it, so that nothing counts twice. */
  gap: (area: string, month: string, need: string, once: string) => ({ pk: `GAPS#${area}`, sk: `${month}#${need}#${once}` }),
  signpost: (area: string, month: string, entry: string, once: string) => ({ pk: `SIGNPOSTS#${area}`, sk: `${month}#${entry}#${once}` }),
  /** The packed directory that searches go through: which version holds, its leaves by hash; how far the copy of ALISS has come, and what it said. */
  directory: (name: string) => ({ pk: 'DIRECTORY', sk: name }),
  directoryLeaf: (hash: string) => single('LEAF', hash),
  alissPage: (page: number) => ({ pk: 'ALISS', sk: `P#${revText(page)}` }),
  alissMark: { pk: 'ALISS', sk: 'MARK' },
  /** Each record once more, under its council area or, of practitioners, their practice, areas under `hub`: a search reads one partition. */
  listed: (under: string, kind: 'AREA' | 'PRACTICE' | 'ORG' | 'PRACTITIONER' | 'MANAGER' | 'USER', id: string) => ({
    pk: `LIST#${under}`,
    sk: `${kind}#${id}`,
  }),
  endpoint: (party: string) => single('ENDPOINT', party),
  /** An address that a party is to be told at, until it has shown that it listens and a person says so. */
  endpointNext: (party: string) => single('NEXT', party),
  answerKeys: (organisation: string) => single('ANSWERKEYS', organisation),
  user: (id: string) => single('USER', id),
  /** `mac`: HMAC of the address in lower case; it leads to the one user who has it. */
  mail: (mac: string) => single('MAIL', mac),
  /** `hash`: SHA-256 of what the browser holds. */
  session: (hash: string) => single('SESSION', hash),
  /** The PIN of an organisation's people, kept beside the organisation: nobody reads it by the directory's key. */
  pin: (organisation: string) => ({ pk: `ORG#${organisation}`, sk: 'PIN' }),
  /** What was tried of the PIN, or of a texted code; the code that holds now; when a new link was sent last. */
  tries: (organisation: string, of: 'pin' | 'code') => ({ pk: `ENTRY#${organisation}`, sk: `TRIES#${of}` }),
  textedCode: (organisation: string) => ({ pk: `ENTRY#${organisation}`, sk: 'CODE' }),
  sentLink: (organisation: string) => ({ pk: `ENTRY#${organisation}`, sk: 'LINK' }),
  /** An organisation's people, signed in by link and PIN. `hash`: SHA-256 of what the browser holds. */
  organisationSession: (hash: string) => single('ORGSESSION', hash),
  /** What somebody typed when their sign-in was over. `hash`: SHA-256 of what the browser holds. */
  draft: (hash: string) => single('DRAFT', hash),
  /** How many asked for help on a practice's public form in an hour, as `2026-11-23T09`. */
  selfReferrals: (practice: string, hour: string) => single('SELF', `${practice}#${hour}`),
  /** A practitioner's time that belongs to no person, by ISO week, as `2026-W48`. */
  otherTime: (practitioner: string, week: string) => ({ pk: `TIME#${practitioner}`, sk: week }),
  /** A practice's development plan: each part of it as it is now, `A` to `T` by its kind; and each version that a part was. */
  plan: (practice: string, kind: string, id: string) => ({ pk: `PLAN#${practice}`, sk: `${kind}#${id}` }),
  planVersion: (practice: string, kind: string, id: string, versionId: number) => ({ pk: `PLAN#${practice}`, sk: `V#${kind}#${id}#${revText(versionId)}` }),
  /** When a practitioner is away; and the same once more under who covers. */
  absence: (practitioner: string, id: string) => ({ pk: `ABSENCE#${practitioner}`, sk: id }),
  covering: (cover: string, id: string) => ({ pk: `COVER#${cover}`, sk: id }),
  /** Who looked at the name of somebody sensitive: one item for a user's day with a person, in one partition for an area's month. */
  openings: (area: string, month: string) => `OPENED#${area}#${month}`,
  opening: (area: string, day: string, user: string, person: string) => ({ pk: `OPENED#${area}#${day.slice(0, 7)}`, sk: `${day}#${user}#${person}` }),
  /** Who looked at figures as they are, by area and month of `at`. */
  looked: (area: string, at: string, id: string) => ({ pk: `LOOKED#${area}#${at.slice(0, 7)}`, sk: `${at}#${id}` }),
  /** What was checked for an import and waits to be confirmed, in pieces; and what became of it. */
  importPiece: (token: string, n: number) => ({ pk: `IMPORT#${token}`, sk: `P#${String(n).padStart(2, '0')}` }),
  importDone: (token: string) => ({ pk: `IMPORT#${token}`, sk: 'D' }),
  /** An export of a study up to a day: how far it is, and its files in pieces. */
  exportJob: (study: string, cutOff: string) => ({ pk: `EXPORT#${study}#${cutOff}`, sk: 'J' }),
  exportPiece: (study: string, cutOff: string, file: string, n: number) => ({ pk: `EXPORT#${study}#${cutOff}`, sk: `F#${file}#${revText(n)}` }),
  /** What an area reported of a quarter, as `2026-Q3`: each time it was frozen, for good; and that a complaint came in, by the day. */
  returned: (area: string, quarter: string, n: number) => ({ pk: `RETURN#${area}`, sk: `${quarter}#${String(n).padStart(3, '0')}` }),
  complaint: (area: string, day: string, id: string) => ({ pk: `COMPLAINTS#${area}`, sk: `${day}#${id}` }),
  /** Which table of deprivation stands in the hub; and its postcodes, district by district (`G1`). */
  simd: { pk: 'SIMD', sk: 'S' },
  simdDistrict: (edition: string, district: string) => ({ pk: `SIMD#${edition}`, sk: district }),
  /** Who changed what in `access`, by month. */
  audit: (at: Instant, id: string) => ({ pk: `AUDIT#${at.slice(0, 7)}`, sk: `${at}#${id}` }),
} as const;
/** What a secret is encrypted for: bound to the ciphertext, so that none passes for another, and the role's condition in the stack. */
export const secretPurposes = {
  hubKey: (name: string) => `hub-key/${name}`,
  /** Of the links in e-mails to organisations: the one of the hub's own keys that delivery may use. */
  linkKey: (_: string) => 'hub-key/link',
  endpointKey: (party: string) => `endpoint-key/${party}`,
  answerKey: (organisation: string) => `answer-key/${organisation}`,
} as const;

export { commitShards, deadlineShards, dueLaneShards, indexKeys, shardOf, visitShards } from './index-keys.ts';
