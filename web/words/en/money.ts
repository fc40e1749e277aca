/** What is said of money that services gained for people. `hidden`: of how many is confidential; `fewOnly`: how much is. */
export const money = {
  yearly: {
    some: (pounds: string, people: string) => `£${pounds} a year was gained for ${people}`,
    none: 'Organisations told of no money gained a year in this time',
    hidden: 'How much money a year was gained, and for how many people, is confidential (c)',
    fewOnly: (people: string) => `Money a year was gained for ${people}; how much is confidential (c), since they are few or most of it is one person’s`,
  },
  oneOff: {
    some: (pounds: string, people: string) => `£${pounds} was gained once for ${people}`,
    none: 'Organisations told of no money gained once in this time',
    hidden: 'How much money was gained once, and for how many people, is confidential (c)',
    fewOnly: (people: string) => `Money was gained once for ${people}; how much is confidential (c), since they are few or most of it is one person’s`,
  },
  debt: {
    some: (pounds: string, people: string) => `£${pounds} of debt was dealt with for ${people}`,
    none: 'Organisations told of no debt dealt with in this time',
    hidden: 'How much debt was dealt with, and for how many people, is confidential (c)',
    fewOnly: (people: string) => `Debt was dealt with for ${people}; how much is confidential (c), since they are few or most of it is one person’s`,
  },
} as const;
