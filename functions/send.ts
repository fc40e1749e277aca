/** Posts one signed request to the internet. It has no table, no key and no queue. */
import { parseSendRequest } from '#delivery/messages';
import { post } from '#delivery/send';
import type { SendOutcome } from '#delivery/types';
import { allowLoopback } from './wiring.ts';

export const handler = (input: unknown): Promise<SendOutcome> => post(parseSendRequest(input), { allowLoopback: allowLoopback() });
