import type { Looked } from '#insight/looked-store';

/** Who looked at figures. */
export const figuresLooked = {
  title: 'Who looked at figures',
  lead: 'Whoever sees figures as they are, with small numbers in them, takes them along as a file, or publishes them, is noted here for a year. Pages on which small numbers are hidden are not noted.',
  none: 'Nobody did in this month.',
  counts: 'How often, by person',
  each: 'Each time, the latest first',
  who: 'Who',
  when: 'When',
  done: 'What was done',
  of: 'Which figures',
  practice: 'Practice',
  all: 'All of the area',
  period: 'Of which time',
  others: 'Other months',
  more: (shown: number, all: number) => `These are the latest ${shown} of ${all}. The first table counts all of them.`,
  times: { looked: 'Looked', took: 'Taken as a file', published: 'Published' } satisfies Record<Looked['did'], string>,
  did: { looked: 'Looked', took: 'Took a file', published: 'Published' } satisfies Record<Looked['did'], string>,
  what: {
    equity: 'Who is reached, by group',
    organisations: 'What organisations answer',
    outcomes: 'What people say nine months later',
    return: 'A quarterly return',
    quarter: 'A quarter, for everybody',
    inside: 'All figures, nothing hidden',
    programme: 'All figures for funders, small numbers hidden',
  },
} as const;
