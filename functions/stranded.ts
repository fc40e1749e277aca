/** What a dead-letter queue held becomes an entry on a worklist. */
import type { SQSEvent } from 'aws-lambda';
import { stranded } from '#delivery/stranded';
import { eachInGroup } from '#platform/records';
import { delivery, log } from './wiring.ts';

const queueName = (arn: string) => arn.split(':').at(-1) ?? '';

export const handler = ({ Records }: SQSEvent) =>
  eachInGroup(
    Records,
    ({ messageId }) => messageId,
    ({ body, eventSourceARN }) => stranded({ from: queueName(eventSourceARN), body }, delivery()),
    log,
  );
