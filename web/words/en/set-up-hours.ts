/** How much of a week a practitioner works, all together and at each practice. */
export const hours = {
  title: 'Working hours over time (WTE)',
  lead: '1 is a full week, 0.6 three days of five.',
  wte: 'WTE',
  together: 'WTE, all practices together',
  togetherHint: 'You may leave it empty if you fill in every practice.',
  parts: 'WTE at each practice',
  partsHint: 'Leave all of them empty if it is not known: the same part then counts at each.',
  partNeeded: 'Write a part of a full week, or 0',
  tooMuch: 'The practices together are more than 2: correct them',
  notTheSum: (sum: string) => `The practices together are ${sum}: correct one of them, or leave this empty`,
  equal: 'the same part at each practice',
  from: 'From which day',
  add: 'Save the hours',
  wrong: 'Write a part of a full week from 0 to 2, with at most two decimals, as 0.6',
  twice: 'This day has hours already: take those out first',
} as const;
