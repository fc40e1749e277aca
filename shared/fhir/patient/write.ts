/** What is decided of people is written whole, or looked at again when somebody was faster. */

import type { FhirPorts } from '#fhir/ports';
import { refused } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import type { Write } from '#platform/types';
import { lostRaces, patience } from '#referral/carry-out';

/** No writes: the answer stands as it is. */
export type Decided = { answer: Answer; writes?: Write[] };
/** `decide` reads what is there, and is asked again after each lost race. */
export const writing = async ({ referrals, carryOut }: Pick<FhirPorts, 'referrals' | 'carryOut'>, decide: () => Promise<Decided>): Promise<Answer> => {
  const wait = patience(carryOut);
  for (let races = 0; races <= lostRaces; ) {
    const { answer, writes = [] } = await decide();
    if (writes.length === 0) return answer;
    const { outcome } = await referrals.write(writes);
    if (outcome === 'written') return answer;
    if (outcome === 'condition-failed') races += 1;
    else if (!(await wait())) break;
  }
  return refused({ ok: false, because: 'busy' });
};
