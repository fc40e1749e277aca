/** The seven capacities of the Links Approach, and what the hub can show of each from what is kept in it anyway. */

/** In the order of the programme, whose names and meanings stand with the words. */
export const capacities = ['team-wellbeing', 'shared-learning', 'awareness', 'intelligence', 'signposting', 'problem-solving', 'network-building'] as const;
export type Capacity = (typeof capacities)[number];

/** Facts that can be counted. Of the wellbeing of a team there is none, and none is made up. */
export const evidenceOf = {
  'team-wellbeing': [],
  'shared-learning': ['sessions', 'stories'],
  awareness: ['needs'],
  intelligence: ['services', 'reviewed', 'gaps'],
  signposting: ['signposts'],
  'problem-solving': ['time', 'caseload', 'wait'],
  'network-building': ['accepted', 'contacts', 'spoken'],
} as const satisfies Record<Capacity, readonly string[]>;
export type EvidenceName = (typeof evidenceOf)[Capacity][number];
/** Nothing about it can be counted, whatever the hub learns to count. */
export const isBeyondCounting = (capacity: Capacity): boolean => capacity === 'team-wellbeing';
