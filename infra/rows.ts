import { accessKeys, keys } from '#platform/tables';

/** Patterns of partition keys, as IAM judges them. */
export const rows = {
  referrals: keys.referral('*'),
  ofNoReferral: keys.hub,
  endpoints: accessKeys.endpoint('*').pk,
  answerKeys: accessKeys.answerKeys('*').pk,
  nextEndpoints: accessKeys.endpointNext('*').pk,
  practices: accessKeys.practice('*').pk,
  areas: accessKeys.area('*').pk,
  /** Practitioners' time beside their people. */
  otherTime: accessKeys.otherTime('*', '').pk,
  /** What is counted, to be read. */
  figures: keys.figures('*', '*', '*').replace('*#*#*', '*'),
  plans: accessKeys.plan('*', '', '').pk,
  organisations: accessKeys.organisation('*').pk,
  hubKeys: accessKeys.hubKeys('*'),
  linkKeys: accessKeys.hubKeys('link'),
  clients: accessKeys.client('*').pk,
  sessions: accessKeys.session('*').pk,
  organisationSessions: accessKeys.organisationSession('*').pk,
  entries: accessKeys.sentLink('*').pk,
  users: accessKeys.user('*').pk,
  mails: accessKeys.mail('*').pk,
  drafts: accessKeys.draft('*').pk,
  /** How many asked for help themselves in an hour. */
  selfReferrals: accessKeys.selfReferrals('*', '*').pk,
  absences: accessKeys.absence('*', '*').pk,
  covers: accessKeys.covering('*', '*').pk,
  looked: accessKeys.looked('*', '*', '').pk,
  openings: accessKeys.openings('*', '*'),
  /** Their subscriptions. */
  parties: keys.party('*'),
  spentAssertions: accessKeys.spentAssertion('*', '*').pk,
  /** What a programme manager sets up: no client system, no address and no key of a party is among it. */
  setUp: [accessKeys.practice('*'), accessKeys.practitioner('*'), accessKeys.manager('*'), accessKeys.organisation('*'), accessKeys.area('*')].map(
    ({ pk }) => pk,
  ),
  /** Studies, samples of comparison practices, and in which areas there are studies. */
  studies: [keys.study('*').pk, keys.studyIn('*', '').pk],
  study: keys.study('*').pk,
  exports: accessKeys.exportJob('*', '*').pk,
  /** Who and what is where. */
  lists: accessKeys.listed('*', 'PRACTICE', '').pk,
  audit: 'AUDIT#*',
  imports: accessKeys.importDone('*').pk,
  /** The copy of ALISS. */
  directory: accessKeys.directory('').pk,
  leaves: accessKeys.directoryLeaf('*').pk,
  aliss: accessKeys.alissMark.pk,
  /** The table of deprivation. */
  simd: [accessKeys.simd.pk, accessKeys.simdDistrict('*', '').pk],
  /** Of which past days figures were asked for. */
  figuresAsked: keys.figuresAsked('*', '', '').pk,
  /** The figures, and what of whom is in them. */
  counted: ['FIGURES#*', keys.countMark('*', '*').pk.replace('*#*', '*')],
  /** Figures as they were when they were reported. */
  returns: accessKeys.returned('*', '', 0).pk,
  /** That complaints came in. */
  complaints: accessKeys.complaint('*', '', '').pk,
  /** What was published, in `work`. */
  published: keys.published('*', '').pk,
  /** How much room services have. */
  capacities: accessKeys.capacity('*', '').pk,
  /** Needs for which nobody was found, and places that people were told of. */
  found: [accessKeys.gap('*', '', '', '').pk, accessKeys.signpost('*', '', '', '').pk],
};
