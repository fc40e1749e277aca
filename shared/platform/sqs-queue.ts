/** A queue port over SQS. */
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Queue, QueueMessage } from '#platform/types';

const batchSize = 10;

const entryOf = ({ body, group, deduplicationId, delaySeconds }: QueueMessage, n: number) => ({
  Id: String(n),
  MessageBody: body,
  MessageGroupId: group,
  MessageDeduplicationId: deduplicationId,
  DelaySeconds: delaySeconds,
});

/** Throws unless every message was taken: what was not is sent again by whoever asked. */
export const sqsQueue = (client: SQSClient, url: string): Queue => ({
  send: async (messages) => {
    for (let at = 0; at < messages.length; at += batchSize) {
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: messages.slice(at, at + batchSize).map(entryOf) }));
      if (Failed.length > 0) throw new Error(`${Failed.length} messages were not taken by the queue`);
    }
  },
});
export const sqsClient = (): SQSClient => new SQSClient({ maxAttempts: 3 });
