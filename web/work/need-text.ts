import { isNeedCode } from '#referral/needs';
import type { Need } from '#referral/types';
import type { Words } from '#web/words/words';

/** In the programme's words where the need is one of its list, else as its sender put it. */
export const needText = ({ code, display }: Need, words: Words): string => (isNeedCode(code) ? words.needs[code] : display);
