/** The one taxonomy of the feed: what people come with, as the programme calls it. */
import type { NeedCode } from '#referral/types';
import { uuidOf } from './ids.ts';

export const taxonomy = {
  id: uuidOf('taxonomy', 'needs'),
  name: 'Needs',
  description: 'What people come to a links practitioner with, as links worker programmes of Scotland call it.',
  version: '1',
} as const;

const terms: Record<NeedCode, string> = {
  money: 'Money and benefits',
  debt: 'Debt',
  'food-fuel': 'Food and fuel',
  housing: 'Housing and homelessness',
  work: 'Work and training',
  'mental-wellbeing': 'Mental wellbeing',
  loneliness: 'Loneliness and isolation',
  bereavement: 'Bereavement',
  relationships: 'Relationships and family',
  caring: 'Caring for somebody',
  'domestic-abuse': 'Domestic abuse or violence',
  'alcohol-drugs': 'Alcohol and drugs',
  gambling: 'Gambling',
  trauma: 'Trauma',
  immigration: 'Immigration and asylum',
  'long-term-condition': 'Living with a long-term condition',
  'activity-diet': 'Physical activity and food',
  disability: 'Disability and access',
  legal: 'Legal matters and rights',
  digital: 'Getting online',
  transport: 'Transport',
  education: 'Education',
  other: 'Other',
};
export const termOf = (code: NeedCode) => ({
  id: uuidOf('term', code),
  code,
  name: terms[code],
  description: terms[code],
  taxonomy: taxonomy.name,
  language: 'en',
});
export const everyTerm = (Object.keys(terms) as NeedCode[]).map(termOf);
