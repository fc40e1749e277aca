/** Which needs a service meets, as its categories tell: those of the hub, of SNOMED CT, and of ALISS. Pure. */
import { hubSystem } from '#referral/needs';
import type { NeedCode } from '#referral/types';
import type { ServiceCode } from './types.ts';

/** SNOMED CT: findings that a referral names, and procedures that answer them. */
const snomed: Readonly<Record<string, NeedCode>> = {
  '733423003': 'food-fuel',
  '710925007': 'food-fuel',
  '32911000': 'housing',
  '105531004': 'housing',
  '713458007': 'transport',
  '73438004': 'work',
  '422650009': 'loneliness',
};
/** Slugs of ALISS, as its own list of categories had them. A service is in its narrowest ones. */
const aliss: Readonly<Record<NeedCode, string>> = {
  money: 'money money-advice',
  debt: 'money-advice debt debt-advice',
  'food-fuel': 'food-nutrition foodbank free-meals food-delivery community-cafe lunch-club energy-advice',
  housing:
    'housing-and-homelessness housing-advice housing-support social-housing sheltered-housing safe-housing tenant-participation home-repairs housing-adaptations',
  work: 'education-employability employability supported-employment work-preparation skills-training workplace-mediation',
  'mental-wellbeing':
    'mental-health depression anxiety phobia anger sleep-problems self-harm suicide counselling therapy eating-disorders bipolar-disorder schizophrenia personality-disorder obsessive-compulsive-disorder',
  loneliness: 'befriending social-activity social-group lunch-club peer-support support-group community-cafe group-trip games arts-crafts community-garden',
  bereavement: 'bereavement burial-funeral-help end-life-care',
  relationships: 'relationships family-mediation mediation parenting-education',
  caring: 'respite short-breaks daytime-care adult-day-care carers carer-support',
  'domestic-abuse': 'sexual-violence safe-housing domestic-abuse adult-protection',
  'alcohol-drugs': 'addiction drug-addiction alcohol-addiction',
  gambling: 'gambling-addiction',
  trauma: 'sexual-violence trauma',
  immigration: 'citizenship-immigration translation-interpretation',
  'long-term-condition':
    'self-management physical-health-issues conditions neurological-conditions arthritis diabetes stroke chronic-pain dementia epilepsy parkinsons-disease multiple-sclerosis cancer lung-disease cardiac-disease fibromyalgia',
  'activity-diet': 'physical-activity sports-games exercise-get-fit outdoor-pursuits healthy-eating food-nutrition cookery-class community-garden',
  disability:
    'disability learning-disability physical-disability sensory-disability learning-difficulties autism mobility-aids self-directed-support independent-living',
  legal: 'rights-representation legal-representation independent-advocacy discrimination-human-rights',
  digital: 'digital-literacy computer-class',
  transport: 'transport-mobility community-transport dial-bus public-transport',
  education: 'lifelong-learning adult-literacy-numeracy foreign-languages skills-training education-employability',
  other: 'goods clothing home-goods baby-supplies',
};
const isNeed = (code: string): code is NeedCode => Object.hasOwn(aliss, code);
const bySlug = new Map<string, NeedCode[]>();
for (const [need, slugs] of Object.entries(aliss)) {
  if (!isNeed(need)) continue;
  for (const slug of slugs.split(' ')) bySlug.set(slug, [...(bySlug.get(slug) ?? []), need]);
}

/** Undefined: what it is for is not known. */
const known = (found: NeedCode[]): NeedCode[] | undefined => (found.length > 0 ? [...new Set(found)] : undefined);
export const needsOfSlugs = (slugs: readonly string[]): NeedCode[] | undefined => known(slugs.flatMap((slug) => bySlug.get(slug) ?? []));
const needOf = ({ system = hubSystem, code }: ServiceCode): NeedCode[] => {
  if (system === hubSystem && isNeed(code)) return [code];
  const need = Object.hasOwn(snomed, code) ? snomed[code] : undefined;
  return need ? [need] : [];
};
export const needsOfCodes = (codes: readonly ServiceCode[] = []): NeedCode[] | undefined => known(codes.flatMap(needOf));
/** How a need is coded in the directory's own categories. */
export const slugsOfNeed = (need: NeedCode): string[] => aliss[need].split(' ');
