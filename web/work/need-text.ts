import { type NeedCode, needCodeOf } from '#referral/needs';
import type { Need, Referral } from '#referral/types';
import type { Words } from '#web/words/words';

/** In the programme's words where the need is one of its list, else as its sender put it. */
export const needText = (need: Need, words: Words): string => {
  const code = needCodeOf(need);
  return code ? words.needs[code] : need.display;
};
/** What matters most as the practitioner found it, else what was asked for. */
export const mainNeedText = ({ need, casework }: Pick<Referral, 'need' | 'casework'>, words: Words): string =>
  casework?.primaryNeed ? words.needs[casework.primaryNeed] : needText(need, words);
/** What matters most first. */
export const needsText = ({ needs, primary }: { needs: readonly NeedCode[]; primary: NeedCode }, words: Words): string[] =>
  [primary, ...needs.filter((code) => code !== primary)].map((code) => words.needs[code]);
