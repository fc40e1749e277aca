import type { Capacity } from '#improvement/capacities';
import type { Telling } from '#improvement/no-person';
import type { CycleState } from '#improvement/plan';
import type { Kind, Score, TeamRole } from '#improvement/types';
import { improvementWork } from './improvement-work.ts';

/** Names and meanings are the programme's own. */
const capacities = {
  'team-wellbeing': {
    name: 'Team Wellbeing',
    meaning: 'A team in survival mode cannot offer support. The plan shows how staff wellbeing is supported and how time to listen is made.',
  },
  'shared-learning': { name: 'Shared learning', meaning: 'Protected time for shared learning, educational resources, and the opportunity to share stories.' },
  awareness: {
    name: 'Awareness',
    meaning: 'Staff can identify people who would benefit, and there is a wider understanding of the social context of illness.',
  },
  intelligence: { name: 'Intelligence', meaning: 'Information about local support is gathered, curated and given access to.' },
  signposting: { name: 'Signposting', meaning: 'Information about local support is provided routinely.' },
  'problem-solving': { name: 'Problem Solving', meaning: 'Links practitioners have the capacity to identify and solve problems with people.' },
  'network-building': { name: 'Network building', meaning: 'An extensive network of personal relationships in the community.' },
} as const satisfies Record<Capacity, { name: string; meaning: string }>;
const roles = {
  'links-practitioner': 'links practitioner',
  gp: 'GP',
  nurse: 'practice nurse',
  manager: 'practice manager',
  reception: 'reception',
  other: 'others of the team',
} as const satisfies Record<TeamRole, string>;
const and = (names: readonly string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const months = ['January', 'April', 'July', 'October'] as const;
const monthsUntil = ['March', 'June', 'September', 'December'] as const;
const short = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const place = (first: string): number => Math.floor((Number(first.slice(5, 7)) - 1) / 3);

/** A practice's development plan: what its team thinks of itself, wants, tries and learns. */
export const improvement = {
  capacities,
  roles,
  rolesText: (given: readonly TeamRole[]) => and(given.map((role) => roles[role])),
  /** `first`: the day a quarter begins. */
  quarter: (first: string) => `${months[place(first)]} to ${monthsUntil[place(first)]} ${first.slice(0, 4)}`,
  /** Where there is little room: in the columns of a table, on the axis of a chart. */
  quarterShort: (first: string) => `${short[place(first) * 3]}–${short[place(first) * 3 + 2]} ${first.slice(0, 4)}`,
  dayShort: (day: string) => `${Number(day.slice(8))} ${short[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`,
  noPerson:
    'Write about the work, never about a patient: no names, dates of birth, numbers or addresses. Everybody of the practice and your programme manager can read it.',
  tells: {
    number: 'Take out the long number: it could tell who somebody is',
    date: 'Take out the day: a date could be a date of birth. The month and year are enough',
    postcode: 'Take out the postcode: it could tell who somebody is',
    mail: 'Take out the e-mail address',
  } satisfies Record<Telling, string>,
  list: {
    title: 'Practice development plans',
    lead: 'Each plan belongs to its practice. You can read it and leave a comment.',
    choose: 'Choose a practice.',
    empty: 'There is no practice yet.',
    link: 'Practice development plans',
    rated: (quarter: string) => `Capacities last rated for ${quarter}`,
    notRated: 'Capacities not rated yet',
    progress: (inWork: number, toDecide: number, decided: number) =>
      [
        `${counted(inWork, 'cycle', 'cycles')} in work`,
        ...(toDecide > 0 ? [`${counted(toDecide, 'cycle waits', 'cycles wait')} for a decision`] : []),
        `${decided} decided`,
      ].join(', '),
    actions: (done: number, all: number) => (all === 0 ? 'No actions yet' : `${done} of ${counted(all, 'action', 'actions')} done`),
  },
  page: {
    title: (practice: string) => `Development plan: ${practice}`,
    lead: 'The practice and its links practitioners own this plan together.',
    reads: 'The practice and its links practitioners own this plan. You read it, and can leave them a comment.',
    ratings: 'How the team rates itself',
    scale: '1 is just beginning, 5 is how we work every day. A rating is for the team to talk about: it is compared with nobody.',
    scaleUnit: 'rating of the team, from 1 to 5',
    ratingsOf: (capacity: string) => `${capacity}, as the team rated it`,
    none: 'not rated',
    rate: (quarter: string) => `Rate ${quarter}`,
    rateAgain: (quarter: string) => `Change the rating of ${quarter}`,
    took: (names: string, quarter: string) => `For ${quarter} these took part: ${names}.`,
    capacity: 'Capacity',
    more: 'More',
    actions: 'Actions',
    sessions: 'Shared learning and stories',
    history: 'What was changed, when and by whom',
    evidence: 'What the hub shows',
    noEvidence: 'None: this cannot be counted; talk about it as a team.',
    noEvidenceYet: 'The hub has counted nothing of this quarter yet; talk about it as a team.',
    aims: 'Aims',
    noAims: 'No aim yet.',
    start: 'Start a cycle',
    startWhat: (capacity: string) => `Start a cycle for ${capacity}`,
    changeAim: 'Change the aim',
    changeAimWhat: (aim: string) => `Change the aim: ${aim}`,
    measure: (name: string) => `Measure: ${name}`,
    states: { planned: 'planned', running: 'in work', 'to-decide': 'to be decided', decided: 'decided' } satisfies Record<CycleState, string>,
    during: (from: string, to: string) => `${from} to ${to}`,
    comments: 'Comments of the programme manager',
    noComments: 'None yet.',
    comment: 'Your comment to the team',
    send: 'Leave the comment',
    said: (name: string, when: string) => `${name}, ${when}`,
  },
  shown: {
    source: (source: string, day: string) => `${source}, ${day}`,
    few: 'fewer than 5',
    sessions: (count: number, minutes: number, names: string) =>
      count === 0
        ? 'No shared learning session this quarter'
        : `${counted(count, 'session', 'sessions')}, ${minutes} minutes together${names === '' ? '' : `, with ${names}`}`,
    stories: (count: number) => (count === 0 ? 'No story shared this quarter' : `${counted(count, 'story', 'stories')} shared this quarter`),
    services: (count: number, area: string) => `${counted(count, 'service', 'services')} in the directory for ${area}`,
    reviewed: (count: number, of: number, area: string) =>
      `Of ${counted(of, 'service', 'services')} in ${area}, ${count} had their entry in ALISS looked at in the last 180 days`,
    gaps: (count: string, area: string) => `Needs in ${area} this quarter for which nobody was found: ${count}`,
    signposts: (count: string, area: string, rate: number | undefined) =>
      `Times that people in ${area} were told of a place this quarter: ${count}${rate === undefined ? '' : ` (${rate} for each 1,000 on the lists of its practices)`}`,
    time: (count: number, of: number | undefined) =>
      `Links practitioners who work here have ${count} WTE, all their practices together${of === undefined ? '' : `; ${of} people are on the list`}`,
    needs: (count: number | undefined, of: number) =>
      count === undefined
        ? 'Fewer than 5 referrals this quarter: nothing is said of them'
        : `Of ${counted(of, 'referral', 'referrals')} this quarter, ${count} have a need recorded`,
    caseload: (count: string, perWte: number | undefined) =>
      `Open with a links practitioner: ${count}${perWte === undefined ? '' : ` (${perWte} for each WTE)`}`,
    wait: (median: number | undefined, n: number, still: number) =>
      median === undefined
        ? 'Fewer than 5 referrals of this quarter led to a first conversation: nothing is said of the wait'
        : `Half of the ${n} referrals of this quarter that led to a first conversation did so within ${counted(median, 'working day', 'working days')}; ${still} still wait`,
    accepted: (count: number) => `${counted(count, 'organisation', 'organisations')} said yes to a request of this practice within the last 12 months`,
    contacts: (count: number, of: number, area: string) => `Of ${counted(of, 'organisation', 'organisations')} in ${area}, ${count} have a named contact`,
    spoken: (count: number, of: number, area: string) => `Of ${counted(of, 'organisation', 'organisations')} in ${area}, ${count} were spoken to this quarter`,
    sources: {
      sessions: 'From what is logged here',
      stories: 'From what is shared here',
      services: 'From the directory',
      reviewed: 'From the copy of ALISS',
      gaps: 'From what practitioners looked for',
      signposts: 'From what practitioners noted',
      time: 'From set-up',
      needs: 'From the figures',
      caseload: 'From the figures',
      wait: 'From the figures',
      accepted: 'From the figures',
      contacts: 'From the notes on organisations',
      spoken: 'From the notes on organisations',
    },
  },
  rate: {
    title: (quarter: string) => `Rate ${quarter}`,
    lead: 'Sit down together and rate what you can. Leave out what you cannot agree on.',
    score: (capacity: string) => `Our rating: ${capacity}`,
    talk: 'The talk',
    scores: { 1: '1, just beginning', 2: '2', 3: '3', 4: '4', 5: '5, how we work every day' } satisfies Record<Score, string>,
    roles: 'Who took part',
    rolesHint: 'By role, so that nobody is named.',
    note: 'What you talked about, if you want to keep it',
    fewest: 'Rate at least one capacity',
    who: 'Say who took part',
    clear: 'Leave this one out',
  },
  kinds: {
    rating: 'Rating',
    aim: 'Aim',
    measure: 'Measure',
    cycle: 'Cycle',
    action: 'Action',
    session: 'Shared learning',
    story: 'Story',
    comment: 'Comment',
  } satisfies Record<Kind, string>,
  ...improvementWork,
} as const;
