/**
 * When a queue's messages are handed to a function. No I/O and no clock: `now` is milliseconds since 1970.
 * Source of the rules: AWS Lambda Developer Guide, "Using Lambda with Amazon SQS".
 */
import type { Settings } from './stack.ts';

/** `json`: as the function sees it. */
export type QueueMessage = { id: string; receipt: string; json: string };
/** Received and not yet handed over. */
export type QueueState = { held: QueueMessage[]; heldSince: number };
type QueueStep =
  /** As many invocations run as may. */
  { do: 'wait' } | { do: 'receive'; most: number; waitMs: number } | { do: 'invoke'; messages: QueueMessage[] };

const payloadLimit = 6 * 1024 * 1024;
/** Of one receive. */
const mostAtOnce = 10;
const longPollMs = 20_000;
const defaultBatchSize = 10;
/** Without `MaximumConcurrency` AWS starts with a handful and grows; one machine stays where it starts. */
const defaultConcurrency = 10;

export const noneHeld: QueueState = { held: [], heldSince: 0 };

export const hasReceived = (state: QueueState, messages: QueueMessage[], now: number): QueueState => ({
  held: [...state.held, ...messages],
  heldSince: state.held.length === 0 ? now : state.heldSince,
});

const bytesOf = (messages: QueueMessage[]): number => messages.reduce((sum, { json }) => sum + Buffer.byteLength(json) + 1, 0);

/** `running`: invocations of this source that are not answered yet. */
export const nextOfQueue = ({ held, heldSince }: QueueState, settings: Settings, running: number, now: number): QueueStep => {
  if (running >= (settings.ScalingConfig?.MaximumConcurrency ?? defaultConcurrency)) return { do: 'wait' };
  const batchSize = settings.BatchSize ?? defaultBatchSize;
  const left = heldSince + settings.MaximumBatchingWindowInSeconds * 1000 - now;
  // The next receive could bring ten of the largest messages.
  const full = held.length >= batchSize || bytesOf(held) > payloadLimit / 2;
  if (held.length > 0 && (full || left <= 0)) return { do: 'invoke', messages: held };
  return { do: 'receive', most: Math.min(mostAtOnce, batchSize - held.length), waitMs: held.length > 0 ? left : longPollMs };
};
