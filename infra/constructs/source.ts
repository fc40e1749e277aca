import { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { EventSourceMapping, FilterCriteria, FilterRule, type IFunction, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { keys } from '#platform/tables';

const commits = keys.commit(0).replace(/\d+$/, '');
const person = keys.person('');
const peopleParts = [person.sk, keys.about('').sk, { prefix: keys.record('', '').slice(0, 2) }];

/**
 * New commits, and what becomes known of a person, wake the relay; nothing else does. A record that fails ten times, or is an hour old, is given up to `dead`:
 * it is only a hint, the sweep finds the commit it spoke of.
 */
export const fromStream = (scope: Construct, target: IFunction, table: Table, dead: Queue): EventSourceMapping =>
  new EventSourceMapping(scope, 'RelaySource', {
    target,
    ...(table.tableStreamArn !== undefined && { eventSourceArn: table.tableStreamArn }),
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT'), dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(commits) } } } }),
      // What is known of a person changes their figures: who they are, what was learnt, goals and measurements.
      FilterCriteria.filter({ dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(person.pk) }, sk: { S: peopleParts } } } }),
    ],
    batchSize: 100,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(1),
    onFailure: new SqsDlq(dead),
  });

type QueueSource = { queue: Queue; batch: number /** How long to wait for more. */; seconds?: number /** How many batches at once. */; atOnce: number };

export const fromQueue = (scope: Construct, id: string, target: IFunction, { queue, batch, seconds, atOnce }: QueueSource): EventSourceMapping =>
  new EventSourceMapping(scope, `${id}Source`, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: batch,
    ...(seconds !== undefined && { maxBatchingWindow: Duration.seconds(seconds) }),
    maxConcurrency: atOnce,
    reportBatchItemFailures: true,
  });

/** A run that is lost is made up by the next: what runs by the clock starts from what is stored, not from what it was told. */
export const every = (scope: Construct, id: string, target: IFunction, period: Duration): Rule =>
  new Rule(scope, `${id}Schedule`, { schedule: Schedule.rate(period), targets: [new LambdaFunction(target, { retryAttempts: 0 })] });
