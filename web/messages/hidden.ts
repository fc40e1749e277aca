import { isSensitive } from '#referral/needs';
import type { Case } from '#web/work/case-data';

/** Whoever reads along may not learn what it is about. */
export const isHidden = ({ referral, known }: Pick<Case, 'referral' | 'known'>): boolean => isSensitive(referral) || known?.about.sensitive === true;
