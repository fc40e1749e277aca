import type { Instrument } from '#directory/types';
import type { Absence } from '#fhir/record/measurement';
import type { Quoting } from '#people/story';
import type { Timepoint } from '#people/timepoints';

const digits = (most: number, example: string) => `Five digits from 1 to ${most}, in the order of the questionnaire, as ${example}.`;
const score = (least: number, most: number) => `A whole number from ${least} to ${most}.`;
const concern = (which: string) => `${which} concern, the person’s own score`;

/** Outcome measures and stories. The four questions are those of the Office for National Statistics; of the other instruments there are no words here but names. */
export const measures = {
  title: (name: string) => `Measures: ${name}`,
  why: 'Only if it fits today. Nothing waits for it: accepting, referring on and closing never ask for a measure.',
  none: 'Your programme has switched on no measures.',
  toStory: 'Their story',
  toMeasures: 'Measures',
  instruments: {
    ons4: 'Wellbeing (ONS4)',
    'eq-5d-5l': 'EQ-5D-5L',
    'icecap-a': 'ICECAP-A',
    swemwbs: 'SWEMWBS',
    wsas: 'WSAS',
    hads: 'HADS',
    mycaw: 'MYCaW',
  } satisfies Record<Instrument, string>,
  abouts: {
    ons4: 'Read aloud: “I would like to ask you four questions about your feelings on aspects of your life. There are no right or wrong answers. For each of these questions I’d like you to give an answer on a scale of 0 to 10, where 0 is not at all and 10 is completely.” Leave one empty if they would rather not answer it. Questions: Office for National Statistics, Open Government Licence v3.0.',
    'eq-5d-5l': 'Copy the state from the questionnaire that your programme has a licence for.',
    'icecap-a': 'Copy the state from the questionnaire.',
    swemwbs: 'Copy the sum of the seven answers, before it is converted.',
    wsas: 'Copy the sum of the five answers.',
    hads: 'Copy both sums from the questionnaire that your programme has a licence for.',
    mycaw: 'Copy the scores, and what each concern is in the person’s own words.',
  } satisfies Record<Instrument, string>,
  items: {
    'ons4-life-satisfaction': {
      label: 'Overall, how satisfied are you with your life nowadays?',
      hint: '0 is not at all satisfied, 10 is completely satisfied.',
      short: 'Satisfied with life',
    },
    'ons4-worthwhile': {
      label: 'Overall, to what extent do you feel that the things you do in your life are worthwhile?',
      hint: '0 is not at all worthwhile, 10 is completely worthwhile.',
      short: 'Worthwhile',
    },
    'ons4-happiness': { label: 'Overall, how happy did you feel yesterday?', hint: '0 is not at all happy, 10 is completely happy.', short: 'Happy yesterday' },
    'ons4-anxiety': {
      label: 'On a scale where 0 is not at all anxious and 10 is completely anxious, overall, how anxious did you feel yesterday?',
      hint: score(0, 10),
      short: 'Anxious yesterday',
    },
    'eq-5d-5l-state': { label: 'State', hint: digits(5, '21232'), short: 'State' },
    'eq-5d-5l-vas': { label: 'Mark on the scale', hint: score(0, 100), short: 'Scale' },
    'icecap-a-state': { label: 'State', hint: digits(4, '33243'), short: 'State' },
    'swemwbs-raw': { label: 'Raw score', hint: score(7, 35), short: 'Raw score' },
    'wsas-score': { label: 'Score', hint: score(0, 40), short: 'Score' },
    'hads-anxiety': { label: 'Anxiety score', hint: score(0, 21), short: 'Anxiety' },
    'hads-depression': { label: 'Depression score', hint: score(0, 21), short: 'Depression' },
    'mycaw-concern-1': { label: concern('First'), hint: score(0, 6), short: 'First concern' },
    'mycaw-concern-2': { label: concern('Second'), hint: score(0, 6), short: 'Second concern' },
    'mycaw-wellbeing': { label: 'Wellbeing score', hint: score(0, 6), short: 'Wellbeing' },
  },
  concernWords: 'That concern, in their own words',
  otherDay: 'On another day',
  day: 'When was it measured?',
  dayHint: 'Leave it empty for today.',
  absence: 'If it was not measured, why?',
  asked: 'It was measured',
  absences: {
    'not-right-today': 'Not right today',
    declined: 'They would rather not',
    'no-interpreter': 'No interpreter was there',
    'lost-contact': 'We lost contact',
  } satisfies Record<Absence, string>,
  save: (instrument: string) => `Save ${instrument}`,
  timepoints: { baseline: 'Baseline', 'follow-up': 'Follow-up', other: 'In between' } satisfies Record<Timepoint, string>,
  now: {
    baseline: 'This is their baseline.',
    baselineUntil: (day: string) => `This is their baseline. It can be taken until ${day}.`,
    baselineOver: 'The time for a baseline is over.',
    followUp: (day: string) => `This is their follow-up, about nine months on. It can be taken until ${day}.`,
    followUpOpens: (day: string, end: string) => `Follow-up window opens ${day} and closes ${end}.`,
    followUpOver: (day: string) => `The follow-up window closed on ${day}.`,
    nothing: 'There is no referral and no first conversation to count from: it is kept with its day.',
  },
  soFar: 'So far',
  sinceBaseline: 'An arrow shows the baseline, then this day.',
  notYet: 'Nothing yet.',
  line: (item: string, value: string) => `${item}: ${value}`,
  change: (before: string, after: string) => `${before} → ${after}`,
  concern: (item: string, words: string) => `${item} (${words})`,
  notMeasured: (why: string) => `Not measured: ${why.toLowerCase()}`,
  absentOther: 'no reason given',
  strike: 'Strike out',
  strikeReason: 'Why is it struck out?',
  struck: (reason: string) => `Struck out: ${reason}`,
  undone: 'Undone',
  did: { saved: 'Saved.', struck: 'It is struck out. It stays readable here and counts nowhere.', undone: 'It is undone.', story: 'Saved.' },
  faults: {
    digits: (most: number) => `Enter five digits from 1 to ${most}, without spaces`,
    nothing: 'Enter at least one value, or say why it was not measured',
    both: 'Enter values, or say why there are none; not both',
  },
  story: {
    title: (name: string) => `Their story: ${name}`,
    readers:
      'Read by links practitioners of the practice only, unless it may be quoted: then the programme’s managers read it too, without the name, and may put it into a report.',
    text: 'In their own words',
    textHint: 'As they say it. Read it back to them.',
    quoting: 'May it be quoted?',
    quotingHint:
      'Ask for this by itself. Tell them that it may stand in a report that others read, without anything that tells who they are, unless they agree to their name. They may take it back at any time; what was printed by then stays printed.',
    quotings: { unnamed: 'Yes, without their name', named: 'Yes, with their name', no: 'No' } satisfies Record<Quoting, string>,
    takeBack: 'To take a story back, empty it and save.',
    changed: (name: string, when: string) => `Last changed by ${name}, ${when}.`,
    ofMerged: 'From a record that was merged with this one',
    versions: (count: number) => (count === 1 ? 'It is the first version.' : `It is version ${count}; earlier ones are kept.`),
  },
} as const;
