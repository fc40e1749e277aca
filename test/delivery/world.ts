/** A hub in which everything but time and the network is real: the rules, the tables, all of delivery. */

import { deliver } from '#delivery/deliver';
import { parseLaneMessage, parseLaterMessage } from '#delivery/messages';
import type { DeliveryPorts } from '#delivery/ports';
import { outcomeWord } from '#delivery/retry';
import type { SendOutcome } from '#delivery/types';
import { wake } from '#delivery/wake';
import type { Endpoint, Organisation } from '#directory/types';
import { countable } from '#insight/countable';
import { memoryTable } from '#platform/memory-table';
import { instantOf } from '#platform/time';
import type { Ids } from '#platform/types';
import { carryOut, submit } from '#referral/carry-out';
import type { Act } from '#referral/commands';
import { applyCommit } from '#referral/evolve';
import { readCommits, referralStore } from '#referral/referral-store';
import type { Commit, ReferralId } from '#referral/types';
import { calendar } from '#referral/working-days';
import { type ActorName, actors, birchtree, command, facts, monday } from '#test/referrals';
import { testQueue } from './queues.ts';

type Received = { party: string; id: string; body: string; signatures: number; at: number; outcome: string; accepted: boolean };
export type World = ReturnType<typeof world>;

/** What becomes of one request; `took`: whether the receiver has it, whatever it answered. */
export type Reply = { outcome: SendOutcome; took: boolean };
export const ok: Reply = { outcome: { kind: 'answer', status: 204 }, took: true };

const encode = (text: string) => new TextEncoder().encode(text);
export const endpointOf = (party: string, over: Partial<Endpoint> = {}): Endpoint => ({
  party,
  url: `https://${party}.example.org/hook`,
  keys: [{ id: 'k1', ciphertext: `endpoint-key/${party}:a-secret-of-the-test` }],
  ...over,
});

type Options = {
  ids?: Ids;
  answer?(party: string): Reply;
  /** Runs at every port call, before it and after it: may wait, may throw. */
  around?<T>(name: string, call: () => Promise<T>): Promise<T>;
};

const countingIds = (): Ids => {
  let n = 0;
  const text = (length: number) => {
    n += 1;
    return String(n).padStart(length, '0');
  };
  return { id: () => `t${text(25)}`, short: () => text(8), bytes: (length) => new Uint8Array(length).fill(128) };
};

