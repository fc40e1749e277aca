/** The needs of a referral as its head keeps them: a letter each, what matters most first. At length they would cost a write unit. */
import { type NeedCode, needCodes } from './needs.ts';
import type { Casework } from './types.ts';

/** A letter is of one need for good: what is stored says no more. */
const letters = {
  money: 'a',
  debt: 'b',
  'food-fuel': 'c',
  housing: 'd',
  work: 'e',
  'mental-wellbeing': 'f',
  loneliness: 'g',
  bereavement: 'h',
  relationships: 'i',
  caring: 'j',
  'domestic-abuse': 'k',
  'alcohol-drugs': 'l',
  gambling: 'm',
  trauma: 'n',
  immigration: 'o',
  'long-term-condition': 'p',
  'activity-diet': 'q',
  disability: 'r',
  legal: 's',
  digital: 't',
  transport: 'u',
  education: 'v',
  other: 'w',
} as const satisfies Record<NeedCode, string>;

type Packed = Omit<Casework, 'needs' | 'primaryNeed'> & { k?: string };
type WithCasework = { casework?: Casework };
export const packedNeeds = <Head extends WithCasework>(head: Head): Omit<Head, 'casework'> & { casework?: Packed } => {
  const { casework, ...rest } = head;
  if (!casework) return rest;
  const { needs, primaryNeed, ...others } = casework;
  const ordered = needs && primaryNeed ? [primaryNeed, ...needs.filter((code) => code !== primaryNeed)] : [];
  return { ...rest, casework: ordered.length > 0 ? { ...others, k: ordered.map((code) => letters[code]).join('') } : others };
};
/** Of what a head was stored as. */
export const plainNeeds = <Head extends WithCasework>(stored: Head & { casework?: Packed }): Head => {
  const { k, ...casework } = stored.casework ?? {};
  const [first, ...others] = [...(k ?? '')].flatMap((letter) => needCodes.filter((code) => letters[code] === letter));
  if (!first) return stored;
  const needs = needCodes.filter((code) => code === first || others.includes(code));
  return { ...stored, casework: { ...casework, needs, primaryNeed: first } };
};
