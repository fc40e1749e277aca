/** What a manager adds to the report for funders, and takes along beside it. */
import type { Cost } from '#insight/pack-store';

export const pack = {
  inputs: 'What goes into the report',
  toInputs: 'Say what it cost, and choose stories',
  inputsLead: 'What you save here is kept with the report of this quarter. Leave empty what you do not want to say.',
  money: 'What people gained',
  noMoney: 'No organisation told of money that was gained, or of debt that was dealt with.',
  cost: 'What the quarter cost',
  costs: { staff: 'Staff, in pounds', fund: 'Practice development fund, in pounds', other: 'Everything else, in pounds' } satisfies Record<Cost, string>,
  costHints: {
    staff: 'Salaries of links practitioners and of those who support them',
    fund: 'What practices spent of it in the quarter',
    other: 'Rooms, travel, training, systems',
  } satisfies Record<Cost, string>,
  costParts: { staff: 'staff', fund: 'the practice development fund', other: 'everything else' } satisfies Record<Cost, string>,
  spent: (amount: string, parts: string) => `£${amount} was spent: ${parts}.`,
  part: (amount: string, what: string) => `£${amount} on ${what}`,
  amountWrong: 'Write an amount in whole pounds, such as 42000',
  perPerson: (cost: string, people: string) => `That is £${cost} for each of the ${people} people who had at least one conversation.`,
  perPersonHidden: 'What that is for each person cannot be said: too few had a conversation, or how many is confidential (c).',
  stories: 'In people’s own words',
  storiesLead: 'These people agreed to be quoted. Read each: does anything in it tell who it is? Then leave it out.',
  told: 'Told by people who agreed to be quoted. Names are left out.',
  noStories: 'No story may be quoted yet. Links practitioners write stories down with the person, who says whether they may be quoted.',
  telling: (n: number) =>
    `${n === 1 ? 'One story is' : `${n} stories are`} not shown, since there is a date, a number, a postcode or an address in the text. Ask the links practitioner to write it without.`,
  from: (practice: string) => `Told at ${practice}.`,
  named: 'It may be quoted with the name, which the practitioner knows; the report leaves it out.',
  changed: 'It was changed since you chose it: read it again.',
  putIn: 'Put it into the report',
  everything: {
    link: 'Every figure of each practice, month by month (CSV in a ZIP file)',
    title: (place: string, period: string) => `Every figure of ${place}: ${period}`,
    lead: 'One table with every figure of the area and of each practice, in each month and in all of the time.',
    start: 'Prepare it',
    again: 'Prepare it again',
    making: (at: number, of: number) => `Preparing: ${at} of ${of} places.`,
    progress: 'Places prepared',
    stays: 'This page goes on by itself. If you close it, the work waits and goes on when you come back.',
    goOn: 'Go on',
    made: (rows: string, practices: string, when: string) =>
      `${rows} numbers of ${practices} practices and of all together, counted ${when}. It is kept for 30 days.`,
    download: 'Take it with you',
    inParts: (files: number) =>
      `It is too long for one file, so there are ${files}. Each practice is in one of them; each file says above its table what it is.`,
    part: (n: number, of: number) => `Take part ${n} of ${of} with you`,
  },
} as const;
