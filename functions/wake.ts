/** A wake-up has waited long enough: it goes to its lane's group. */
import type { SQSEvent } from 'aws-lambda';
import { parseLaterMessage } from '#delivery/messages';
import { wake } from '#delivery/wake';
import { eachInGroup } from '#platform/records';
import { delivery, log } from './wiring.ts';

export const handler = ({ Records }: SQSEvent) =>
  eachInGroup(
    Records,
    ({ messageId }) => messageId,
    ({ body }) => wake([parseLaterMessage(body)], delivery()),
    log,
  );
