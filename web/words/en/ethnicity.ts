import type { Ethnicity } from '#people/ethnicity';

/** Of which ethnic group somebody says they are, as the census of 2022 asks it. */
export const ethnicity = {
  ethnicity: 'Ethnic group',
  ethnicityLabel: 'Which ethnic group do they say they are of?',
  ethnicityHint:
    'Ask, and never guess; they need not say. It is counted in broad groups, to see whether help reaches everybody. You and the practice alone see it: it goes to no organisation.',
  notAsked: 'Not asked yet',
  ethnicities: {
    'white-scottish': 'White: Scottish',
    'white-british': 'White: other British',
    'white-irish': 'White: Irish',
    'white-polish': 'White: Polish',
    'white-gypsy-traveller': 'White: Gypsy/Traveller',
    'white-roma': 'White: Roma',
    'white-showman': 'White: Showman or Showwoman',
    'white-other': 'White: another white group',
    mixed: 'Mixed or several ethnic groups',
    'asian-pakistani': 'Pakistani, Scottish Pakistani or British Pakistani',
    'asian-indian': 'Indian, Scottish Indian or British Indian',
    'asian-bangladeshi': 'Bangladeshi, Scottish Bangladeshi or British Bangladeshi',
    'asian-chinese': 'Chinese, Scottish Chinese or British Chinese',
    'asian-other': 'Another Asian, Scottish Asian or British Asian group',
    african: 'African, Scottish African or British African',
    'african-other': 'Another African group',
    caribbean: 'Caribbean, Scottish Caribbean or British Caribbean',
    black: 'Black, Black Scottish or Black British',
    'caribbean-black-other': 'Another Caribbean or Black group',
    arab: 'Arab, Scottish Arab or British Arab',
    other: 'Another ethnic group',
    'not-said': 'Would rather not say',
  } satisfies Record<Ethnicity, string>,
} as const;
