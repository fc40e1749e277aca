/** Takes each lane that was woken as far as it goes now. The lane is the FIFO group. */
import type { SQSEvent } from 'aws-lambda';
import { deliver } from '#delivery/deliver';
import { parseLaneMessage } from '#delivery/messages';
import { eachInGroup } from '#platform/records';
import { delivery, log } from './wiring.ts';

export const handler = ({ Records }: SQSEvent) =>
  eachInGroup(
    Records,
    ({ attributes, messageId }) => attributes.MessageGroupId ?? messageId,
    ({ body }) => deliver(parseLaneMessage(body), delivery()),
    log,
  );
