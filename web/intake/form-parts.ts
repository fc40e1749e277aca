/** What every form that makes a referral has: a number of its own, and the list of needs. */
import type { FhirPorts } from '#fhir/ports';
import type { PracticeId } from '#identity/types';
import { isId } from '#platform/ids';
import type { Ids } from '#platform/types';
import { needCodes } from '#referral/needs';
import type { Choice } from '#web/frame/fields';
import { type Form, text } from '#web/frame/form';
import type { Words } from '#web/words/words';
import { formIdentifier } from './request.ts';

/** The form's own, or a new one where it is opened. */
export const formNumber = (form: Form | undefined, { ids }: { ids: Ids }): string => {
  const given = text(form, 'form');
  return isId(given) ? given : ids.id();
};
/** A referral was made of it already. */
export const isSent = async (form: string, practice: PracticeId, { keys, carryOut }: Pick<FhirPorts, 'keys' | 'carryOut'>): Promise<boolean> => {
  const { system, value } = formIdentifier(form);
  const mac = await keys.mac('identifier', `${system}|${value}`);
  return (await carryOut.store.taken({ kind: 'identifier', requester: practice, mac, body: '' })) !== undefined;
};

export const needChoices = ({ needs, intake }: Words): Choice[] => [
  { value: '', label: intake.about.choose },
  ...needCodes.map((value) => ({ value, label: needs[value] })),
];
