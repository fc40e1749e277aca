/** What each flag that a referral keeps of its arrival says to who triages it: the words that its sender was told. */

import { personWarnings } from '#fhir/patient/warnings';
import { referralRules } from './rules.ts';

const texts = new Map<string, string>([
  ...referralRules.flatMap(({ flag, severity, text }) => (severity === 'warn' ? [[flag, text] as const] : [])),
  ...Object.entries(personWarnings),
]);
/** A flag that is none of today's is shown as it is. */
export const warningText = (flag: string): string => texts.get(flag) ?? flag;
