/** What makes each function run, and what the stack tells of itself. */
import { CfnOutput, Duration, type Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { HubFunction } from './constructs/function.ts';
import type { House, QueueName } from './constructs/grant.ts';
import { onMailNews } from './constructs/mail.ts';
import { every, fromQueue, fromStream } from './constructs/source.ts';
import { title } from './constructs/title.ts';
import { functions } from './functions.ts';

type Driven = Record<'relay' | 'deliver' | 'wake' | 'bounced' | 'count' | 'recount' | 'sweep' | 'stranded' | 'aliss', HubFunction>;

/** `dead`: where what could not be worked off waits for `stranded`. */
export const connected = (stack: Stack, { queues, tables, mail }: House, it: Driven, dead: readonly QueueName[]): void => {
  fromStream(stack, it.relay, tables.referrals, queues.relayDead);
  fromQueue(stack, 'Deliver', it.deliver, { queue: queues.deliver, batch: 10, atOnce: functions.deliver.atOnce });
  fromQueue(stack, 'Wake', it.wake, { queue: queues.later, batch: 10, atOnce: functions.wake.atOnce });
  fromQueue(stack, 'Count', it.count, { queue: queues.count, batch: 100, seconds: 1, atOnce: functions.count.atOnce });
  for (const name of dead) fromQueue(stack, title(name), it.stranded, { queue: queues[name], batch: 10, atOnce: 2 });
  onMailNews(stack, it.bounced, mail.set, queues.bouncedDead);
  every(stack, 'Sweep', it.sweep, Duration.minutes(1));
  every(stack, 'Recount', it.recount, Duration.minutes(10));
  every(stack, 'Aliss', it.aliss, Duration.hours(1));
};

/** What whoever onboards practices, opens lanes again, or puts the front door in place, must know. */
export const tell = (stack: Stack, { tables, queues, secrets, told }: House, api: HttpApi): void => {
  const outputs = {
    ApiDomain: `${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`,
    TableReferrals: tables.referrals.tableName,
    TableWork: tables.work.tableName,
    TableAccess: tables.access.tableName,
    QueueDeliver: queues.deliver.queueUrl,
    KeyId: secrets.keyArn,
    PublicUrl: told.BASE_URL,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, `Output${name}`, { value }).overrideLogicalId(name);
};
