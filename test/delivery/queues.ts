/** Queues as SQS keeps them, on a virtual clock: order, deduplication, delay, visibility, dead letters. */
import type { Queue, QueueMessage } from '#platform/types';

type Held = QueueMessage & { visibleAt: number; receives: number; inFlight: boolean };
export type TestQueue = Queue & {
  /** What a consumer would get now, at most one of each group; taken until settled. */
  receive(now: number): Held[];
  settle(message: Held, ok: boolean, now: number): void;
  nextAt(): number | undefined;
  dead: string[];
  sent: QueueMessage[];
};

const dedupWindow = 5 * 60_000;
const visibility = 6 * 60_000;
const mostReceives = 5;

export const testQueue = (clock: () => number, fifo: boolean): TestQueue => {
  let held: Held[] = [];
  const seen = new Map<string, number>();
  const dead: string[] = [];
  const sent: QueueMessage[] = [];
  const add = (message: QueueMessage) => {
    const id = message.deduplicationId;
    if (fifo !== (id !== undefined && message.group !== undefined)) throw new Error('FIFO queues need a group and a deduplication id, others take none');
    if ((message.delaySeconds ?? 0) > 900 || (fifo && message.delaySeconds)) throw new Error('not a delay this queue knows');
    sent.push(message);
    const before = id === undefined ? undefined : seen.get(id);
    if (before !== undefined && clock() - before < dedupWindow) return;
    if (id !== undefined) seen.set(id, clock());
    held.push({ ...message, visibleAt: clock() + (message.delaySeconds ?? 0) * 1000, receives: 0, inFlight: false });
  };
  return {
    dead,
    sent,
    send: async (messages) => {
      for (const message of messages) add(message);
    },
    receive: (now) => {
      const taken: Held[] = [];
      const blocked = new Set<string>();
      for (const message of held) {
        const group = message.group ?? '';
        if (fifo && blocked.has(group)) continue;
        if (fifo) blocked.add(group);
        if (message.inFlight || message.visibleAt > now) continue;
        message.inFlight = true;
        taken.push(message);
      }
      return taken;
    },
    settle: (message, ok, now) => {
      message.inFlight = false;
      message.receives += 1;
      message.visibleAt = now + visibility;
      const isDead = !ok && message.receives >= mostReceives;
      if (isDead) dead.push(message.body);
      if (ok || isDead) held = held.filter((one) => one !== message);
    },
    nextAt: () => {
      const heads = fifo ? [...new Map(held.toReversed().map((message) => [message.group, message])).values()] : held;
      return heads.length > 0 ? Math.min(...heads.map((message) => message.visibleAt)) : undefined;
    },
  };
};
