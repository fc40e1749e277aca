/** A hub that is given what no function can read: a message in every queue, and a commit. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { type Hub, startHub } from '#local/hub';
import { keys } from '#platform/tables';
import { live, newLife, type Played, play, stopPlaying } from '#test/played-hub';
import { openTables, type Tables, underWay } from './kept-promises.ts';
import { until, untilNothing } from './until.ts';

const exceptions = async (tables: Tables) => (await tables.all('referrals')).filter(({ sk }) => String(sk).startsWith('X#'));
const deadOf = (queue: string) => /LinksHub-([A-Z][a-z]+)/.exec(queue)?.[1]?.replace(/Dead$/, '') ?? '';

/** Each queue's own, so that none passes for another. */
const poisonEach = async (hub: Hub): Promise<string[]> => {
  const client = new SQSClient({ region: hub.region, endpoint: hub.endpoints.sqs, credentials: { accessKeyId: 'POISON', secretAccessKey: 'x' } });
  const queues = Object.keys(hub.waiting());
  for (const queue of queues) {
    const fifo = queue.endsWith('.fifo') ? { MessageGroupId: 'poison', MessageDeduplicationId: queue } : {};
    await client.send(new SendMessageCommand({ QueueUrl: `${hub.endpoints.sqs}/000000000000/${queue}`, MessageBody: `poison for ${queue}`, ...fifo }));
  }
  client.destroy();
  return queues;
};

const unreadableMessages = async (hub: Hub, played: Played, tables: Tables): Promise<number> => {
  const queues = await poisonEach(hub);
  await live(played, newLife(), 'submit', 'accept', 'refer-on', 'accept-onward');
  await until('each message is an exception', async () => (await exceptions(tables)).length === queues.length);
  const found = await exceptions(tables);
  expect(found.map(({ what }) => deadOf(String(what)).replace('Queue', '')).sort()).toEqual(queues.map(deadOf).sort());
  await untilNothing(() => underWay(played, tables));
  await until('every queue is empty', () => Object.values(hub.waiting()).every(({ ready, inFlight, delayed }) => ready + inFlight + delayed === 0));
  return queues.length;
};

/** Ten tries, each twice as long after the last up to ten seconds, are 43 s; twice that on a busy machine. */
const streamGivesUpMs = 90_000;

const unreadableCommit = async (played: Played, tables: Tables): Promise<void> => {
  const before = (await exceptions(tables)).length;
  const { id } = await live(played, newLife(), 'submit');
  await untilNothing(() => underWay(played, tables));
  await tables.table('referrals').write([{ put: { pk: keys.referral(id), sk: keys.commit(2), data: 'no commit' } }]);
  await live(played, newLife(), 'submit', 'accept');
  await untilNothing(async () => ((await exceptions(tables)).length > before ? [] : ['the commit is no exception']), streamGivesUpMs);
  // The sweep may have said so before the stream gave up, and what stands behind waits for the stream.
  await untilNothing(() => underWay(played, tables), streamGivesUpMs);
};

/** How many messages were poisoned. */
export const poisoned = async (): Promise<number> => {
  const hub = await startHub({ port: 0, visibilitySeconds: 3 });
  const played = await play(hub);
  const tables = openTables(hub);
  try {
    const messages = await unreadableMessages(hub, played, tables);
    await unreadableCommit(played, tables);
    return messages;
  } finally {
    tables.close();
    await stopPlaying(played);
    await hub.stop();
  }
};
