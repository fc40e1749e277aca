/** From an address below /fhir to the door and what is done there. Scopes are asked here, for every call and for every entry of a Bundle. */

import { search } from '#fhir/search/search';
import { mayUse } from '#identity/access-policy';
import type { Interaction } from '#identity/scopes';
import type { Answer } from '#platform/endpoint';
import type { Door, Operation } from './door.ts';
import { doors, systemOperations } from './doors.ts';
import { patch } from './patch.ts';
import type { FhirCall, FhirPorts } from './ports.ts';
import { history, read, readVersion } from './read.ts';
import { refusal, wrongMethod } from './refusals.ts';

type Run = (call: FhirCall, ports: FhirPorts) => Promise<Answer>;
/** What an address takes, by method. */
type Methods = Readonly<Record<string, { needs: Interaction; run: Run }>>;
type Address = { type: string; methods: Methods };

const row = (needs: Interaction, run: Run | undefined, ...methods: string[]): Methods =>
  run ? Object.fromEntries(methods.map((method) => [method, { needs, run }])) : {};
const reads = ['GET', 'HEAD'];
const isForm = (call: FhirCall) => /^application\/x-www-form-urlencoded(\s*;|$)/i.test(call.header('content-type') ?? '');

const form: (type: string) => Run = (type) => async (call, ports) =>
  isForm(call)
    ? search(call, type, Buffer.from(call.body).toString('utf8'), doors, ports)
    : refusal(415, 'not-supported', 'Send the search parameters as application/x-www-form-urlencoded.');
const noConditionalUpdate: Run = async () =>
  refusal(400, 'not-supported', 'The hub updates by id only: search first, then PUT [base]/<type>/<id> with If-Match.');

/** What is not understood must not be passed over: the sender would take it for done. */
const unconditional =
  (create: NonNullable<Door['create']>): Run =>
  async (call, ports) =>
    call.header('if-none-exist') === undefined
      ? create(call, ports)
      : refusal(400, 'not-supported', 'There is no conditional create here. Search first, and send this without If-None-Exist.');
const onType = (type: string, door: Door): Methods => ({
  ...row('s', door.search && ((call, ports) => search(call, type, undefined, doors, ports)), ...reads),
  ...row('c', door.create && (door.conditionalCreate ? door.create : unconditional(door.create)), 'POST'),
  ...row('u', door.update && noConditionalUpdate, 'PUT', 'PATCH'),
});
const onOne = (type: string, id: string, door: Door): Methods => ({
  ...row('r', door.read && ((call, ports) => read(call, type, id, door, ports)), ...reads),
  ...row('u', door.update && ((call, ports) => door.update?.(call, id, ports) ?? Promise.reject()), 'PUT'),
  ...row('u', door.update && door.read && ((call, ports) => patch(call, type, id, door, ports)), 'PATCH'),
  ...row('d', door.remove && ((call, ports) => door.remove?.(call, id, ports) ?? Promise.reject()), 'DELETE'),
});
const called = (operations: readonly Operation[] | undefined, on: Operation['on'], name: string, id: string): Methods =>
  Object.assign(
    {},
    ...(operations ?? [])
      .filter((one) => one.on === on && `$${one.name}` === name)
      .map((one) => row(one.needs, (call, ports) => one.run(call, id, ports, dispatch), ...(one.method === 'GET' ? reads : ['POST']))),
  );

const methodsAt = (type: string, rest: string[], door: Door): Methods => {
  const [id = '', what = '', version = ''] = rest;
  if (rest.length === 0) return onType(type, door);
  if (rest.length === 1) {
    if (id === '_search') return row('s', door.search && form(type), 'POST');
    return id.startsWith('$') ? called(door.operations, 'type', id, '') : id.startsWith('_') ? {} : onOne(type, id, door);
  }
  const isHistory = what === '_history' && door.versions !== undefined;
  if (rest.length === 2)
    return isHistory ? row('r', (call, ports) => history(call, type, id, door, ports), ...reads) : called(door.operations, 'instance', what, id);
  return rest.length === 3 && isHistory ? row('r', (call, ports) => readVersion(call, type, [id, version], door, ports), ...reads) : {};
};
const addressOf = (path: readonly string[]): Address => {
  const [first = '', ...rest] = path;
  if (first === '' || first.startsWith('$')) return { type: 'Bundle', methods: rest.length === 0 ? called(systemOperations, 'system', first || '$', '') : {} };
  const door = Object.hasOwn(doors, first) ? doors[first] : undefined;
  return { type: first, methods: door ? methodsAt(first, rest, door) : {} };
};

/** `path`: the parts of the address below /fhir. Nothing of a refusal tells whether something is there. */
export const dispatch = async (call: FhirCall, path: readonly string[], ports: FhirPorts): Promise<Answer> => {
  const { type, methods } = addressOf(path);
  const allowed = Object.keys(methods);
  if (allowed.length === 0)
    return refusal(404, 'not-found', `There is nothing at this address. The hub has ${Object.keys(doors).join(', ')} here; /fhir/metadata says what each can.`);
  const found = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
  if (!found) return wrongMethod(allowed.join(', '));
  if (!mayUse(call.who, type, found.needs))
    return refusal(403, 'forbidden', 'The access token has no scope for this. Ask for it when you ask for the token, if your client is registered for it.');
  return found.run(call, ports);
};
