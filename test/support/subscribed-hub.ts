/** The FHIR face in memory with a practice and an organisation that listen, and a network of the test's own: what the functions do, done at a word. */
import { parseLaterMessage, parseWakeUp } from '#delivery/messages';
import type { DeliveryPorts } from '#delivery/ports';
import { relayAll } from '#delivery/relay';
import { deliverSubscription } from '#delivery/subscription-deliver';
import type { SubscriptionPorts } from '#delivery/subscription-ports';
import { sweepLanes } from '#delivery/sweep-lanes';
import type { SendOutcome, SendRequest } from '#delivery/types';
import { wake } from '#delivery/wake';
import { toldOf } from '#fhir/subscription/told';
import { clientItem, clientStore } from '#identity/client-store';
import { roleScopes } from '#identity/scopes';
import { countable } from '#insight/countable';
import type { QueueMessage } from '#platform/types';
import { applyCommit } from '#referral/evolve';
import { readCommits } from '#referral/referral-store';
import type { ReferralId } from '#referral/types';
import { fhirHub, type Request, type Told } from '#test/fhir-hub';

const area = 'S12000049';
const key = [{ id: 'one', secret: 'generate' }];
const parties = {
  practices: [
    {
      id: 'birchtree',
      name: 'Birchtree Practice',
      area,
      mail: 'office@birchtree.example.org',
      endpoint: { url: 'https://gp.example.org/webhooks', keys: key },
    },
  ],
  organisations: [
    {
      id: 'drumgarth',
      name: 'Drumgarth Food Pantry',
      area,
      services: [{ id: 'parcels', name: 'Food parcels', fields: ['name', 'safe-contact'] }],
      endpoint: { url: 'https://pantry.example.org/hook', keys: key },
    },
  ],
};
const clients = {
  'birchtree-system': { kind: 'practice', practice: 'birchtree' },
  'birchtree-second': { kind: 'practice', practice: 'birchtree' },
  'drumgarth-system': { kind: 'organisation', organisation: 'drumgarth' },
} as const;

const ok: SendOutcome = { kind: 'answer', status: 200 };
/** One request as it was sent; `bundle` its body. */
// biome-ignore lint/suspicious/noExplicitAny: the body is whatever the hub said; each test says what it expects of it.
type Sent = SendRequest & { bundle: any };

export const subscribedHub = async () => {
  const hub = await fhirHub();
  const { access, secrets, woken, ports } = hub;
  const { work } = ports.subscriptions;
  await hub.onboard(parties);
  const client = async (id: keyof typeof clients, change: object = {}) => {
    const record = { id, actsFor: clients[id], keys: [], scopes: roleScopes[clients[id].kind], version: 1, ...change };
    await access.write([{ put: clientItem(record as never) }]);
  };
  for (const id of Object.keys(clients) as (keyof typeof clients)[]) await client(id);

  const sent: Sent[] = [];
  const mails: { to: string; subject: string; text: string }[] = [];
  const later: QueueMessage[] = [];
  const network: { answer(request: Sent): SendOutcome | Promise<SendOutcome> } = { answer: () => ok };
  const clock = { now: hub.now };
  const delivery = {
    ...{ referrals: hub.table, work, secrets, clock, ids: ports.ids, applyCommit, countable, baseUrl: ports.baseUrl },
    deliverQueue: ports.subscriptions.deliverQueue,
    laterQueue: { send: async (messages: QueueMessage[]) => void later.push(...messages) },
    countQueue: { send: async () => undefined },
    mail: { send: async (mail: (typeof mails)[number]) => void mails.push(mail) },
    readCommits: (id: ReferralId) => readCommits(hub.table, id),
    endpoint: ports.directory.endpoint,
    practice: ports.directory.practice,
    send: async (request: SendRequest) => {
      const one = { ...request, bundle: JSON.parse(request.body) };
      sent.push(one);
      return network.answer(one);
    },
  } satisfies Partial<DeliveryPorts>;
  const subscriptions: SubscriptionPorts = {
    ...delivery,
    client: (id) => clientStore(access, clock).find(id),
    told: (by, event, content) => toldOf({ by, at: clock.now() }, event, content, ports),
  };
  /** Everything that waits in the FIFO queue and is about a subscription. */
  const workOff = async () => {
    for (let message = woken.shift(); message; message = woken.shift()) {
      const read = parseWakeUp(message.body);
      if ('subscription' in read) await deliverSubscription(read, subscriptions);
    }
  };
  const settle = async (...referrals: string[]) => {
    await relayAll(referrals as ReferralId[], delivery);
    await workOff();
  };
  /** So much time goes by; what waited for it comes. */
  const pass = async (milliseconds: number) => {
    hub.pass(milliseconds);
    for (const message of later.splice(0)) await wake([parseLaterMessage(message.body)], delivery);
    await sweepLanes(delivery);
    await workOff();
  };
  const subscribe = async (body: object, request: Request = {}): Promise<Told> => {
    const made = await hub.call('POST', '/Subscription', { ...request, body });
    await workOff();
    return made;
  };
  return { ...hub, client, sent, mails, network, settle, elapse: pass, subscribe, work, subscriptions };
};

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
export const extension = (name: string, value: object) => ({ url: `${backport}/${name}`, ...value });
export const taskTopic = 'http://hl7.org/fhir/us/sdoh-clinicalcare/SubscriptionTopic/Task';
type Change = { content?: string; filters?: string[]; channel?: object; heartbeat?: number } & Record<string, unknown>;
/** As the guide writes one; `change` over it. */
export const subscription = ({ content = 'id-only', filters = [], channel = {}, heartbeat, ...change }: Change = {}) => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'To know where our referrals stand',
  criteria: taskTopic,
  ...(filters.length > 0 ? { _criteria: { extension: filters.map((valueString) => extension('backport-filter-criteria', { valueString })) } } : {}),
  channel: {
    type: 'rest-hook',
    endpoint: 'https://gp.example.org/fhir-events',
    payload: 'application/fhir+json',
    _payload: { extension: [extension('backport-payload-content', { valueCode: content })] },
    ...(heartbeat === undefined ? {} : { extension: [extension('backport-heartbeat-period', { valueUnsignedInt: heartbeat })] }),
    ...channel,
  },
  ...change,
});

type Parameter = { name: string; part?: Parameter[]; valueString?: string; valueCode?: string; valueReference?: { reference: string } };
const valueIn = ({ valueString, valueCode, valueReference }: Parameter) => valueString ?? valueCode ?? valueReference?.reference;
/** What a notification or an answer of an operation says, in short. */
export const said = (bundle: { entry: { resource: { parameter: Parameter[] } }[] }) => {
  const parameters = bundle.entry[0]?.resource.parameter ?? [];
  const value = (name: string) => parameters.filter((one) => one.name === name).map(valueIn)[0];
  const events = parameters
    .filter(({ name }) => name === 'notification-event')
    .map(({ part = [] }) => ({
      n: part.filter(({ name }) => name === 'event-number').map(valueIn)[0],
      focus: part.filter(({ name }) => name === 'focus').map(valueIn)[0],
      context: part.filter(({ name }) => name === 'additional-context').map(valueIn),
    }));
  return { type: value('type'), status: value('status'), events: value('events-since-subscription-start'), told: events };
};
