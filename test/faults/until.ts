import { setTimeout as sleep } from 'node:timers/promises';

/** `open` tells what is missing still. */
export const untilNothing = async (open: () => string[] | Promise<string[]>, patienceMs = 30_000): Promise<void> => {
  for (const end = Date.now() + patienceMs; ; await sleep(25)) {
    const missing = await open();
    if (missing.length === 0) return;
    if (Date.now() > end) throw new Error(`it did not come to pass: ${missing.slice(0, 5).join('; ')}`);
  }
};
/** `what` says in an error what did not come true. */
export const until = (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => untilNothing(async () => ((await holds()) ? [] : [what]));
