/** The doors of ServiceRequest and Task: the referral and its onward referrals, each with its Task. */

import type { Door } from '#fhir/door';
import { readId } from '#fhir/ids';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal } from '#fhir/refusals';
import type { Answer } from '#platform/endpoint';
import { createOnward } from './create-onward.ts';
import { createReferral } from './create-referral.ts';
import { createTask } from './create-task.ts';
import { requestIncludes, requestParameters, taskIncludes, taskParameters } from './parameters.ts';
import { searchReferrals } from './search.ts';
import { updateRequest } from './update-request.ts';
import { updateTask } from './update-task.ts';
import { type ResourceType, readerOf, type Shelf, seenBy, shelfOf, versionsBy } from './view.ts';

const profile = (name: string) => `http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/${name}`;
const forbidden = (text: string): Promise<Answer> => Promise.resolve(refusal(403, 'forbidden', text));

const shelfFor = async (id: string, ports: FhirPorts): Promise<Shelf | undefined> => {
  const named = readId(id);
  const loaded = named && (await ports.carryOut.store.load(named.referral));
  return loaded && shelfOf(ports, loaded);
};
const reading = (type: ResourceType) => ({
  read: async (call: FhirCall, id: string, ports: FhirPorts) => {
    const shelf = await shelfFor(id, ports);
    return shelf && seenBy(readerOf(call), type, id, shelf, ports);
  },
  versions: async (call: FhirCall, id: string, ports: FhirPorts) => {
    const shelf = await shelfFor(id, ports);
    return shelf ? versionsBy(readerOf(call), type, id, shelf, ports) : [];
  },
});

const postRequest = (call: FhirCall, ports: FhirPorts): Promise<Answer> => {
  const by = call.who.caller;
  if (by.kind === 'practice') return createReferral(call, by, ports);
  if (by.kind === 'practitioner' && call.header('if-none-exist') !== undefined)
    return Promise.resolve(refusal(400, 'not-supported', 'To refer on takes no condition: a service has one open request of a referral at a time.'));
  if (by.kind === 'practitioner') return createOnward(call, by, ports);
  return forbidden('Practices send referrals and practitioners refer on; this client is neither.');
};
const postTask = (call: FhirCall, ports: FhirPorts): Promise<Answer> => {
  const by = call.who.caller;
  return by.kind === 'practice' ? createTask(call, by, ports) : forbidden('Only the practice that sent the ServiceRequest posts its Task.');
};

export const serviceRequestDoor: Door = {
  text: 'A practice posts its referral (intent order, plan or proposal); a practitioner refers on (intent filler-order, basedOn, one performer). PUT with If-Match by the practice changes the status alone: active, on-hold, revoked (a note added says why) or entered-in-error.',
  profiles: [profile('SDOHCC-ServiceRequest')],
  ...reading('ServiceRequest'),
  create: postRequest,
  conditionalCreate: true,
  update: updateRequest,
  parameters: requestParameters,
  search: searchReferrals('ServiceRequest', requestParameters),
  includes: requestIncludes,
};

export const taskDoor: Door = {
  text: 'Made with the ServiceRequest, under the same id. PUT with If-Match moves it: the new status is the step, with statusReason or output where the step needs one. A note added with the status unchanged is a question of who does the work, or the reply of who asked for it. Of all else the hub keeps what it has. POST by the sender of the ServiceRequest returns the Task that is there.',
  profiles: [profile('SDOHCC-TaskForReferralManagement')],
  ...reading('Task'),
  create: postTask,
  update: updateTask,
  parameters: taskParameters,
  search: searchReferrals('Task', taskParameters),
  includes: taskIncludes,
};
