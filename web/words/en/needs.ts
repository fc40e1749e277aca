import type { NeedCode } from '#referral/needs';

/** What people come with, in the programme's words. */
export const needs = {
  money: 'Money and benefits',
  debt: 'Debt',
  'food-fuel': 'Food or fuel',
  housing: 'Housing or homelessness',
  work: 'Work or training',
  'mental-wellbeing': 'Mental wellbeing',
  loneliness: 'Loneliness and isolation',
  bereavement: 'Bereavement',
  relationships: 'Relationships and family',
  caring: 'Caring for somebody',
  'domestic-abuse': 'Domestic abuse or violence',
  'alcohol-drugs': 'Alcohol or drugs',
  gambling: 'Gambling',
  trauma: 'Trauma',
  immigration: 'Immigration or asylum',
  'long-term-condition': 'Living with a long-term condition',
  'activity-diet': 'Being active, eating well',
  disability: 'Disability and access',
  legal: 'Legal matters and rights',
  digital: 'Getting online',
  transport: 'Transport',
  education: 'Learning',
  other: 'Something else',
} as const satisfies Record<NeedCode, string>;
