/** A practitioner refers on: POST ServiceRequest with intent filler-order, basedOn the referral, one performer. */
import type { Patient, ServiceRequest } from 'fhir/r4.js';
import type { OpeningHours, Organisation } from '#directory/types';
import { resourceAnswer } from '#fhir/answers';
import { actorsContained } from '#fhir/directory/consent-actors';
import { fhirBody } from '#fhir/fhir-body';
import { readOnwardRequest } from '#fhir/inbound/onward';
import { isSamePerson } from '#fhir/inbound/person';
import { containedIn } from '#fhir/inbound/sent';
import { survivorOf } from '#fhir/patient/match';
import { patientNow } from '#fhir/patient/person-view';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { receiptOf } from '#fhir/receipt';
import { catchUp } from '#fhir/record/consent-door';
import { notFound, refusal, refuse, refused } from '#fhir/refusals';
import { maySee } from '#identity/access-policy';
import type { OrganisationId, PractitionerCaller } from '#identity/types';
import { personStore } from '#people/person-store';
import type { Answer } from '#platform/endpoint';
import { carryOut } from '#referral/carry-out';
import type { OnwardId } from '#referral/types';
import { readerOf, type Shelf, seenBy, shelfAt, shelfNow, shelfOf } from './view.ts';

type Asked = { organisation: Organisation; service?: string; opening?: readonly OpeningHours[] };
type ReadOnward = Extract<ReturnType<typeof readOnwardRequest>, { ok: true }>;

/** `Organization/<id>` asks an organisation with one service, `HealthcareService/<organisation>.<service>` names the service. */
const performerOf = async ({ type, id }: { type: string; id: string }, ports: FhirPorts): Promise<Asked | undefined> => {
  const split = id.lastIndexOf('.');
  const [name, service] = type === 'HealthcareService' ? [id.slice(0, split), id.slice(split + 1)] : [id, undefined];
  const organisation = await ports.directory.organisation(name as OrganisationId);
  if (!organisation) return undefined;
  // One that is closed takes nobody, whoever knows its id.
  const open = organisation.services.filter(({ active }) => active !== false);
  const named = open.find(({ id: own }) => own === service);
  if ((service && !named) || open.length < Math.min(1, organisation.services.length)) return undefined;
  const one = named ?? open[0];
  return { organisation, service: one?.id, ...(one?.opening ? { opening: one.opening } : {}) };
};

const noReferral = () => refusal(422, 'not-found', 'basedOn names no referral that you are a party to.', 'ServiceRequest.basedOn[0]');
const noPerformer = () => {
  const text = 'performer names no service of the directory. Use Organization/<id> or HealthcareService/<organisation>.<service>.';
  return refusal(422, 'not-found', text, 'ServiceRequest.performer[0]');
};
const otherPerson = () => {
  const text = 'subject is not the person of the referral in basedOn. Send the reference that Task.for has, or check that you refer on the right referral.';
  return refusal(422, 'business-rule', text, 'ServiceRequest.subject');
};

/** Nobody's record goes to a service under another person's referral: it is the person as sent, or as the practice knows them. */
const isOfReferral = async (request: ServiceRequest, { referral, sent }: Shelf, ports: FhirPorts): Promise<boolean> => {
  const told = { reference: request.subject, contained: containedIn(request) };
  if (request.subject.reference === `Patient/${referral.person}` || isSamePerson({ reference: sent.subject, contained: containedIn(sent) }, told)) return true;
  const known: Patient = { ...(await patientNow(referral, sent, ports)), id: 'known' };
  return isSamePerson({ reference: { reference: '#known' }, contained: [{ resource: known, path: '' }] }, told);
};

/** As the practice knows them now, whatever was known when the referral came. */
const hasDied = async ({ referral }: Shelf, ports: FhirPorts): Promise<boolean> => {
  const person = await personStore(ports.referrals).load(referral.person);
  return person !== undefined && (await survivorOf(person, ports)).facts.died === true;
};

const commandOf = ({ onward }: ReadOnward, asked: Asked, by: PractitionerCaller, call: FhirCall, ports: FhirPorts) => {
  const { basedOn, need, urgency, neededBy, consents } = onward;
  return {
    ...{ type: 'refer-on' as const, by, at: call.receivedAt, onward: `${basedOn}-${ports.ids.short()}` as OnwardId },
    ...{ organisation: asked.organisation.id, ...(asked.service ? { service: asked.service } : {}), ...(asked.opening ? { opening: asked.opening } : {}) },
    ...{ ...(need ? { need } : {}), ...(urgency ? { urgency } : {}), ...(neededBy ? { neededBy } : {}), ...(consents ? { consents } : {}) },
  };
};

/** 201 with the onward ServiceRequest; its Task is made with it, under the same id. */
export const createOnward = async (call: FhirCall, caller: PractitionerCaller, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<ServiceRequest>(call, 'ServiceRequest');
  if (!body.ok) return refuse(body.issues);
  const read = readOnwardRequest(body.resource, { now: call.receivedAt, baseUrl: ports.baseUrl });
  const actors = await actorsContained(body.resource, ports);
  if (!read.ok || actors.refusals.length > 0) return refuse([...actors.refusals, ...read.issues]);
  const { basedOn, performer } = read.onward;
  const [asked, before] = await Promise.all([performerOf(performer, ports), ports.carryOut.store.load(basedOn)]);
  if (!before || !maySee(caller, before.referral)) return noReferral();
  if (!asked) return noPerformer();
  const about = await shelfOf(ports, before);
  if (!(await isOfReferral(body.resource, about, ports))) return otherPerson();
  if (await hasDied(about, ports)) return refused({ ok: false, because: 'person-died' }, 'ServiceRequest.subject');
  const missed = await catchUp(call, before.referral, asked.organisation.id, ports);
  if (missed) return refused(missed);
  const done = await carryOut(ports.carryOut, basedOn, commandOf(read, asked, caller, call, ports), await receiptOf(call, ports));
  if (!done.ok) return done.because === 'not-found' ? noReferral() : refused(done);
  const loaded = await ports.carryOut.store.load(basedOn);
  const event = loaded?.commits.find((commit) => commit.rev === done.rev)?.events.find((one) => one.type === 'referred-on');
  const shelf = loaded && shelfAt(shelfNow(about, loaded), done.rev);
  const seen = shelf && event && (await seenBy(readerOf(call), 'ServiceRequest', event.facts.id, shelf, ports));
  return seen ? resourceAnswer(call, 201, seen, ports.baseUrl, [...read.issues, ...actors.warnings]) : notFound();
};
