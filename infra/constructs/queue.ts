import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueName } from './grant.ts';

type Receiver = 'deliver' | 'wake' | 'count' | 'stranded';
type QueuesProps = {
  encryptionMasterKey: IKey;
  removalPolicy: RemovalPolicy /** How long one run of the receiving function may take. */;
  seconds: (receiver: Receiver) => number;
};

/** Lanes, timers, counting, and behind each the queue where what failed five times waits for `stranded`. */
export const hubQueues = (scope: Construct, { encryptionMasterKey, removalPolicy, seconds }: QueuesProps): Record<QueueName, Queue> => {
  const queue = (id: string, receiver: Receiver, fifo: boolean, dead?: Queue) =>
    new Queue(scope, `${id}Queue`, {
      ...(fifo && { fifo: true }),
      encryption: QueueEncryption.KMS,
      encryptionMasterKey,
      dataKeyReuse: Duration.hours(1),
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      // Hidden six times as long as its function may run, so that a slow batch is not worked off twice.
      visibilityTimeout: Duration.seconds(6 * seconds(receiver)),
      ...(dead && { deadLetterQueue: { queue: dead, maxReceiveCount: 5 } }),
      removalPolicy,
    });
  const deliverDead = queue('DeliverDead', 'stranded', true);
  const laterDead = queue('LaterDead', 'stranded', false);
  const countDead = queue('CountDead', 'stranded', false);
  return {
    deliver: queue('Deliver', 'deliver', true, deliverDead),
    later: queue('Later', 'wake', false, laterDead),
    count: queue('Count', 'count', false, countDead),
    deliverDead,
    laterDead,
    countDead,
    relayDead: queue('RelayDead', 'stranded', false),
    bouncedDead: queue('BouncedDead', 'stranded', false),
  };
};
