/** Rule 22, and what is near to it: said to the sender, and kept for triage. */
import type { Issue } from '#fhir/outcome';

export type PersonFlag = 'person-mismatch' | 'person-details-differ';
export const personWarnings: Readonly<Record<PersonFlag, string>> = {
  'person-mismatch':
    'The practice has this number for somebody with another name and another birth date. The person is kept apart until a practitioner decides. Check the number in the patient’s record.',
  'person-details-differ':
    'The practice has another name or another birth date under this number. Check that it is the same person, and correct the Patient if it is not.',
};
export const isPersonFlag = (flag: string): flag is PersonFlag => Object.hasOwn(personWarnings, flag);
export const warningOf = (flag: PersonFlag, expression: string): Issue => ({
  severity: 'warning',
  code: 'business-rule',
  text: personWarnings[flag],
  expression,
});
