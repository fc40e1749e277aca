/** Posts one signed request to the internet, or fetches one small document. It has no table, no key and no queue. */
import { parseOutgoing } from '#delivery/messages';
import { send } from '#delivery/send';
import type { FetchOutcome } from '#delivery/types';
import { allowLoopback } from './wiring.ts';

export const handler = (input: unknown): Promise<FetchOutcome> => send(parseOutgoing(input), { allowLoopback: allowLoopback() });
