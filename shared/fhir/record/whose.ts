/** Whose a health record is: told by its references, never by who sends it alone. Rule 25: nobody's is put under another person's referral. */
import type { Reference } from 'fhir/r4.js';
import { readId, referenceId } from '#fhir/ids';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal } from '#fhir/refusals';
import { maySee, maySeeOnward } from '#identity/access-policy';
import type { Caller, OrganisationId, PracticeId } from '#identity/types';
import { recordsOf } from '#people/merging';
import type { HealthRecord } from '#people/types';
import type { Answer } from '#platform/endpoint';
import type { OnwardId, Referral, ReferralId, TaskStatus } from '#referral/types';
import { personNamed } from './person.ts';
import { basedOnOf, personElement, personReference } from './rules.ts';
import type { Recorded } from './values.ts';

export type Whose = { of: HealthRecord['of']; practice: PracticeId; organisation?: OrganisationId };
type Told = { ok: true; whose: Whose } | { ok: false; answer: Answer };
const told = (whose: Whose): Told => ({ ok: true, whose });
const no = (...[status, code, text, expression]: Parameters<typeof refusal>): Told => ({ ok: false, answer: refusal(status, code, text, expression) });

type Based = { id: ReferralId | OnwardId; referral: ReferralId; onward?: OnwardId; path: string };
/** The hub's own requests that it is based on; plans and requests of others are kept as sent. */
const basedIn = (resource: Recorded, baseUrl: string): Based[] =>
  basedOnOf(resource).flatMap(({ reference }, n) => {
    const named = readId(referenceId(reference, 'ServiceRequest', baseUrl) ?? '');
    return named ? [{ ...named, id: named.onward ?? named.referral, path: `${resource.resourceType}.basedOn[${n}]` }] : [];
  });
const onwardIn = (referral: Referral, { onward }: Based) => referral.onward.find(({ id }) => id === onward);
const mayBase = (by: Caller, referral: Referral, based: Based): boolean => {
  const onward = onwardIn(referral, based);
  return based.onward ? onward !== undefined && maySeeOnward(by, referral, onward) : maySee(by, referral);
};

const severalBases = ({ resourceType }: Recorded) =>
  no(422, 'business-rule', 'basedOn names one ServiceRequest of the hub, no more.', `${resourceType}.basedOn`);
const unknownBase = ({ path }: Based) => no(422, 'not-found', 'basedOn names no ServiceRequest that you are a party to. Check its id.', path);

const takenOn: readonly TaskStatus[] = ['accepted', 'in-progress', 'on-hold', 'completed', 'failed'];
const namesSomebody = ({ reference, identifier }: Reference) => reference !== undefined || identifier !== undefined;
const ofOrganisation = async (resource: Recorded, organisation: OrganisationId, based: Based | undefined, by: Caller, ports: FhirPorts): Promise<Told> => {
  const { resourceType } = resource;
  if (!based) return no(422, 'required', 'An organisation records of a request to it: basedOn names its ServiceRequest/<id>.', `${resourceType}.basedOn`);
  const referral = (await ports.carryOut.store.load(based.referral))?.referral;
  const onward = referral && onwardIn(referral, based);
  if (!referral || !onward || !mayBase(by, referral, based)) return unknownBase(based);
  if (!takenOn.includes(onward.status)) return no(409, 'conflict', 'Accept the request first: nothing is recorded of one that was not taken on.', based.path);
  const person = personReference(resource);
  if (person && namesSomebody(person))
    return no(422, 'business-rule', 'Leave reference and identifier out: whose it is follows from basedOn. A display will do.', `${resourceType}.subject`);
  return told({ of: { referral: onward.id }, practice: referral.practice, organisation });
};

const ofPractice = async (resource: Recorded, based: Based | undefined, by: Caller, ports: FhirPorts): Promise<Told> => {
  const { resourceType } = resource;
  const place = `${resourceType}.${personElement(resourceType)}`;
  const [person, loaded] = await Promise.all([personNamed(personReference(resource) ?? {}, by, ports), based && ports.carryOut.store.load(based.referral)]);
  if (!person) return no(422, 'not-found', 'This names no Patient of your practice. Send Patient/<id> as Task.for has it, or POST the Patient first.', place);
  if (!based) return told({ of: { person: person.id }, practice: person.practice });
  if (!loaded || !mayBase(by, loaded.referral, based)) return unknownBase(based);
  if (!recordsOf(person).includes(loaded.referral.person))
    return no(422, 'business-rule', 'This is another person than the one of the ServiceRequest in basedOn. Check both.', place);
  return told({ of: { referral: based.id }, practice: person.practice });
};

/** The practice and its practitioners record of their people, an organisation of the requests to it. */
export const whoseOf = async (call: FhirCall, resource: Recorded, ports: FhirPorts): Promise<Told> => {
  const by = call.who.caller;
  const [based, ...more] = basedIn(resource, ports.baseUrl);
  if (more.length > 0) return severalBases(resource);
  switch (by.kind) {
    case 'organisation':
      return ofOrganisation(resource, by.organisation, based, by, ports);
    case 'practice':
    case 'practitioner':
      return ofPractice(resource, based, by, ports);
    case 'manager':
      return no(403, 'forbidden', 'Managers record nothing of people.');
    case 'collector':
      return no(403, 'forbidden', 'Data collectors record nothing of people here.');
  }
};
