/** POST [base]/$process-message: the messages of the UK booking and referral standard, as the same commands that single calls give. */
import type { OperationOutcome, ServiceRequest } from 'fhir/r4.js';
import { isRefusal, placeOf } from '#fhir/bundle/answers';
import { carriedOut } from '#fhir/bundle/entry';
import { inOneTransaction } from '#fhir/bundle/one-transaction';
import type { Dispatch, Operation } from '#fhir/door';
import { readId } from '#fhir/ids';
import { fullIdentifiers } from '#fhir/inbound/sent';
import type { FhirCall, FhirPorts } from '#fhir/ports';
import { refusal, refuse } from '#fhir/refusals';
import { isFields } from '#fhir/structure/fields';
import type { PracticeCaller } from '#identity/types';
import type { Answer } from '#platform/endpoint';
import type { SentMessage } from '#referral/types';
import { cancelled } from './cancel.ts';
import { errorCoding } from './codes.ts';
import { type Gathered, gathered, sentAt } from './contained.ts';
import { cameBefore, isFirst, onceKeys, wrongHeader } from './once.ts';
import { type Message, readMessage } from './read.ts';
import { messageResponse } from './response.ts';

type Asked = { call: FhirCall; caller: PracticeCaller; message: Message; whole: Gathered; dispatch: Dispatch };

const sentOf = ({ message: { id, from }, whole }: Asked): SentMessage => {
  const { identifier, intent } = whole.request as unknown as ServiceRequest;
  const [own] = fullIdentifiers(identifier);
  return { id, from, intent, ...(own ? { identifier: own } : {}) };
};
const duplicate = (): Answer =>
  refusal(409, 'duplicate', 'This message was taken before. Do not send it again; a new message has a new Bundle.id and new request ids.', 'Bundle.id');

const outcomeOf = ({ body }: Answer): OperationOutcome | undefined =>
  isFields(body) && body.resourceType === 'OperationOutcome' ? (body as unknown as OperationOutcome) : undefined;
/** Each issue where it stands in the message. */
const placed = (outcome: OperationOutcome, whole: Gathered): OperationOutcome => ({
  ...outcome,
  issue: outcome.issue.map((one) => ({ ...one, expression: [sentAt(one.expression?.[0], whole)] })),
});

/** A referral with this identifier that is there already is a duplicate, whatever message brings it. */
const created = async (asked: Asked, ports: FhirPorts): Promise<Answer> => {
  const { call, whole, dispatch } = asked;
  const entry = { index: 0, place: '', method: 'POST', path: ['ServiceRequest'], rawQuery: '', headers: { prefer: 'return=OperationOutcome' } };
  const answer = await carriedOut({ ...call, message: sentOf(asked) }, entry, { resource: whole.request }, ports, dispatch);
  if (answer.status !== 200) return answer;
  return refusal(409, 'duplicate', 'This referral is here already. Read it by its identifier.', 'ServiceRequest.identifier');
};

const taken = async (asked: Asked, answer: Answer, ports: FhirPorts): Promise<Answer> => {
  const id = readId(placeOf(answer, ports.baseUrl)?.reference.split('/')[1] ?? '')?.referral;
  const loaded = id && (await ports.carryOut.store.load(id));
  if (!loaded) throw new Error('a message that brought about nothing');
  const { serviceRequest, status } = loaded.referral;
  const warnings = outcomeOf(answer);
  const about = warnings?.issue.some(({ severity }) => severity === 'warning') ? { warnings: placed(warnings, asked.whole) } : {};
  const referral = { id, requestStatus: serviceRequest.status, ...(status === 'draft' ? {} : { taskStatus: status }) };
  const name = `${asked.caller.practice}\n${asked.message.id}`;
  const body = messageResponse({ to: sentOf(asked), name, at: asked.call.receivedAt, referral, baseUrl: ports.baseUrl, ...about });
  return { status: 200, body };
};

const handled = async (asked: Asked, ports: FhirPorts): Promise<Answer> => {
  const { call, caller, message, whole, dispatch } = asked;
  const once = await onceKeys(call, caller.practice, message.id, ports);
  const result = await inOneTransaction(ports, async (staged): Promise<{ keep: boolean; answer: Answer }> => {
    if (!(await isFirst(once, call, staged))) return { keep: false, answer: duplicate() };
    const request = message.request as unknown as ServiceRequest;
    const answer = await (message.reason === 'new' ? created(asked, staged) : cancelled(call, caller, request, staged, dispatch));
    return isRefusal(answer) ? { keep: false, answer } : { keep: true, answer: await taken(asked, answer, staged) };
  });
  if (!result.ok) return result.answer;
  const { keep, answer } = result.done;
  if (keep) return answer;
  // The staged table gives a key for free until it is asked.
  const refused = (await cameBefore(once, ports)) ? duplicate() : answer;
  const outcome = outcomeOf(refused);
  return outcome && refused === answer ? { ...refused, body: placed(outcome, whole) } : refused;
};

const received = async (call: FhirCall, ports: FhirPorts, dispatch: Dispatch): Promise<Answer> => {
  const { caller } = call.who;
  const header = wrongHeader(call);
  if (header) return refusal(400, 'value', `${header} must be a UUID.`, `http.${header}`);
  if (caller.kind !== 'practice') return refusal(403, 'forbidden', 'Messages come from the systems of practices. Refer on by POST ServiceRequest.');
  const read = readMessage(call, ports.baseUrl);
  if (!read.ok) return refuse(read.issues);
  return handled({ call, caller, message: read.message, whole: gathered(read.message), dispatch }, ports);
};

/** As the standard wants its refusals: each issue with its own error code too. */
const inWords = (answer: Answer): Answer => {
  const outcome = isRefusal(answer) ? outcomeOf(answer) : undefined;
  if (!outcome) return answer;
  const issue = outcome.issue.map((one) => ({ ...one, details: { ...one.details, coding: [errorCoding(answer.status)] } }));
  return { ...answer, body: { ...outcome, issue } };
};

export const processMessage: Operation = {
  name: 'process-message',
  on: 'system',
  method: 'POST',
  needs: 'c',
  text: 'Messages of the UK booking and referral standard: a new referral, and its end. Answered at once by a message; later ones say where it stands.',
  run: async (call, _id, ports, dispatch) => inWords(await received(call, ports, dispatch)),
};
