import type { EthnicGroup } from '#people/ethnicity';
import type { BrokenWay } from '#web/figures/broken';

/** What the groups are called that figures are told apart by, and the parts of which an answer is made. */
export const figureGroups = {
  fifths: { '1': '1, the most deprived', '2': '2', '3': '3', '4': '4', '5': '5, the least deprived' },
  sexes: { female: 'Women', male: 'Men', other: 'Another sex' },
  interpreters: { yes: 'With an interpreter', no: 'Without' },
  ethnicGroups: {
    white: 'White',
    mixed: 'Mixed or several ethnic groups',
    asian: 'Asian, Scottish Asian or British Asian',
    african: 'African, Scottish African or British African',
    'caribbean-black': 'Caribbean or Black',
    other: 'Another ethnic group',
    'not-said': 'Would rather not say',
    'not-known': 'Not known',
  } satisfies Record<EthnicGroup, string>,
  /** Where referrals are counted, or what became of them. */
  gapOf: (what: string, whose: string) => `${what} of ${whose}`,
  gapSides: {
    simd: ['people from the most deprived fifth', 'people from the least deprived fifth'],
    sex: ['women', 'men'],
    interpreter: ['people who need an interpreter', 'people who do not'],
    ethnicity: ['people of all other ethnic groups together', 'people of white ethnic groups'],
  },
  sources: { 'gp-system': 'The GP system', staff: 'Practice staff', self: 'The person', practitioner: 'A links practitioner' },
  reasons: { rejected: 'Sent back at triage', 'other-words': 'In other words' },
  declines: {
    'no-capacity': 'They are full',
    'not-eligible': 'Not whom they help',
    'out-of-area': 'Outside their area',
    'wrong-service': 'They do not do this',
    'insufficient-information': 'They know too little to say yes',
    'service-closed': 'They are closed',
    other: 'Another reason',
  },
  optOuts: { permission: 'A permission', stopped: 'The help' },
  asks: { sent: 'Onward referrals', reminded: 'Reminders', stopAsked: 'Requests to stop' },
  goals: { achieved: 'Reached', partly: 'Partly reached', not: 'Not reached', withdrawn: 'No longer wanted' },
  broken: {
    cannotAnswer: (name: string) => `${name}: no system of its own, and no e-mail address with a PIN`,
    off: (name: string) => `${name}: its system is switched off`,
    failing: (name: string) => `${name}: its system does not take what is sent`,
    returned: (name: string) => `${name}: e-mails to it come back`,
    notReached: (name: string) => `${name}: was not reached with a referral that is open`,
  } satisfies Record<BrokenWay, (name: string) => string>,
} as const;
