/** What is learnt of a person reaches each open referral of theirs, in the transaction that keeps it. */
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { ofPeople } from '#fhir/referral/source';
import type { Actor, PracticeId } from '#identity/types';
import { carryOut } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { isEnded } from '#referral/edges';
import type { Refusal } from '#referral/refusals';
import type { PersonId, Referral, ReferralId } from '#referral/types';

export type Learnt = Extract<Act, { type: 'record-consent' | 'record-death' }>;

export const tell = async (call: FhirCall, referral: ReferralId, learnt: Learnt, by: Actor, ports: FhirPorts): Promise<Refusal | undefined> => {
  const done = await carryOut(ports.carryOut, referral, { ...learnt, by, at: call.receivedAt });
  return done.ok ? undefined : done;
};

/** A referral that only a colleague may see hears of it too, as from the practice. */
const tellReferral = async (call: FhirCall, referral: Referral, learnt: Learnt, ports: FhirPorts): Promise<Refusal | undefined> => {
  const { caller } = call.who;
  const refusal = await tell(call, referral.id, learnt, caller, ports);
  const asPractice = { kind: 'practice', practice: referral.practice, client: caller.client } as const;
  return refusal?.because === 'not-found' ? tell(call, referral.id, learnt, asPractice, ports) : refusal;
};

/**
 * `people`: under which ids the person's records lie. `practice`: whose people they are. One that has ended has nothing to hear.
 * Busy where one could not be told: then nothing may be kept.
 */
export const tellReferrals = async (
  call: FhirCall,
  people: readonly PersonId[],
  practice: PracticeId,
  learntBy: (referral: Referral) => readonly Learnt[],
  ports: FhirPorts,
): Promise<Refusal | undefined> => {
  for (const id of await ofPeople(people, ports)) {
    const referral = (await ports.carryOut.store.load(id as ReferralId))?.referral;
    if (!referral || referral.practice !== practice || isEnded(referral.status)) continue;
    for (const learnt of learntBy(referral)) {
      const refusal = await tellReferral(call, referral, learnt, ports);
      if (refusal?.because === 'busy') return refusal;
    }
  }
  return undefined;
};
