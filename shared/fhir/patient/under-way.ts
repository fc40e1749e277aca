/** What a decision about people means for the help that is under way for them. */
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusalsMissed } from '#fhir/record/consent-door';
import { type Learnt, tellReferrals } from '#fhir/record/tell';
import { recordsOf } from '#people/merging';
import type { Person } from '#people/types';
import type { Refusal } from '#referral/refusals';
import type { Referral } from '#referral/types';

const deathOf =
  (died: boolean) =>
  (referral: Referral): Learnt[] =>
    (referral.died ?? false) === died ? [] : [{ type: 'record-death', died }];

/** The person was recorded as having died, or that was wrong. Busy where a referral could not be told. */
export const tellDeath = (call: FhirCall, person: Person, ports: FhirPorts): Promise<Refusal | undefined> =>
  tellReferrals(call, recordsOf(person), person.practice, deathOf(person.facts.died ?? false), ports);

/** Two records are one person: the referrals of each hear what the other was refused. Busy where one could not. */
export const tellMerged = async (call: FhirCall, survivor: Person, ports: FhirPorts): Promise<Refusal | undefined> => {
  const people = recordsOf(survivor);
  const missed = await refusalsMissed(people, ports);
  const learnt = (referral: Referral) => [...missed(referral), ...(survivor.facts.died ? deathOf(true)(referral) : [])];
  return tellReferrals(call, people, survivor.practice, learnt, ports);
};
