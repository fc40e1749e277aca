/** How a running hub ends: when it is asked to, or when its table engine is gone. */
import type { Hub } from './hub.ts';

type Ending = {
  /** The table engine ended by itself. */
  died(why: string): void;
  /** `withdraw`: what else must not outlive the hub. */
  of(hub: Hub, withdraw: () => void): void;
  /** What fails from here on fails because the hub stops. */
  begun(): boolean;
};

/** Milliseconds. The whole stop takes less; what hangs longer will not end by waiting. */
const stopWithin = 10_000;

export const ending = (complain: (line: string) => void): Ending => {
  let stop: (() => Promise<void>) | undefined;
  let begun = false;
  const end = async (code: number) => {
    begun = true;
    setTimeout(() => process.exit(1), stopWithin).unref();
    await stop?.();
    process.exit(code);
  };
  return {
    died: (why) => {
      complain(`The table engine ended by itself: ${why}`);
      if (stop) void end(1);
    },
    of: (hub, withdraw) => {
      stop = () => {
        withdraw();
        return hub.stop();
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
    },
    begun: () => begun,
  };
};
