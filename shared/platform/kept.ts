/** A small bounded memory of one instance: what is too old is not given out, and the oldest makes room. */
import type { Clock, Instant } from './types.ts';

type Kept<Value> = { get(key: string): Value | undefined; put(key: string, value: Value, until: Instant): void; drop(key: string): void };

export const kept = <Value>(entries: number, clock: Clock): Kept<Value> => {
  const held = new Map<string, { value: Value; until: Instant }>();
  const makeRoom = () => {
    for (const oldest of held.keys()) {
      if (held.size < entries) return;
      held.delete(oldest);
    }
  };
  return {
    get: (key) => {
      const found = held.get(key);
      return found && clock.now() < found.until ? found.value : undefined;
    },
    put: (key, value, until) => {
      held.delete(key);
      makeRoom();
      held.set(key, { value, until });
    },
    drop: (key) => {
      held.delete(key);
    },
  };
};
