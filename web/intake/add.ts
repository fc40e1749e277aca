/** Somebody is added: a referral like any other, accepted at once by whoever adds them. */
import { userClients } from '#directory/ids';
import type { Entered, FhirPorts } from '#fhir/ports';
import type { ClientId, PracticeCaller, PractitionerCaller } from '#identity/types';
import { personStore } from '#people/person-store';
import { carryOut } from '#referral/carry-out';
import type { NextStep, PersonId, Referral } from '#referral/types';
import { fhirAs } from '#web/frame/fhir';
import type { Submitted } from '#web/frame/page';
import { type Added, type Chosen, type Known, somebodyElse } from './add-fields.ts';
import { enter, type Made } from './enter.ts';
import { formNumber } from './form-parts.ts';
import { changeOf, patientOf, patientWith } from './patient.ts';
import { requestOf } from './request.ts';

const sources: Readonly<Record<Added['way'], Entered['source']>> = {
  themselves: 'self',
  colleague: 'staff',
  organisation: 'practitioner',
  family: 'practitioner',
  other: 'practitioner',
};
const stepOf = ({ step: { day, mode } }: Added): NextStep => {
  if (mode === 'letter') return { kind: 'letter', day, mode };
  return { kind: mode === 'telephone' || mode === 'video' || mode === 'text' ? 'first-call' : 'visit', day, mode };
};

/** What was typed comes to what is known. False: somebody else is changing it just now. */
const learnt = async (id: PersonId, { person }: Added, by: PractitionerCaller, visit: Submitted, ports: FhirPorts): Promise<boolean> => {
  const known = await personStore(ports.referrals).load(id);
  if (!known) return false;
  const asked = changeOf(known, (before) => patientWith(before, person));
  return asked === undefined || (await fhirAs(by, visit.call, ports, asked)).status === 200;
};
const reference = (id: PersonId) => ({ reference: `Patient/${id}` });
/** Nobody need compare them again. */
const toldApart = async (newcomer: PersonId, known: readonly Known[], by: PractitionerCaller, visit: Submitted, ports: FhirPorts): Promise<boolean> => {
  for (const { person } of known) {
    const body = { resourceType: 'Parameters', parameter: [{ name: 'from', valueReference: reference(person.id) }] };
    const answer = await fhirAs(by, visit.call, ports, { method: 'POST', path: `Patient/${newcomer}/$keep-apart`, body });
    if (answer.status !== 200) return false;
  }
  return true;
};

type Adding = { added: Added; chosen: Chosen; known: readonly Known[]; by: PractitionerCaller };
const requestIn = ({ added, chosen, by }: Adding, visit: Submitted) => {
  const { add } = visit.words.intake;
  const { name } = visit.who.user;
  return requestOf({
    ...{ form: formNumber(visit.form, visit.ports), practice: added.practice, words: added.words, day: visit.today },
    by: added.way === 'themselves' ? { name: add.ways.themselves, practitioner: by.practitioner } : { name: add.role(name), practitioner: by.practitioner },
    person: chosen && chosen !== somebodyElse ? chosen : patientOf(added.person),
    need: { code: added.need, display: visit.words.needs[added.need] },
    notes: [add.camePrefix(add.ways[added.way])],
    agreed: { to: added.agreed, how: add.agreedHow(name) },
  });
};
/** Accepted in the same transaction: nobody finds them without a practitioner. */
export const add = (adding: Adding, visit: Submitted): Promise<Made> => {
  const { added, chosen, known, by } = adding;
  const practice: PracticeCaller = { kind: 'practice', practice: added.practice, client: `${userClients}${visit.who.user.id}` as ClientId };
  const entered: Entered = { source: sources[added.way], ...(chosen === somebodyElse ? { newPerson: true } : {}) };
  const beside = async (referral: Referral, ports: FhirPorts): Promise<boolean> => {
    if (chosen === somebodyElse && !(await toldApart(referral.person, known, by, visit, ports))) return false;
    const done = await carryOut(ports.carryOut, referral.id, { type: 'accept', next: stepOf(added), by, at: visit.at });
    return done.ok;
  };
  const request = async (ports: FhirPorts) =>
    chosen && chosen !== somebodyElse && !(await learnt(chosen, added, by, visit, ports)) ? undefined : requestIn(adding, visit);
  return enter({ call: visit.call, by: practice, entered, request, beside }, visit.ports.fhir);
};
