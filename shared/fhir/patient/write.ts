/** What is decided of people is written whole, or looked at again when somebody was faster. */

import { inOneTransaction } from '#fhir/bundle/one-transaction';
import type { FhirPorts } from '#fhir/ports';
import { refused } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import type { Write } from '#platform/types';
import { lostRaces, patience } from '#referral/carry-out';
import type { Refusal } from '#referral/refusals';

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

/** `after`: what it brings about; a refusal where it cannot. */
type Deciding = (staged: FhirPorts) => Promise<Decided & { after?: () => Promise<Refusal | undefined> }>;
/** As `writing`, where what is decided of people changes their referrals too: all of it, or nothing. */
export const writingAll = async (ports: FhirPorts, decide: Deciding): Promise<Answer> => {
  const busy = { keep: false, answer: refused({ ok: false, because: 'busy' }) };
  const made = await inOneTransaction(ports, async (staged) => {
    const { answer, writes = [], after } = await decide(staged);
    if (writes.length === 0) return { keep: false, answer };
    const { outcome } = await staged.referrals.write(writes);
    if (outcome !== 'written' || (await after?.())) return busy;
    return { keep: true, answer };
  });
  return made.ok ? made.done.answer : made.answer;
};
