/** Everything under /fhir: who calls, what for, and by which hand it is done. Every refusal is the hub's own. */

import { type Identified, mayUse } from '#identity/access-policy';
import type { Interaction } from '#identity/scopes';
import { smartConfiguration } from '#identity/smart-configuration';
import type { Caller } from '#identity/types';
import type { VerifiedToken } from '#identity/verify-token';
import type { Answer, Call, Handler } from '#platform/endpoint';
import { resourceAnswer } from './answers.ts';
import { capabilityStatement } from './capability-statement.ts';
import { createOnward } from './create-onward.ts';
import { createReferral } from './create-referral.ts';
import { createTask } from './create-task.ts';
import { readId } from './ids.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { notFound, refusal } from './refusals.ts';
import { search } from './search.ts';
import { updateRequest } from './update-request.ts';
import { updateTask } from './update-task.ts';
import { type ResourceType, seenBy, shelfOf } from './view.ts';

type FhirRoutePorts = FhirPorts & { verify(authorization: string | undefined): Promise<VerifiedToken> };

const isType = (text: string | undefined): text is ResourceType => text === 'ServiceRequest' || text === 'Task';
const forbidden = (text: string) => refusal(403, 'forbidden', text);
const notSupported = (allowed: string) => refusal(405, 'not-supported', `Not here with this method. Try: ${allowed}.`, undefined, { allow: allowed });

const create = (call: FhirCall, type: ResourceType, ports: FhirPorts): Promise<Answer> => {
  const by: Caller = call.who.caller;
  if (type === 'Task')
    return by.kind === 'practice' ? createTask(call, by, ports) : Promise.resolve(forbidden('Only the practice that sent the ServiceRequest posts its Task.'));
  if (by.kind === 'practice') return createReferral(call, by, ports);
  if (by.kind === 'practitioner') return createOnward(call, by, ports);
  return Promise.resolve(forbidden('Practices send referrals and practitioners refer on; this client is neither.'));
};

const read = async (call: FhirCall, type: ResourceType, id: string, ports: FhirPorts): Promise<Answer> => {
  const named = readId(id);
  const loaded = named && (await ports.carryOut.store.load(named.referral));
  const seen = loaded && (await seenBy(call.who.caller, type, id, await shelfOf(ports, loaded), ports));
  return seen ? resourceAnswer(call, 200, seen, ports.baseUrl) : notFound();
};

type Found = { interaction: Interaction; run(call: FhirCall): Promise<Answer> } | { answer: Answer };
const onType = (call: Call, type: ResourceType, ports: FhirPorts): Found => {
  switch (call.method) {
    case 'POST':
      return { interaction: 'c', run: (known) => create(known, type, ports) };
    case 'GET':
    case 'HEAD':
      return { interaction: 's', run: (known) => search(known, type, call.rawQuery, ports) };
    default:
      return { answer: notSupported('GET, POST') };
  }
};
const onSearch = (call: Call, type: ResourceType, ports: FhirPorts): Found => {
  if (call.method !== 'POST') return { answer: notSupported('POST') };
  const form = /^application\/x-www-form-urlencoded(\s*;|$)/i.test(call.header('content-type') ?? '');
  if (!form) return { answer: refusal(415, 'not-supported', 'Send the search parameters as application/x-www-form-urlencoded.') };
  const raw = [call.rawQuery, Buffer.from(call.body).toString('utf8')].filter((part) => part !== '').join('&');
  return { interaction: 's', run: (known) => search(known, type, raw, ports) };
};
const onOne = (call: Call, type: ResourceType, id: string, ports: FhirPorts): Found => {
  switch (call.method) {
    case 'GET':
    case 'HEAD':
      return { interaction: 'r', run: (known) => read(known, type, id, ports) };
    case 'PUT':
      return { interaction: 'u', run: (known) => (type === 'Task' ? updateTask(known, id, ports) : updateRequest(known, id, ports)) };
    default:
      return { answer: notSupported('GET, PUT') };
  }
};

const found = (call: Call, [type, id, ...rest]: string[], ports: FhirPorts): Found => {
  if (!isType(type) || rest.length > 0)
    return { answer: refusal(404, 'not-found', 'The hub has ServiceRequest and Task, metadata and .well-known/smart-configuration here.') };
  if (id === undefined) return onType(call, type, ports);
  return id === '_search' ? onSearch(call, type, ports) : onOne(call, type, id, ports);
};

const identified = async (call: Call, ports: FhirRoutePorts): Promise<{ ok: true; who: Identified } | { ok: false; answer: Answer }> => {
  const verified = await ports.verify(call.header('authorization'));
  if (verified.ok) return { ok: true, who: { caller: verified.caller, scopes: verified.scopes } };
  const text =
    verified.reason === 'expired'
      ? 'The access token is over. Ask /oauth/token for a new one.'
      : 'Send Authorization: Bearer with an access token from /oauth/token (SMART Backend Services).';
  return {
    ok: false,
    answer: refusal(401, verified.reason, text, undefined, {
      'www-authenticate': `Bearer realm="Links Hub"${verified.reason === 'expired' ? ', error="invalid_token"' : ''}`,
    }),
  };
};

const acceptable = (call: Call) =>
  /application\/(fhir\+)?json|\*\/\*|application\/\*/i.test(call.header('accept') ?? '*/*') &&
  !/(^|&)_format=(?!json|application%2F(fhir%2B)?json|application\/(fhir%2B|fhir\+)?json)/i.test(call.rawQuery);

const withoutFormat = (call: Call): Call => ({
  ...call,
  rawQuery: call.rawQuery
    .split('&')
    .filter((part) => !part.startsWith('_format='))
    .join('&'),
});

const isRead = ({ method }: Call) => method === 'GET' || method === 'HEAD';
/** What anybody may read. */
const openTo = (path: string, baseUrl: string): Answer | undefined => {
  if (path === 'metadata') return { status: 200, body: capabilityStatement(baseUrl) };
  return path === '.well-known/smart-configuration' ? { status: 200, body: smartConfiguration(baseUrl), contentType: 'application/json' } : undefined;
};

export const fhirRoute =
  (ports: FhirRoutePorts): Handler =>
  async (call) => {
    const path = call.path
      .replace(/^\/fhir\/?/, '')
      .split('/')
      .filter((part) => part !== '');
    if (!acceptable(call)) return refusal(406, 'not-supported', 'The hub speaks FHIR R4 as JSON: Accept application/fhir+json.');
    const open = openTo(path.join('/'), ports.baseUrl);
    if (open) return isRead(call) ? open : notSupported('GET');
    const known = await identified(call, ports);
    if (!known.ok) return known.answer;
    const target = found(withoutFormat(call), path, ports);
    if ('answer' in target) return target.answer;
    if (!mayUse(known.who, path[0] ?? '', target.interaction))
      return forbidden('The access token has no scope for this. Ask for it when you ask for the token, if your client is registered for it.');
    return target.run({ ...withoutFormat(call), who: known.who });
  };
