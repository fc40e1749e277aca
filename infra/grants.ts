/** Who may touch what. */
import type { Grant } from './constructs/grant.ts';
import { rows } from './rows.ts';

/** What is not named here nobody may do: no function may scan. Environment variables follow from the grants. */
export const grants = {
  api: {
    referrals: { may: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['party', 'due', 'fixed'] },
    work: [{ may: ['Query'] }, { may: ['GetItem', 'BatchGetItem', 'PutItem'], rows: [rows.parties] }, { may: ['GetItem'], rows: [rows.published] }],
    // It tells who calls by `access`, and can let in nobody new.
    access: [{ may: ['GetItem', 'Query'] }, { may: ['PutItem'], rows: [rows.hubKeys, rows.spentAssertions, rows.capacities] }],
    encrypts: ['hubKey'],
    decrypts: ['hubKey', 'answerKey'],
    // The keys of a client that has them at an address of its own.
    invokes: 'send',
    // A new subscription is to be greeted.
    sends: ['deliver'],
    told: ['BASE_URL', 'ALLOW_LOOPBACK'],
  },
  web: {
    referrals: [
      { may: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['party', 'due', 'fixed'] },
      // That somebody said something of taking part in a study.
      { may: ['UpdateItem'], rows: [rows.study] },
    ],
    // What is counted of one practice is got, month by month.
    work: [{ may: ['Query'] }, { may: ['BatchGetItem'], rows: [rows.figures] }, { may: ['GetItem', 'BatchGetItem', 'PutItem'], rows: [rows.parties] }],
    // Who is signed in, and who may sign in. No client system and no key of a party is its business.
    access: [
      { may: ['GetItem', 'BatchGetItem', 'Query'] },
      // Who is away, who covers, and who looked at a name are noted and never taken away.
      { may: ['PutItem'], rows: [rows.hubKeys, rows.absences, rows.covers, rows.openings] },
      { may: ['PutItem', 'UpdateItem', 'DeleteItem'], rows: [rows.sessions, rows.users, rows.mails] },
      { may: ['PutItem'], rows: [rows.otherTime, rows.plans] },
      // A programme manager sets up her areas; where a record is listed no more, its listing goes.
      { may: ['PutItem'], rows: [...rows.setUp, rows.audit, rows.drafts, rows.imports, rows.capacities] },
      { may: ['PutItem'], rows: rows.found },
      { may: ['PutItem', 'DeleteItem'], rows: [rows.lists] },
      { may: ['UpdateItem'], rows: [rows.selfReferrals] },
      // The people of organisations: who is in by link and PIN, and how often that was tried.
      { may: ['PutItem'], rows: [rows.organisationSessions, rows.entries] },
    ],
    // Of an appointment, to the person.
    texts: true,
    encrypts: ['hubKey'],
    decrypts: ['hubKey'],
    sends: ['deliver'],
    // That a concern waits in the hub, to those who are told.
    mails: true,
    told: ['BASE_URL', 'ALLOW_LOOPBACK', 'OIDC_ISSUER', 'OIDC_CLIENT', 'OIDC_ENDPOINTS'],
  },
  /** Managers alone, and apart from the other pages: it makes keys of organisations and reaches their addresses. */
  systems: {
    referrals: { may: ['Query'], indexes: ['party'] },
    // Lanes that are opened again.
    work: [{ may: ['Query'] }, { may: ['GetItem', 'PutItem'], rows: [rows.endpoints] }],
    access: [
      { may: ['GetItem', 'Query'] },
      { may: ['PutItem'], rows: [rows.endpoints, rows.answerKeys, rows.hubKeys, rows.drafts, rows.audit] },
      { may: ['PutItem', 'DeleteItem'], rows: [rows.nextEndpoints] },
      { may: ['UpdateItem'], rows: [rows.sessions] },
    ],
    encrypts: ['hubKey', 'endpointKey', 'answerKey'],
    decrypts: ['hubKey', 'endpointKey'],
    invokes: 'send',
    sends: ['deliver'],
    mails: true,
    told: ['BASE_URL', 'ALLOW_LOOPBACK'],
  },
  /** Managers and data collectors, and apart from the other pages: it reads the people of whole practices, and has the keys of their pseudonyms. */
  study: {
    referrals: [
      { may: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['party'] },
      { may: ['PutItem'], rows: rows.studies },
      // That somebody said something of taking part.
      { may: ['UpdateItem'], rows: [rows.study] },
    ],
    access: [
      { may: ['GetItem', 'Query'] },
      { may: ['PutItem'], rows: [rows.exports, rows.hubKeys, rows.drafts, rows.audit] },
      { may: ['UpdateItem'], rows: [rows.sessions] },
    ],
    encrypts: ['hubKey'],
    decrypts: ['hubKey'],
    told: ['BASE_URL', 'ALLOW_LOOPBACK'],
  },
  /** Much is read here and little written: what somebody typed when the sign-in was over, and returns that are frozen. */
  figures: {
    // Who still waits, for the practice and its practitioners; stories that may be told.
    referrals: { may: ['BatchGetItem'], indexes: ['party', 'fixed'] },
    work: [
      { may: ['BatchGetItem', 'Query'], rows: [rows.figures] },
      // How the systems of organisations have been answering.
      { may: ['BatchGetItem'], rows: [rows.endpoints] },
      { may: ['GetItem', 'PutItem'], rows: [rows.figuresAsked] },
      // What is published is written once and never changed.
      { may: ['GetItem', 'Query', 'PutItem'], rows: [rows.published] },
    ],
    access: [
      { may: ['GetItem', 'BatchGetItem', 'Query'] },
      { may: ['PutItem'], rows: [rows.hubKeys, rows.drafts, rows.returns, rows.exports, rows.looked, rows.complaints] },
      { may: ['UpdateItem'], rows: [rows.sessions] },
    ],
    encrypts: ['hubKey'],
    decrypts: ['hubKey'],
    told: ['BASE_URL', 'ALLOW_LOOPBACK'],
  },
  relay: {
    stream: true,
    // What it deletes, like deliver and sweep, is an exception that is none any more.
    referrals: [{ may: ['Query'] }, { may: ['DeleteItem'], rows: [rows.referrals] }],
    // A batch can delete as well as put: it is held to the marks.
    work: [
      { may: ['GetItem', 'UpdateItem', 'BatchWriteItem'], rows: [rows.referrals] },
      { may: ['BatchGetItem'], rows: [rows.parties] },
    ],
    sends: ['deliver', 'count'],
    givesUpTo: 'relayDead',
  },
  deliver: {
    receives: ['deliver'],
    // What was sent it reads for subscribers that may see all of it.
    referrals: [{ may: ['Query'] }, { may: ['GetItem', 'PutItem', 'DeleteItem'], rows: [rows.referrals] }],
    work: { may: ['GetItem', 'Query', 'PutItem'] },
    // Whether the client that subscribed still may is asked at each sending. An endpoint that is gone for good is switched off.
    access: [
      // Whether a service is sensitive is asked for a practice that subscribed to whole Tasks.
      { may: ['GetItem'], rows: [rows.endpoints, rows.practices, rows.clients, rows.organisations] },
      { may: ['PutItem'], rows: [rows.endpoints] },
      // The key of the links in e-mails to organisations, and none of the hub's others.
      { may: ['Query', 'PutItem'], rows: [rows.linkKeys] },
    ],
    encrypts: ['linkKey'],
    decrypts: ['endpointKey', 'linkKey'],
    invokes: 'send',
    sends: ['deliver', 'later'],
    mails: true,
    told: ['BASE_URL'],
  },
  /** The internet, and nothing of the hub. */
  send: { told: ['ALLOW_LOOPBACK'] },
  wake: { receives: ['later'], sends: ['deliver'] },
  /** Lanes whose e-mail came back, and how their organisation can be reached; whom to tell it leaves to deliver. */
  bounced: { work: { may: ['GetItem', 'PutItem'], rows: [rows.endpoints] }, sends: ['deliver'], givesUpTo: 'bouncedDead' },
  count: {
    receives: ['count'],
    referrals: { may: ['GetItem', 'Query'], indexes: ['fixed'] },
    work: { may: ['GetItem', 'PutItem', 'UpdateItem'], rows: rows.counted },
    // In which fifth somebody lives, and on which days nobody works there.
    access: { may: ['GetItem'], rows: [rows.areas, ...rows.simd] },
  },
  /** Reads everybody's log, and writes figures and nothing else. */
  recount: {
    referrals: { may: ['GetItem', 'BatchGetItem', 'Query'], indexes: ['party', 'fixed'] },
    work: { may: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchWriteItem'], rows: rows.counted },
    access: [
      { may: ['GetItem'], rows: [rows.areas, rows.practices, ...rows.simd] },
      { may: ['Query'], rows: [rows.lists] },
    ],
  },
  sweep: {
    referrals: [
      { may: ['Query'], indexes: ['due', 'fixed'] },
      { may: ['PutItem', 'DeleteItem'], rows: [rows.referrals] },
    ],
    work: { may: ['GetItem', 'UpdateItem'], indexes: ['due'] },
    // Of a visit alone that is overdue it writes to the area's manager and the colleagues at the practice.
    access: [
      { may: ['GetItem'], rows: [rows.areas, rows.practices] },
      { may: ['Query'], rows: [rows.lists] },
    ],
    mails: true,
    told: ['BASE_URL'],
    sends: ['deliver', 'count'],
  },
  stranded: {
    receives: ['deliverDead', 'laterDead', 'countDead', 'relayDead', 'bouncedDead'],
    referrals: [{ may: ['Query'] }, { may: ['PutItem'], rows: [rows.referrals, rows.ofNoReferral] }],
    work: { may: ['GetItem', 'PutItem'] },
    sends: ['count', 'later'],
  },
  /** Asks ALISS, and puts what it hears into the copy that searches go through; a leaf that is none any more gets an end. */
  aliss: {
    access: [
      { may: ['GetItem', 'Query', 'PutItem'], rows: [rows.directory, rows.aliss] },
      { may: ['GetItem', 'PutItem', 'UpdateItem'], rows: [rows.leaves] },
    ],
    told: ['ALISS_ORIGIN'],
  },
  /** A sum. */
  frontDoor: {},
} as const satisfies Record<string, Grant>;
