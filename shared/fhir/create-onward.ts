/** A practitioner refers on: POST ServiceRequest with intent filler-order, basedOn the referral, one performer. */
import type { ServiceRequest } from 'fhir/r4.js';
import type { Organisation } from '#directory/types';
import type { OrganisationId, PractitionerCaller } from '#identity/types';
import type { Answer } from '#platform/endpoint';
import { carryOut } from '#referral/carry-out';
import type { OnwardId } from '#referral/types';
import { resourceAnswer } from './answers.ts';
import { fhirBody } from './fhir-body.ts';
import { readOnwardRequest } from './inbound-onward.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { receiptOf } from './receipt.ts';
import { notFound, refusal, refuse, refused } from './refusals.ts';
import { seenBy, shelfAt, shelfOf } from './view.ts';

/** `Organization/<id>` asks an organisation with one service, `HealthcareService/<organisation>.<service>` names the service. */
const performerOf = async (
  { type, id }: { type: string; id: string },
  ports: FhirPorts,
): Promise<{ organisation: Organisation; service?: string } | undefined> => {
  const split = id.lastIndexOf('.');
  const [name, service] = type === 'HealthcareService' ? [id.slice(0, split), id.slice(split + 1)] : [id, undefined];
  const organisation = await ports.directory.organisation(name as OrganisationId);
  if (!organisation || (service && !organisation.services.some((one) => one.id === service))) return undefined;
  return { organisation, service: service ?? organisation.services[0]?.id };
};

export const createOnward = async (call: FhirCall, caller: PractitionerCaller, ports: FhirPorts): Promise<Answer> => {
  const body = fhirBody<ServiceRequest>(call, 'ServiceRequest');
  if (!body.ok) return refuse(body.issues);
  const read = readOnwardRequest(body.resource, { now: call.receivedAt, baseUrl: ports.baseUrl });
  if (!read.ok) return refuse(read.issues);
  const { basedOn, performer, need, urgency, neededBy, consentRecorded } = read.onward;
  const asked = await performerOf(performer, ports);
  if (!asked)
    return refusal(
      422,
      'not-found',
      'performer names no service of the directory. Use Organization/<id> or HealthcareService/<organisation>.<service>.',
      'ServiceRequest.performer[0]',
    );
  const onward = `${basedOn}-${ports.ids.short()}` as OnwardId;
  const act = { type: 'refer-on', onward, organisation: asked.organisation.id, consentRecorded, ...(asked.service ? { service: asked.service } : {}) } as const;
  const command = { ...act, by: caller, at: call.receivedAt, ...(need ? { need } : {}), ...(urgency ? { urgency } : {}), ...(neededBy ? { neededBy } : {}) };
  const done = await carryOut(ports.carryOut, basedOn, command, await receiptOf(call, ports));
  if (!done.ok)
    return done.because === 'not-found'
      ? refusal(422, 'not-found', 'basedOn names no referral that you are a party to.', 'ServiceRequest.basedOn[0]')
      : refused(done);
  const loaded = await ports.carryOut.store.load(basedOn);
  const event = loaded?.commits.find((commit) => commit.rev === done.rev)?.events.find((one) => one.type === 'referred-on');
  const shelf = loaded && shelfAt(await shelfOf(ports, loaded), done.rev);
  const seen = shelf && event && (await seenBy(caller, 'ServiceRequest', event.facts.id, shelf, ports));
  return seen ? resourceAnswer(call, 201, seen, ports.baseUrl) : notFound();
};
