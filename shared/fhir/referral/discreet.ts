/** What a practice reads of help whose very name tells too much: that it was given, and no more. A patient may read their record beside somebody else. */
import { isMarkedSensitive } from '#directory/sensitive';
import type { Directory } from '#directory/types';
import type { Actor } from '#identity/types';
import { isSensitiveNeed, needIsSensitive } from '#referral/needs';
import type { Onward, Outcome, Referral } from '#referral/types';

type Asking = Pick<Directory, 'organisation'>;
const neutral: Outcome = { activity: 'Support was given. Please hide this entry from online access.' };

/** By what was asked for, or because the directory marks the service. */
export const tellsTooMuch = async ({ need, organisation, service }: Onward, directory: Asking): Promise<boolean> =>
  isSensitiveNeed(need) || isMarkedSensitive((await directory.organisation(organisation))?.services ?? [], service);
const discreetly = async (onward: Onward, hidden: boolean, directory: Asking): Promise<Onward> =>
  onward.status === 'completed' && (hidden || (await tellsTooMuch(onward, directory))) ? { ...onward, outcome: neutral } : onward;

/** As this reader may know it; nothing is read for others than the practice. */
export const discreetFor = async (by: Actor, referral: Referral, directory: Asking): Promise<Referral> => {
  if (by.kind !== 'practice') return referral;
  const hidden = needIsSensitive(referral);
  return { ...referral, onward: await Promise.all(referral.onward.map((onward) => discreetly(onward, hidden, directory))) };
};
