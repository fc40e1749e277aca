/** What people come with, as the programme calls it. Codes of the hub; the words are the pages'. */
import type { OnwardRow } from './onward-rows.ts';
import type { Need, Onward, Referral } from './types.ts';

/** `true`: sensitive, so masked wherever more than the practitioner may look. */
export const needs = {
  money: false,
  debt: false,
  'food-fuel': false,
  housing: false,
  work: false,
  'mental-wellbeing': false,
  loneliness: false,
  bereavement: false,
  relationships: false,
  caring: false,
  'domestic-abuse': true,
  'alcohol-drugs': true,
  gambling: true,
  trauma: true,
  immigration: true,
  'long-term-condition': false,
  'activity-diet': false,
  disability: false,
  legal: false,
  digital: false,
  transport: false,
  education: false,
  other: false,
} as const satisfies Record<string, boolean>;
export type NeedCode = keyof typeof needs;
export const needCodes = Object.keys(needs) as NeedCode[];
export const isNeedCode = (code: string | undefined): code is NeedCode => code !== undefined && Object.hasOwn(needs, code);
/** The hub's own codes, of which these are some. */
export const hubSystem = 'https://linkshub.scot/fhir/CodeSystem/links-hub';
/** Undefined: told in words, or in another system's code, though it may be spelt alike. */
export const needCodeOf = ({ system, code }: Need): NeedCode | undefined => (system === hubSystem && isNeedCode(code) ? code : undefined);

/** Words that tell a sensitive need where its sender gave it in words or in another's code. */
const tellsSensitive = /abus|violen|addict|alcohol|drug|substance|gambl|asylum|immigra|refugee|traum|hiv|suicid|self.?harm/i;
/** Of what somebody wrote. */
export const isSensitiveText = (text: string): boolean => tellsSensitive.test(text);
/** Whatever its system: what may be sensitive is masked. */
export const isSensitiveNeed = ({ code, display }: Need): boolean => (isNeedCode(code) && needs[code]) || tellsSensitive.test(display);
/** What was asked for, or any need found since. */
export const needIsSensitive = ({ need, casework }: Pick<Referral, 'need' | 'casework'>): boolean =>
  isSensitiveNeed(need) || (casework?.needs ?? []).some((code) => needs[code]);
/** `onward`, or `row` of a caseload: what it was referred on for. `sensitive`: the directory marks a service of it so. */
type Telling = Pick<Referral, 'need' | 'restricted' | 'casework'> & {
  onward?: readonly Pick<Onward, 'need'>[];
  row?: readonly Pick<OnwardRow, 'flags'>[];
  sensitive?: true;
};
export const isSensitive = ({ need, restricted, casework, onward = [], row = [], sensitive }: Telling): boolean =>
  sensitive === true ||
  restricted === true ||
  needIsSensitive({ need, ...(casework ? { casework } : {}) }) ||
  onward.some((one) => isSensitiveNeed(one.need)) ||
  row.some(({ flags }) => flags.includes('sensitive'));