export const world = ({ ids = countingIds(), answer = () => ok, around = (_, call) => call() }: Options = {}) => {
  const time = { now: Date.parse(monday) };
  const referrals = memoryTable();
  const work = memoryTable();
  const endpoints = new Map<string, Endpoint>();
  const organisations = new Map<string, Organisation>();
  const received: Received[] = [];
  const mails: Parameters<DeliveryPorts['mail']['send']>[0][] = [];
  const undelivered: { referral: ReferralId; onward?: string }[] = [];
  const deliverQueue = testQueue(() => time.now, true);
  const laterQueue = testQueue(() => time.now, false);
  const countQueue = testQueue(() => time.now, false);
  const rules = { store: referralStore(referrals), circumstances: async () => ({ calendar: calendar() }), ids, pause: async () => undefined };
  const now = () => instantOf(time.now);

  const act = async (referral: ReferralId, by: ActorName, what: Exclude<Act, { type: 'submit' }>) => carryOut(rules, referral, { ...command(by, what, now()) });
  const begin = async (over: Parameters<typeof facts>[0] = {}): Promise<ReferralId> => {
    const id = ids.id() as ReferralId;
    const done = await submit(rules, { command: command('practice', { type: 'submit', id, draft: false, facts: facts(over) }, now()), sent: '{}', unique: [] });
    if (!done.ok) throw new Error('the test could not begin a referral');
    return id;
  };
  const recordUndelivered: DeliveryPorts['undelivered'] = async (referral, onward) => {
    undelivered.push({ referral, ...(onward ? { onward } : {}) });
    const done = await act(referral, 'delivery', onward ? { type: 'report-not-delivered', onward } : { type: 'report-practice-not-reached' });
    if (!done.ok) throw new Error(`not recorded: ${done.because}`);
  };
  const send: DeliveryPorts['send'] = async ({ url, headers, body }) => {
    const party = new URL(url).hostname.split('.')[0]!;
    const reply = answer(party);
    const accepted = reply.outcome.kind === 'answer' && reply.outcome.status >= 200 && reply.outcome.status < 300;
    const signatures = headers['webhook-signature']!.split(' ').length;
    if (reply.took) received.push({ party, id: headers['webhook-id']!, body, signatures, at: time.now, outcome: outcomeWord(reply.outcome), accepted });
    return reply.outcome;
  };
  const guarded =
    <A extends unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      around(name, () => call(...args));
  const ports: DeliveryPorts = {
    referrals: { ...referrals, write: guarded('referrals.write', referrals.write), query: guarded('referrals.query', referrals.query) },
    work: {
      get: guarded('work.get', work.get),
      getAll: guarded('work.getAll', work.getAll),
      query: guarded('work.query', work.query),
      write: guarded('work.write', work.write),
      putAll: guarded('work.putAll', work.putAll),
    },
    deliverQueue: { send: guarded('deliver.send', deliverQueue.send) },
    laterQueue: { send: guarded('later.send', laterQueue.send) },
    countQueue: { send: guarded('count.send', countQueue.send) },
    clock: { now },
    ids,
    secrets: {
      encrypt: async () => '',
      decrypt: guarded('secrets.decrypt', async (ciphertext, purpose) => {
        if (!ciphertext.startsWith(`${purpose}:`)) throw new Error('encrypted for another purpose');
        return encode(ciphertext);
      }),
    },
    mail: { send: guarded('mail.send', async (mail) => void mails.push(mail)) },
    readCommits: guarded('readCommits', (referral) => readCommits(referrals, referral)),
    applyCommit,
    countable,
    endpoint: guarded('endpoint', async (party) => endpoints.get(party)),
    practice: guarded('practice', async (id) => ({ id, name: 'Birchtree Practice', area: facts().area, mail: 'office@birchtree.example.org' })),
    organisation: guarded('organisation', async (id) => organisations.get(id)),
    answerLink: guarded('answerLink', async (organisation, onward) => `https://hub.example.org/answer/${organisation}.${onward}`),
    disableEndpoint: guarded('disable', async (party, at) => {
      const endpoint = endpoints.get(party);
      if (endpoint) endpoints.set(party, { ...endpoint, disabledAt: endpoint.disabledAt ?? at });
    }),
    undelivered: guarded('undelivered', recordUndelivered),
    send: guarded('send', send),
    baseUrl: 'https://hub.example.org',
  };
  const commits = (referral: ReferralId): Promise<Commit[]> => readCommits(referrals, referral);
  return {
    time,
    referrals,
    work,
    endpoints,
    organisations,
    received,
    mails,
    undelivered,
    deliverQueue,
    laterQueue,
    countQueue,
    ports,
    act,
    begin,
    commits,
    actors,
    practice: birchtree as string,
  };
};

/** Takes the queues' messages until nothing is visible now; a message whose consumer throws comes again later. */
export const drain = async ({ deliverQueue, laterQueue, ports, time }: World): Promise<void> => {
  for (let turns = 0; ; turns += 1) {
    if (turns > 1000) throw new Error('the queues never run dry');
    const later = laterQueue.receive(time.now);
    const wakeUps = deliverQueue.receive(time.now);
    if (later.length + wakeUps.length === 0) return;
    for (const message of later) {
      await wake([parseLaterMessage(message.body)], ports);
      laterQueue.settle(message, true, time.now);
    }
    for (const message of wakeUps) {
      await deliver(parseLaneMessage(message.body), ports);
      deliverQueue.settle(message, true, time.now);
    }
  }
};
