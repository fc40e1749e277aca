/** What a Consent brings about: what the person said reaches each open referral of theirs, in the transaction that keeps the Consent. */
import type { Consent } from 'fhir/r4.js';
import { survivorOf } from '#fhir/patient/match';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refused } from '#fhir/refusals';
import { canonicalJson } from '#fhir/same-content';
import type { OrganisationId } from '#identity/types';
import { recordsOf } from '#people/merging';
import { personStore } from '#people/person-store';
import { recordStore } from '#people/record-store';
import type { ConsentStatement, HealthRecord } from '#people/types';
import { consentToReferOn, statementsIn, withStatement } from '#referral/consent';
import type { Refusal } from '#referral/refusals';
import type { PersonId, Referral } from '#referral/types';
import { saidIn } from './consent-said.ts';
import type { Effects } from './sent.ts';
import { type Learnt, tell, tellReferrals } from './tell.ts';

const saidBy = (record: HealthRecord, { baseUrl }: Pick<FhirPorts, 'baseUrl'>): ConsentStatement[] => {
  const consent: Consent = JSON.parse(record.resource);
  return saidIn(consent, record.saidAt ?? record.lastUpdated, baseUrl);
};
const timeless = (said: readonly ConsentStatement[]): string => canonicalJson(said.map(({ at: _, ...rest }) => rest));
const saysTheSame = (after: HealthRecord, before: HealthRecord, ports: FhirPorts): boolean =>
  timeless(saidBy(after, ports)) === timeless(saidBy(before, ports));

/** Says all that the other is about. */
const covers = (said: ConsentStatement, other: ConsentStatement): boolean =>
  other.permissions.every((permission) => said.permissions.includes(permission)) &&
  (said.with === undefined || (other.with?.every((organisation) => said.with?.includes(organisation)) ?? false));
/** A yes that is said no more, as when it is narrowed or was an error, is taken back as of when it was said: what was said since stands. */
const takenBack = (was: readonly ConsentStatement[], now: readonly ConsentStatement[]): ConsentStatement[] =>
  was
    .filter((old) => old.gives && !now.some((said) => covers(said, old)))
    .map(({ permissions, with: organisations, at }) => ({ gives: false, permissions, ...(organisations ? { with: organisations } : {}), at }));
const newlySaid = (after: HealthRecord, before: HealthRecord | undefined, ports: FhirPorts): ConsentStatement[] => {
  const said = saidBy(after, ports);
  if (!before) return said;
  return saysTheSame(after, before, ports) ? [] : [...said, ...takenBack(saidBy(before, ports), said)];
};

/** Under which ids the referrals and records of this person lie, also of those merged with them. */
const everyRecordOf = async (id: PersonId, ports: Pick<FhirPorts, 'referrals'>): Promise<PersonId[]> => {
  const person = await personStore(ports.referrals).load(id);
  return person ? recordsOf(await survivorOf(person, ports)) : [id];
};

export const consentEffects: Effects = {
  stamped: (after, before, ports) => ({ ...after, saidAt: before?.saidAt && saysTheSame(after, before, ports) ? before.saidAt : after.lastUpdated }),
  after: async (call, after, before, ports) => {
    const said = newlySaid(after, before, ports);
    if (said.length === 0 || !('person' in after.of)) return undefined;
    const learnt = said.map((statement) => ({ type: 'record-consent' as const, statement }));
    const busy = await tellReferrals(call, await everyRecordOf(after.of.person, ports), after.practice, () => learnt, ports);
    return busy && refused(busy);
  },
};

/** A plain yes counts from when the request came; without one all that was said does. */
const isOf = ({ consent, receivedAt }: Referral, { gives, at }: ConsentStatement): boolean => !gives && (!consent || at > receivedAt);
/**
 * A no can miss a referral: said while the referral was being made, or of a record merged with its person since. Asked where a referral is about to
 * be shared with this organisation, whereupon it hears of what it missed. Busy where it could not.
 */
export const catchUp = async (call: FhirCall, referral: Referral, organisation: OrganisationId, ports: FhirPorts): Promise<Refusal | undefined> => {
  const store = recordStore(ports.referrals);
  const records = await Promise.all((await everyRecordOf(referral.person, ports)).map((id) => store.ofPerson('Consent', id)));
  const refusals = saidOf(records.flat(), ports).filter((said) => isOf(referral, said));
  const heard = statementsIn(referral);
  const standing = (all: readonly ConsentStatement[]) => consentToReferOn(all, organisation, call.receivedAt);
  if (standing(heard) !== 'given' || standing([...refusals, ...heard]) === 'given') return undefined;
  for (const said of refusals) {
    const refusal = await tell(call, referral.id, { type: 'record-consent', statement: said }, call.who.caller, ports);
    if (refusal?.because === 'busy') return refusal;
  }
  return undefined;
};

const isHeard = (referral: Referral, said: ConsentStatement): boolean => statementsIn(referral).some((one) => canonicalJson(one) === canonicalJson(said));
/** What the referral has not heard yet of what the person, by any of these records, refuses now. */
export const refusalsMissed = async (people: readonly PersonId[], ports: FhirPorts): Promise<(referral: Referral) => Learnt[]> => {
  const records = await Promise.all(people.map((id) => recordStore(ports.referrals).ofPerson('Consent', id)));
  const standing = saidOf(records.flat(), ports).reduce<ConsentStatement[]>(withStatement, []);
  return (referral) => standing.filter((said) => isOf(referral, said) && !isHeard(referral, said)).map((statement) => ({ type: 'record-consent', statement }));
};

/** What Consents say as they are now, oldest first. */
export const saidOf = (records: readonly HealthRecord[], ports: Pick<FhirPorts, 'baseUrl'>): ConsentStatement[] =>
  records.flatMap((record) => saidBy(record, ports)).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
