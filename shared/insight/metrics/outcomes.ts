/** What changed for people, in pairs alone and without a word on why. */
import { pairedItems } from '#insight/counted/outcomes';
import type { Metric } from './types.ts';

const names: Readonly<Record<string, string>> = {
  'ons4-life-satisfaction': 'Life satisfaction (ONS4)',
  'ons4-worthwhile': 'Feeling that things are worthwhile (ONS4)',
  'ons4-happiness': 'Happiness yesterday (ONS4)',
  'ons4-anxiety': 'Anxiety yesterday (ONS4)',
  'eq-5d-5l-vas': 'Health today (EQ VAS)',
  'swemwbs-raw': 'Mental wellbeing (SWEMWBS, raw)',
  'wsas-score': 'Work and social adjustment (WSAS)',
  'hads-anxiety': 'Anxiety (HADS)',
  'hads-depression': 'Depression (HADS)',
  'mycaw-concern-1': 'First concern (MYCAW)',
  'mycaw-concern-2': 'Second concern (MYCAW)',
  'mycaw-wellbeing': 'Wellbeing (MYCAW)',
};
const paired = (item: string, way: 'higher' | 'lower'): Metric => ({
  name: `Change in ${names[item] ?? item}`,
  question: `How do people answer on “${names[item] ?? item}” nine months later?`,
  view: 'outcomes',
  numerator: `follow-up less baseline, of people who answered both: mean, standard deviation, 95% interval of the mean, and how many are at least one point better (${way} is better)`,
  denominator:
    'people with a baseline and a follow-up; how many have a baseline, and the share of those due who have no follow-up, are said beside; due: of months of which every follow-up’s window is over',
  basis: 'baseline',
  clock: 'baseline: the first measurement from the day the referral came until 28 days after the first contact; follow-up: 274 days after it, give or take 45',
  exclusions: ['measurements struck out', 'people with one measurement alone', 'no claim is made that the programme caused it'],
  unit: 'points',
  direction: way,
  by: [],
  compute: { kind: 'paired', item },
});
/** By what is measured: `change-wsas-score`. */
export const outcomeMetrics: Readonly<Record<string, Metric>> = Object.fromEntries(
  Object.entries(pairedItems).map(([item, way]) => [`change-${item}`, paired(item, way)]),
);
